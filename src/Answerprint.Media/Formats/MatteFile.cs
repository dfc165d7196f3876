using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>Mattes as files: coverage 0..1 in channel A, else Y, else R. Never linearised.</summary>
public static class MatteFile
{
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
