using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>Mattes as files: coverage 0..1 in channel A, else Y, else R. Never linearised. Movies and patterns: <see cref="FileClip.ReadMatte"/>.</summary>
public static class MatteFile
{
    /// <summary>Writes channel Y as float (.exr) or 16-bit grey (.png; whatever is above 0 stays above 0).</summary>
    /// <exception cref="BadInputException">The suffix is another.</exception>
    public static void Write(string path, Matte matte)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".exr":
                var window = new Window(0, 0, matte.Width - 1, matte.Height - 1);
                ExrFile.Write(path, new(window, window, [StoredPicture.Channel("Y", SampleType.Float, matte.Coverage)], []));
                break;
            case ".png":
                var codes = new ushort[matte.Coverage.Length];
                for (var i = 0; i < codes.Length; i++)
                    codes[i] = matte.Coverage[i] > 0 ? (ushort)Math.Clamp(MathF.Round(matte.Coverage[i] * 65535), 1, 65535) : (ushort)0;
                PngFile.Write(path, new(Coding.Still(CodeModel.Grey, 16, alpha: false, ColourSpace.Linear), matte.Width, matte.Height, [codes]));
                break;
            default:
                throw new BadInputException("unknown-suffix", path, "", "a matte is written as .exr or .png", "Name one of them");
        }
    }

    /// <summary>A matte as a picture of its own: channel A as float.</summary>
    public static StoredFrame Stored(Matte matte)
    {
        var window = new Window(0, 0, matte.Width - 1, matte.Height - 1);
        return new(window, window, [StoredPicture.Channel("A", SampleType.Float, matte.Coverage)], []);
    }

    /// <summary>Coverage of a stored picture; beyond 0..1 it is clipped, not a number counts as covered.</summary>
    /// <exception cref="BadInputException">It has none of the channels A, Y and R.</exception>
    public static Matte FromStored(StoredFrame stored, string file, string place = "")
    {
        var channel = stored.Channel("A") ?? stored.Channel("Y") ?? stored.Channel("R")
            ?? throw new BadInputException("no-matte", file, place, "there is no channel A, Y or R to take coverage from", "Name a picture with one of them");
        if (channel.XSampling != 1 || channel.YSampling != 1) throw new BadInputException("subsampled", file, place, $"channel {channel.Name} is stored at reduced resolution", "Convert it to full resolution first");
        var matte = new Matte(stored.Width, stored.Height);
        StoredPicture.Values(channel, matte.Coverage);
        var coverage = matte.Coverage;
        for (var i = 0; i < coverage.Length; i++) coverage[i] = float.IsNaN(coverage[i]) ? 1 : Math.Clamp(coverage[i], 0, 1);
        return matte;
    }
}
