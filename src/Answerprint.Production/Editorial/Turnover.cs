using System.Security.Cryptography;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Editorial;

/// <summary>What editorial hands over: a cut as it was read, with the hash of its bytes.</summary>
/// <param name="File">As its user named it.</param>
/// <param name="Sha256">Of the bytes of the file, lower-case hexadecimal.</param>
/// <param name="Events">Every clip laid out; cuts within cuts opened.</param>
/// <param name="PictureLength">Frames from the first of the cut to the end of its longest picture track.</param>
/// <param name="Warnings">What was guessed or not understood, with its place.</param>
/// <param name="Otio">The document as it stands, where the cut came as one; a turn-back edits a copy of it.</param>
public sealed record Turnover(
    string File, string Format, string Sha256, Timeline Timeline, IReadOnlyList<CutEvent> Events, int PictureLength, IReadOnlyList<string> Warnings, OtioDocument? Otio)
{
    /// <summary>The document to write changes into: the one that came, or a new one of the same cut.</summary>
    public OtioDocument Document => Otio ?? OtioDocument.From(Timeline, File);

    /// <summary>Whether a list needs its rate told: an EDL says none.</summary>
    public static bool NeedsRate(string path) => Path.GetExtension(path).Equals(".edl", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a cut by its suffix: .otio or .edl.</summary>
    /// <param name="rate">Frames a second; must be given for an EDL, and overrides what an OTIO file says.</param>
    /// <exception cref="BadInputException">The file is not there or is no cut; the message says where and what to do.</exception>
    /// <exception cref="FormatException">An EDL without a rate.</exception>
    public static Turnover Read(string path, FrameRate? rate = null)
    {
        if (NeedsRate(path) && rate is null) throw new FormatException($"an EDL says no frame rate; add --rate, as in: --rate 24 ({Path.GetFileName(path)})");
        return Read(Bytes(path), path, rate);
    }

    /// <inheritdoc cref="Read(string, FrameRate?)"/>
    /// <param name="file">Its name, for messages; its suffix says the format.</param>
    public static Turnover Read(byte[] bytes, string file, FrameRate? rate)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var suffix = Path.GetExtension(file).ToUpperInvariant();
        Timeline timeline;
        IReadOnlyList<string> warnings;
        OtioDocument? document = null;
        switch (suffix)
        {
            case ".OTIO":
                document = OtioDocument.Parse(bytes, file);
                (timeline, warnings) = BadCut.Exactly(file, () => (document.ToTimeline(rate, out var notes), notes));
                break;
            case ".EDL":
                var reader = new EdlReader(file, rate ?? throw new FormatException("an EDL says no frame rate; add --rate"));
                timeline = reader.Read(bytes);
                warnings = reader.Warnings;
                break;
            default:
                throw new BadInputException("unknown-format", file, "", "the suffix names no cut that can be read", "Hand over an .otio or .edl file");
        }
        if (timeline.Rate.Nominal > 240) throw BadCut.At(file, "", $"the cut counts in {timeline.Rate} frames a second", "Say the rate of the picture with --rate");
        var (events, length) = CutLayout.Of(timeline, file);
        return new(file, suffix[1..].ToLowerInvariant(), hash, timeline, events, length, warnings, document);
    }

    private static byte[] Bytes(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists) throw new BadInputException("no-file", path, "", "there is no such file", "Check the name of the cut");
        if (info.Length == 0) throw BadCut.At(path, "", "the file is empty, or no regular file");
        if (info.Length > OtioText.MostBytes) throw BadCut.At(path, "", $"the file has {info.Length:N0} bytes and a cut may have {OtioText.MostBytes:N0}");
        return System.IO.File.ReadAllBytes(path);
    }
}
