using System.Globalization;
using System.Runtime.InteropServices;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// The origin pass as EXR: float origin.n.x, origin.n.y (pixels, multiples of 1/64), origin.n.weight; uint origin.n.plate, origin.n.frame for
/// n = 0..7; half origin.synth, origin.confidence. Weights are written as floats, so Σ weights + synth = 1 holds as far as synth's half does.
/// </summary>
public static class OriginFile
{
    /// <summary>Writes an origin pass, ZIP packed; the file appears whole or not at all.</summary>
    public static void Write(string path, Origin origin) => ExrFile.Write(path, ToStored(origin));

    /// <summary>Reads an origin pass.</summary>
    /// <exception cref="BadInputException">It is not there, broken, or has other channels than an origin pass.</exception>
    public static Origin Read(string path, string? name = null) => FromStored(ExrFile.Read(path, name), name ?? path);

    public static StoredFrame ToStored(Origin origin)
    {
        var channels = new List<StoredChannel>
        {
            StoredPicture.Channel("origin.synth", SampleType.Half, origin.Synth),
            StoredPicture.Channel("origin.confidence", SampleType.Half, origin.Confidence),
        };
        for (var n = 0; n < origin.Tap.Count; n++)
        {
            var tap = origin.Tap[n];
            channels.Add(StoredPicture.Channel(Name(n, "x"), SampleType.Float, tap.X));
            channels.Add(StoredPicture.Channel(Name(n, "y"), SampleType.Float, tap.Y));
            channels.Add(StoredPicture.Channel(Name(n, "weight"), SampleType.Float, tap.Weight));
            channels.Add(new(Name(n, "plate"), SampleType.UInt, MemoryMarshal.AsBytes(tap.Plate.AsSpan()).ToArray()));
            channels.Add(new(Name(n, "frame"), SampleType.UInt, MemoryMarshal.AsBytes(tap.Frame.AsSpan()).ToArray()));
        }
        var window = new Window(0, 0, origin.Width - 1, origin.Height - 1);
        return new(window, window, channels, []);
    }

    /// <exception cref="BadInputException">It has other channels than an origin pass.</exception>
    public static Origin FromStored(StoredFrame stored, string name)
    {
        var taps = 0;
        while (taps < Origin.MostTaps && stored.Channel(Name(taps, "x")) is not null) taps++;
        var origin = new Origin(stored.Width, stored.Height, taps);
        StoredPicture.Values(Need("origin.synth", SampleType.Half), origin.Synth);
        StoredPicture.Values(Need("origin.confidence", SampleType.Half), origin.Confidence);
        for (var n = 0; n < taps; n++)
        {
            var tap = origin.Tap[n];
            StoredPicture.Values(Need(Name(n, "x"), SampleType.Float), tap.X);
            StoredPicture.Values(Need(Name(n, "y"), SampleType.Float), tap.Y);
            StoredPicture.Values(Need(Name(n, "weight"), SampleType.Float), tap.Weight);
            MemoryMarshal.Cast<byte, uint>(Need(Name(n, "plate"), SampleType.UInt).Words).CopyTo(tap.Plate);
            MemoryMarshal.Cast<byte, uint>(Need(Name(n, "frame"), SampleType.UInt).Words).CopyTo(tap.Frame);
        }
        return origin;

        StoredChannel Need(string channel, SampleType type) =>
            stored.Channel(channel) is { XSampling: 1, YSampling: 1 } found && found.Type == type
                ? found
                : throw new BadInputException("no-origin", name, "", $"it has no {type.ToString().ToLowerInvariant()} channel {channel}", "Name an origin pass written by Answerprint");
    }

    private static string Name(int n, string part) => string.Create(CultureInfo.InvariantCulture, $"origin.{n}.{part}");
}
