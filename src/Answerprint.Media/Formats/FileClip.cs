using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>A clip that lies in files: what it says beyond its pictures.</summary>
public abstract class FileClip : Clip
{
    /// <summary>The frames that exist, ascending.</summary>
    public abstract IReadOnlyList<int> Frames { get; }

    /// <summary>Whether the files say their rate; else it was given, or is the default.</summary>
    public virtual bool SaysRate => true;

    /// <summary>What was found odd and how it was taken, a sentence each: a header that lies, a rate that varies.</summary>
    public abstract IReadOnlyList<string> Warnings { get; }

    /// <summary>What was taken for matrix and range of code values, and why, a sentence each.</summary>
    public virtual IReadOnlyList<string> Grounds => [];

    /// <summary>How code values are declared; null for pictures that are light as stored (EXR).</summary>
    public abstract Coding? Coding { get; }

    /// <summary>How it is packed, for people: "h264 yuv420p", "EXR ZIP", "PNG 16 bit".</summary>
    public abstract string Packing { get; }

    /// <summary>The timecode of the first frame as the files label it ("01:00:00:00", ";" before frames of drop-frame); null where they say none.</summary>
    public virtual string? StartLabel => null;

    /// <summary>The reel, tape or camera roll as the files themselves name it; null where they say none. A movie is opened once more when asked.</summary>
    public virtual string? Reel => null;

    /// <summary>The code values of a frame, from which <see cref="Clip.ReadStored"/> is decoded; null for pictures that are light as stored.</summary>
    /// <exception cref="BadInputException">The frame is not there or can not be read.</exception>
    public abstract CodedPicture? ReadCoded(int frame);

    /// <summary>A frame as a matte (contracts: alpha, else luma, else red; never linearised).</summary>
    /// <exception cref="BadInputException">The frame is not there or can not be read.</exception>
    public virtual Matte ReadMatte(int frame) => ReadCoded(frame) is { } coded ? coded.ToMatte() : MatteFile.FromStored(ReadStored(frame), Name, $"frame {frame}");

    protected BadInputException Missing(int frame) => new("missing-frame", Name, $"frame {frame}", "the frame does not exist", $"It has frames {Time.FrameList.Format(Frames)}");
}
