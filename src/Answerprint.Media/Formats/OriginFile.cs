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
    /// <param name="attributes">More attributes of the file: what a trial is marked with.</param>
    public static void Write(string path, OriginPass origin, IReadOnlyList<StoredAttribute>? attributes = null)
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
        }, attributes);
    }

    /// <summary>Opens an origin pass, whose rows are read from the file when they are asked for: what is in memory of it is the lines at work, 16 at a time for a thread.</summary>
    /// <exception cref="BadInputException">It is not there, broken, or has other channels than an origin pass. What is broken further on comes out of the reader.</exception>
    public static OriginPass Open(string path, string? name = null)
    {
        var file = name ?? path;
        // what others packed in another way is read whole
        return ExrLines.Open(path, file) is { } lines ? new Stored(lines, file) : FromStored(ExrFile.Read(path, file), file);
    }

    /// <summary>Reads an origin pass whole.</summary>
    /// <exception cref="BadInputException">It is not there, broken, or has other channels than an origin pass.</exception>
    public static Origin Read(string path, string? name = null) => Open(path, name).Whole();

    private static Origin FromStored(StoredFrame stored, string name)
    {
        var origin = new Origin(stored.Width, stored.Height, Taps(channel => stored.Channel(channel) is not null));
        StoredPicture.Values(Need("origin.synth", SampleType.Half), origin.Synth);
        StoredPicture.Values(Need("origin.confidence", SampleType.Half), origin.Confidence);
        for (var n = 0; n < origin.TapCount; n++)
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
            stored.Channel(channel) is { XSampling: 1, YSampling: 1 } found && found.Type == type ? found : throw NoOrigin(name, channel, type);
    }

    private static int Taps(Func<string, bool> has)
    {
        var taps = 0;
        while (taps < OriginPass.MostTaps && has(Name(taps, "x"))) taps++;
        return taps;
    }

    private static BadInputException NoOrigin(string file, string channel, SampleType type) =>
        new("no-origin", file, "", $"it has no {type.ToString().ToLowerInvariant()} channel {channel}", "Name an origin pass written by Answerprint");

    private static string Name(int n, string part) => string.Create(CultureInfo.InvariantCulture, $"origin.{n}.{part}");

    /// <summary>An origin pass that stays in its file.</summary>
    private sealed class Stored : OriginPass
    {
        private readonly ExrLines lines;
        private readonly int synth;
        private readonly int confidence;
        private readonly int[] places;

        public Stored(ExrLines lines, string name)
            : base(lines.Header.DataWindow.Width, lines.Header.DataWindow.Height, Taps(lines.Header.Has))
        {
            this.lines = lines;
            synth = Need("origin.synth", SampleType.Half);
            confidence = Need("origin.confidence", SampleType.Half);
            places = new int[TapCount * Parts.Length];
            for (var n = 0; n < TapCount; n++)
                for (var part = 0; part < Parts.Length; part++) places[(n * Parts.Length) + part] = Need(Name(n, Parts[part]), OfTap[part]);

            int Need(string channel, SampleType type) => lines.Find(channel, type) is >= 0 and var at ? at : throw NoOrigin(name, channel, type);
        }

        public override long Bytes => 0;

        public override OriginReader Reader()
        {
            var reader = lines.Begin();
            return (y, row) =>
            {
                var line = reader.Line(y);
                HalfWords.ToFloat(MemoryMarshal.Cast<byte, ushort>(line.Slice(synth, 2 * Width)), row.Synth);
                HalfWords.ToFloat(MemoryMarshal.Cast<byte, ushort>(line.Slice(confidence, 2 * Width)), row.Confidence);
                for (var n = 0; n < TapCount; n++)
                {
                    var tap = row.Tap[n];
                    var at = places.AsSpan(n * Parts.Length, Parts.Length);
                    line.Slice(at[0], 4 * Width).CopyTo(MemoryMarshal.AsBytes(tap.X.AsSpan()));
                    line.Slice(at[1], 4 * Width).CopyTo(MemoryMarshal.AsBytes(tap.Y.AsSpan()));
                    line.Slice(at[2], 4 * Width).CopyTo(MemoryMarshal.AsBytes(tap.Weight.AsSpan()));
                    line.Slice(at[3], 4 * Width).CopyTo(MemoryMarshal.AsBytes(tap.Plate.AsSpan()));
                    line.Slice(at[4], 4 * Width).CopyTo(MemoryMarshal.AsBytes(tap.Frame.AsSpan()));
                }
            };
        }
    }
}
