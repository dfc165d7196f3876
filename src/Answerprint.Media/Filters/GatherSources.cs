namespace Answerprint.Media.Filters;

/// <summary>The encoded pictures that taps cite, by plate and frame. Safe for reading from several threads once filled.</summary>
public sealed class GatherSources
{
    private readonly List<(ulong Key, EncodedPicture Picture)> entries = [];

    /// <param name="plate">Index in the table of plates.</param>
    public void Add(uint plate, uint frame, EncodedPicture picture) => entries.Add((Key(plate, frame), picture));

    public bool Has(uint plate, uint frame)
    {
        foreach (var entry in entries)
            if (entry.Key == Key(plate, frame)) return true;
        return false;
    }

    /// <exception cref="KeyNotFoundException">The taps cite a frame that was not handed over.</exception>
    public EncodedPicture Find(uint plate, uint frame)
    {
        var key = Key(plate, frame);
        foreach (var entry in entries)
            if (entry.Key == key) return entry.Picture;
        throw new KeyNotFoundException($"no picture for plate {plate}, frame {frame}");
    }

    private static ulong Key(uint plate, uint frame) => ((ulong)plate << 32) | frame;
}
