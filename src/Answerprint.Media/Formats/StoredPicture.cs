using System.Runtime.InteropServices;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>From stored words to a picture to calculate with, and back: the one place where a work matte decides which words stand.</summary>
public static class StoredPicture
{
    private static readonly string[] Colours = ["R", "G", "B"];

    /// <summary>R, G, B (and A where there is one) as float32, exactly the stored values. A picture with only Y gives it to all three.</summary>
    /// <param name="file">Names the file in an error.</param>
    /// <exception cref="BadInputException">There is no such channel, or colour is stored at reduced resolution.</exception>
    public static Frame ToFrame(this StoredFrame stored, string file, string place = "")
    {
        var grey = stored.Channel("R") is null && stored.Channel("G") is null && stored.Channel("B") is null ? stored.Channel("Y") : null;
        if (grey is not null && (stored.Channel("RY") is not null || stored.Channel("BY") is not null))
            throw new BadInputException("luminance-chroma", file, place, "the colour is stored as luminance and chroma (Y, RY, BY)", "Convert it to R, G, B first");
        var names = stored.Channel("A") is null ? Colours : [.. Colours, "A"];
        var frame = new Frame(stored.Width, stored.Height, names);
        for (var c = 0; c < names.Length; c++)
        {
            var channel = (c < 3 ? grey : null) ?? stored.Channel(names[c]);
            if (channel is null)
                throw new BadInputException("no-colour", file, place, $"there is no channel {names[c]} (it has {string.Join(", ", stored.Channels.Select(s => s.Name))})", "Name a picture with R, G and B");
            if (channel.XSampling != 1 || channel.YSampling != 1)
                throw new BadInputException("subsampled", file, place, $"channel {channel.Name} is stored at reduced resolution", "Convert it to full resolution first");
            Values(channel, frame.Plane(c));
        }
        return frame;
    }

    /// <summary>
    /// The plate with a piece of work in it. Where coverage is exactly 0 the words are the plate's own; elsewhere the render's value in the
    /// channel's type (half: nearest even, beyond its range infinite; uint: nearest whole number within range). Channels that the render does not have are the plate's own arrays.
    /// </summary>
    /// <exception cref="ArgumentException">The sizes differ, or a channel that the render changes is stored at reduced resolution.</exception>
    public static StoredFrame With(this StoredFrame plate, Frame render, Matte work)
    {
        if (render.Width != plate.Width || render.Height != plate.Height || work.Width != plate.Width || work.Height != plate.Height)
            throw new ArgumentException($"the plate is {plate.Width}×{plate.Height}, the render {render.Width}×{render.Height}, the matte {work.Width}×{work.Height}", nameof(render));
        if (work.IsEmpty) return plate;
        var grey = plate.Channel("R") is null ? plate.Channel("Y") : null;
        return plate with { Channels = [.. plate.Channels.Select(c => Changed(c, c == grey ? "G" : c.Name, render, work, plate.Width))] };
    }

    /// <summary>A render as a picture of its own (a made frame has no plate): each channel in <paramref name="type"/>.</summary>
    public static StoredFrame ToStored(this Frame render, SampleType type = SampleType.Half, IReadOnlyList<StoredAttribute>? attributes = null)
    {
        var window = new Window(0, 0, render.Width - 1, render.Height - 1);
        return new(window, window, [.. render.Channels.Select((name, c) => Channel(name, type, render.Plane(c)))], attributes ?? []);
    }

    /// <summary>
    /// A made frame in the form of a neighbour: its windows, types, packing and attributes. It has only what was made: channels that the render does not have (depth, identifiers, other
    /// layers) and other parts of the file are absent, for a zero or a neighbour's word would be taken for a fact.
    /// </summary>
    public static StoredFrame ToStoredLike(this Frame render, StoredFrame neighbour)
    {
        if (render.Width != neighbour.Width || render.Height != neighbour.Height)
            throw new ArgumentException($"the neighbour is {neighbour.Width}×{neighbour.Height}, the render {render.Width}×{render.Height}", nameof(render));
        var grey = neighbour.Channel("R") is null ? neighbour.Channel("Y") : null;
        return neighbour with
        {
            Channels = [.. neighbour.Channels.Where(c => c == grey || render.Plane(c.Name) is not null).Select(c => Made(c, render.Plane(c == grey ? "G" : c.Name)))],
            Layout = neighbour.Layout is { } layout ? new(layout.Packing, layout.BottomUp) : null,
        };

        static StoredChannel Made(StoredChannel channel, float[]? values)
        {
            if (values is null) return channel with { Words = new byte[channel.Words.Length] };
            if (channel.XSampling != 1 || channel.YSampling != 1) throw new ArgumentException($"channel {channel.Name} is stored at reduced resolution", nameof(channel));
            return channel with { Words = Channel(channel.Name, channel.Type, values).Words };
        }
    }

    /// <summary>A channel of float values in a stored type.</summary>
    public static StoredChannel Channel(string name, SampleType type, ReadOnlySpan<float> values)
    {
        var words = new byte[values.Length * (type == SampleType.Half ? 2 : 4)];
        Convert(values, type, words);
        return new(name, type, words);
    }

    /// <summary>The values of a channel as float32; uint above 2^24 loses its low bits here (which is why words are copied).</summary>
    public static void Values(StoredChannel channel, Span<float> values)
    {
        switch (channel.Type)
        {
            case SampleType.Half:
                HalfWords.ToFloat(MemoryMarshal.Cast<byte, ushort>(channel.Words), values);
                break;
            case SampleType.Float:
                MemoryMarshal.Cast<byte, float>(channel.Words).CopyTo(values);
                break;
            default:
                var words = MemoryMarshal.Cast<byte, uint>(channel.Words);
                for (var i = 0; i < words.Length; i++) values[i] = words[i];
                break;
        }
    }

    private static StoredChannel Changed(StoredChannel channel, string name, Frame render, Matte work, int width)
    {
        if (render.Plane(name) is not { } values) return channel;
        if (channel.XSampling != 1 || channel.YSampling != 1) throw new ArgumentException($"channel {channel.Name} is stored at reduced resolution", nameof(channel));
        var size = channel.BytesPerSample;
        var words = (byte[])channel.Words.Clone();
        Parallel.For(0, render.Height, y =>
        {
            var coverage = work.Coverage.AsSpan(y * width, width);
            if (!coverage.ContainsAnyExcept(0f)) return;
            var made = new byte[width * size];
            Convert(values.AsSpan(y * width, width), channel.Type, made);
            var row = words.AsSpan(y * width * size, width * size);
            // -0 is exactly 0 as well; not a number is coverage, so that nobody hides work behind it
            if (size == 2) Select(coverage, MemoryMarshal.Cast<byte, ushort>(made), MemoryMarshal.Cast<byte, ushort>(row));
            else Select(coverage, MemoryMarshal.Cast<byte, uint>(made), MemoryMarshal.Cast<byte, uint>(row));
        });
        return channel with { Words = words };
    }

    private static void Select<T>(ReadOnlySpan<float> coverage, ReadOnlySpan<T> made, Span<T> row)
    {
        for (var x = 0; x < coverage.Length; x++)
            if (coverage[x] != 0) row[x] = made[x];
    }

    private static void Convert(ReadOnlySpan<float> values, SampleType type, Span<byte> words)
    {
        switch (type)
        {
            case SampleType.Half:
                HalfWords.FromFloat(values, MemoryMarshal.Cast<byte, ushort>(words));
                break;
            case SampleType.Float:
                MemoryMarshal.AsBytes(values).CopyTo(words);
                break;
            default:
                var target = MemoryMarshal.Cast<byte, uint>(words);
                for (var i = 0; i < values.Length; i++)
                    target[i] = values[i] >= 4294967296f ? uint.MaxValue : values[i] > 0 ? (uint)MathF.Round(values[i], MidpointRounding.ToEven) : 0;
                break;
        }
    }
}
