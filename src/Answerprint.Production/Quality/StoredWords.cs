using System.Buffers.Binary;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Quality;

/// <summary>Compares stored pictures word by word.</summary>
internal static class StoredWords
{
    /// <summary>Whether a channel is light or its coverage, as opposed to data that nothing may invent.</summary>
    public static bool IsLight(string channel) => channel is "R" or "G" or "B" or "Y" or "RY" or "BY" or "A";

    /// <summary>A picture without the channels of data that another does not have.</summary>
    public static StoredFrame WithoutAbsentData(StoredFrame picture, StoredFrame other) =>
        picture with { Channels = [.. picture.Channels.Where(c => IsLight(c.Name) || other.Channel(c.Name) is not null)] };

    /// <summary>The first difference outside a matte, and how many samples differ; null where none do.</summary>
    /// <param name="work">Coverage above 0 is inside and not compared; null: all is outside. A sample that stands for several pixels is inside when one of them is.</param>
    public static (string Place, long Count)? Difference(StoredFrame plate, StoredFrame version, Matte? work)
    {
        if (plate.DataWindow != version.DataWindow) return ("data window", 1);
        if (plate.DisplayWindow != version.DisplayWindow) return ("display window", 1);
        var (first, count) = ("", 0L);
        foreach (var channel in plate.Channels)
        {
            if (version.Channel(channel.Name) is not { } other) return ($"channel {channel.Name} is gone", 1);
            if (other.Type != channel.Type || other.XSampling != channel.XSampling || other.YSampling != channel.YSampling || other.Words.Length != channel.Words.Length)
                return ($"channel {channel.Name} is stored otherwise", 1);
            // most frames are the same all over
            if (channel.Words.AsSpan().SequenceEqual(other.Words)) continue;
            var size = channel.BytesPerSample;
            var columns = (plate.Width + channel.XSampling - 1) / channel.XSampling;
            for (var at = 0; at < channel.Words.Length; at += size)
            {
                if (channel.Words.AsSpan(at, size).SequenceEqual(other.Words.AsSpan(at, size))) continue;
                var (x, y) = (at / size % columns * channel.XSampling, at / size / columns * channel.YSampling);
                if (work is not null && Inside(work, x, y, channel.XSampling, channel.YSampling)) continue;
                if (count++ == 0) first = $"x {x} y {y}, channel {channel.Name}";
            }
        }
        foreach (var channel in version.Channels)
            if (plate.Channel(channel.Name) is null) return ($"channel {channel.Name} is new", 1);
        return count == 0 ? null : (first, count);
    }

    /// <summary>Whether a stored sample is no number.</summary>
    public static bool IsNaN(ReadOnlySpan<byte> word, SampleType type) => type switch
    {
        SampleType.Half => Half.IsNaN(BitConverter.UInt16BitsToHalf(BinaryPrimitives.ReadUInt16LittleEndian(word))),
        SampleType.Float => float.IsNaN(BinaryPrimitives.ReadSingleLittleEndian(word)),
        _ => false,
    };

    private static bool Inside(Matte work, int x, int y, int xSampling, int ySampling)
    {
        for (var v = y; v < Math.Min(work.Height, y + ySampling); v++)
        for (var u = x; u < Math.Min(work.Width, x + xSampling); u++)
            if (work.Coverage[(v * work.Width) + u] > 0) return true;
        return false;
    }
}
