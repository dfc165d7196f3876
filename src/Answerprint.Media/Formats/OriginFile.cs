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
    private static readonly SampleType[] OfTap = [SampleType.Float, SampleType.Float, SampleType.Float, SampleType.UInt, SampleType.UInt];
    private static readonly string[] Parts = ["x", "y", "weight", "plate", "frame"];

    /// <summary>Writes an origin pass, ZIP packed, row by row: no more of it than the lines at work is in memory. The file appears whole or not at all.</summary>
    public static void Write(string path, OriginPass origin)
    {
        var channels = new List<(string Name, SampleType Type, Func<Origin, Array> Values)>
        {
            ("origin.synth", SampleType.Half, r => r.Synth), ("origin.confidence", SampleType.Half, r => r.Confidence),
        };
        for (var n = 0; n < origin.TapCount; n++)
        {
            var tap = n;
            Func<Origin, Array>[] values = [r => r.Tap[tap].X, r => r.Tap[tap].Y, r => r.Tap[tap].Weight, r => r.Tap[tap].Plate, r => r.Tap[tap].Frame];
            for (var part = 0; part < Parts.Length; part++) channels.Add((Name(n, Parts[part]), OfTap[part], values[part]));
        }
        channels.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        ExrFile.WriteLines(path, new(0, 0, origin.Width - 1, origin.Height - 1), [.. channels.Select(c => new ExrChannel(c.Name, c.Type, false, 1, 1))], () =>
        {
            var (reader, row, words) = (origin.Reader(), origin.Row(), channels.Select(c => new byte[origin.Width * (c.Type == SampleType.Half ? 2 : 4)]).ToArray());
            return Line;

            byte[][] Line(int y)
            {
                reader(y, row);
                for (var c = 0; c < words.Length; c++)
                {
                    if (channels[c].Type == SampleType.Half) HalfWords.FromFloat((float[])channels[c].Values(row), MemoryMarshal.Cast<byte, ushort>(words[c].AsSpan()));
                    else Buffer.BlockCopy(channels[c].Values(row), 0, words[c], 0, words[c].Length);
                }
                return words;
            }
        });
    }

    /// <summary>Reads an origin pass.</summary>
    /// <exception cref="BadInputException">It is not there, broken, or has other channels than an origin pass.</exception>
    public static Origin Read(string path, string? name = null) => FromStored(ExrFile.Read(path, name), name ?? path);

    /// <exception cref="BadInputException">It has other channels than an origin pass.</exception>
    public static Origin FromStored(StoredFrame stored, string name)
    {
        var taps = 0;
        while (taps < OriginPass.MostTaps && stored.Channel(Name(taps, "x")) is not null) taps++;
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
