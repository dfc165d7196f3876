using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// What a picture that was made elsewhere changed of the plate, pixel by pixel. A colour sample is changed where its word, rounded as the plate stores it, is another and means another
/// value; where it is not, the plate's own word stands. Data channels (depth, identifiers) are the plate's and are not looked at.
/// </summary>
/// <param name="Picture">The changed picture's light, to be put into the plate where <paramref name="Work"/> is.</param>
/// <param name="Work">1 where a pixel was changed, else 0.</param>
/// <param name="Largest">The largest change of a sample, display codes of 255.</param>
public sealed record OutsideDifference(Frame Picture, Matte Work, long Changed, double Largest, IReadOnlyList<OutsideBox> Boxes)
{
    private const int Tile = 16, MostBoxes = 8;

    private static readonly string[] Light = ["R", "G", "B", "A"];

    /// <param name="file">Names the version's file in errors.</param>
    /// <exception cref="BadInputException">The sizes differ, it has no colour, or a changed sample is not finite in the plate's form.</exception>
    public static OutsideDifference Of(StoredFrame plate, StoredFrame version, string file, int number)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"frame {number}");
        if (version.Width != plate.Width || version.Height != plate.Height)
            throw new BadInputException("size", file, place, $"the picture is {version.Width}×{version.Height}, and the plate is {plate.Width}×{plate.Height}", "Write the version in the size of the plate");
        var (before, after) = (plate.ToFrame(file, place), version.ToFrame(file, place));
        var work = new Matte(plate.Width, plate.Height);
        var grey = plate.Channel("R") is null ? "Y" : null;
        for (var c = 0; c < before.Channels.Count; c++)
        {
            var name = before.Channels[c];
            if (grey is not null && (name is "R" or "B")) continue;
            var own = plate.Channel(grey is not null && name == "G" ? grey : name)!;
            if (after.Plane(name) is not { } values) continue;
            Mark(own, version.Channel(own.Name), before.Plane(c), values, work, file, place);
        }
        var (count, largest) = (0L, 0.0);
        for (var i = 0; i < work.Coverage.Length; i++)
        {
            if (work.Coverage[i] == 0) continue;
            count++;
            largest = Math.Max(largest, Change(before, after, i));
        }
        return new(after, work, count, largest, count == 0 ? [] : BoxesOf(work));
    }

    /// <summary>A picture of a frame that the plate has not: all of it was made.</summary>
    /// <exception cref="BadInputException">The size is another, or a sample is not finite.</exception>
    public static OutsideDifference Made(StoredFrame version, int width, int height, string file, int number)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"frame {number}");
        if (version.Width != width || version.Height != height) throw new BadInputException("size", file, place, $"the picture is {version.Width}×{version.Height}, and the plate is {width}×{height}", "Write the version in the size of the plate");
        var picture = version.ToFrame(file, place);
        foreach (var plane in picture.Channels.Select(picture.Plane).OfType<float[]>())
            for (var i = 0; i < plane.Length; i++)
                if (!float.IsFinite(plane[i])) throw NotFinite(file, place, i, width, plane[i]);
        return new(picture, Matte.Whole(width, height), picture.Size, 255, [new(0, 0, width, height)]);
    }

    /// <summary>Only what lies inside a matte; what was changed outside is left to the plate.</summary>
    /// <returns>The rest, and how many pixels were left out with the place of the first.</returns>
    public (OutsideDifference Inside, long Outside, string First) Within(Matte matte)
    {
        var work = new Matte(Work.Width, Work.Height);
        var (inside, outside, first) = (0L, 0L, "");
        for (var i = 0; i < work.Coverage.Length; i++)
        {
            if (Work.Coverage[i] == 0) continue;
            if (matte.Coverage[i] <= 0)
            {
                if (outside++ == 0) first = string.Create(CultureInfo.InvariantCulture, $"x {i % work.Width} y {i / work.Width}");
                continue;
            }
            inside++;
            work.Coverage[i] = 1;
        }
        return (this with { Work = work, Changed = inside, Boxes = inside == 0 ? [] : BoxesOf(work) }, outside, first);
    }

    public JsonObject Write(int number) => new()
    {
        ["frame"] = number, ["changed"] = Changed, ["share"] = Math.Round((double)Changed / Work.Coverage.Length, 6), ["largest"] = Math.Round(Largest, 2),
        ["boxes"] = new JsonArray([.. Boxes.Select(b => (JsonNode)new JsonArray(b.X, b.Y, b.Width, b.Height))]),
    };

    private static void Mark(StoredChannel own, StoredChannel? other, float[] before, float[] after, Matte work, string file, string place)
    {
        var size = own.BytesPerSample;
        // the same word is the same word, also where it is no number
        var words = other is not null && other.Type == own.Type && other.Words.Length == own.Words.Length && other.XSampling == 1 && other.YSampling == 1 ? other.Words : null;
        if (words is not null && own.Words.AsSpan().SequenceEqual(words)) return;
        var rounded = StoredPicture.Channel(own.Name, own.Type, after).Words;
        for (var i = 0; i < after.Length; i++)
        {
            var at = i * size;
            if (words is not null && own.Words.AsSpan(at, size).SequenceEqual(words.AsSpan(at, size))) continue;
            if (own.Words.AsSpan(at, size).SequenceEqual(rounded.AsSpan(at, size))) continue;
            var now = own.Type switch
            {
                SampleType.Half => (float)BinaryPrimitives.ReadHalfLittleEndian(rounded.AsSpan(at)),
                SampleType.Float => BinaryPrimitives.ReadSingleLittleEndian(rounded.AsSpan(at)),
                _ => BinaryPrimitives.ReadUInt32LittleEndian(rounded.AsSpan(at)),
            };
            // 0 and -0, and two ways to write "no number", mean the same: the plate's word stands
            if (now == before[i] || (float.IsNaN(now) && float.IsNaN(before[i]))) continue;
            if (!float.IsFinite(now)) throw NotFinite(file, place, i, work.Width, after[i]);
            work.Coverage[i] = 1;
        }
    }

    private static BadInputException NotFinite(string file, string place, int i, int width, float value) => new(
        "not-finite", file, string.Create(CultureInfo.InvariantCulture, $"{place}, x {i % width} y {i / width}"), string.Create(CultureInfo.InvariantCulture, $"a changed pixel is {(float.IsFinite(value) ? $"{value:g6}, more than the plate's form holds" : value.ToString(CultureInfo.InvariantCulture))}"),
        "Clamp what the program writes, and write the version again");

    private static double Change(Frame before, Frame after, int i)
    {
        Span<float> pair = stackalloc float[2];
        var largest = 0.0;
        foreach (var name in Light)
        {
            if (before.Plane(name) is not { } was || after.Plane(name) is not { } now) continue;
            (pair[0], pair[1]) = (was[i], now[i]);
            if (name != "A") DisplayEncoding.Encode(pair, pair);
            var change = Math.Abs(pair[1] - pair[0]) * DisplayEncoding.CodesPerUnit;
            // over a pixel that was no number every change is all of it
            largest = Math.Max(largest, float.IsFinite(change) ? change : DisplayEncoding.CodesPerUnit);
        }
        return largest;
    }

    /// <summary>Boxes around what was changed: tiles of 16 px that touch are one; the largest first.</summary>
    private static IReadOnlyList<OutsideBox> BoxesOf(Matte work)
    {
        var (across, down) = ((work.Width + Tile - 1) / Tile, (work.Height + Tile - 1) / Tile);
        var bounds = new OutsideBox?[across * down];
        for (var y = 0; y < work.Height; y++)
            for (var x = 0; x < work.Width; x++)
            {
                if (work.Coverage[(y * work.Width) + x] == 0) continue;
                ref var tile = ref bounds[(y / Tile * across) + (x / Tile)];
                tile = tile is { } known ? known.With(x, y) : new(x, y, 1, 1);
            }
        var boxes = new List<OutsideBox>();
        for (var start = 0; start < bounds.Length; start++)
        {
            if (bounds[start] is null) continue;
            var box = bounds[start]!.Value;
            var waiting = new Stack<int>([start]);
            while (waiting.TryPop(out var at))
            {
                if (bounds[at] is not { } own) continue;
                bounds[at] = null;
                box = box.With(own.X, own.Y).With(own.X + own.Width - 1, own.Y + own.Height - 1);
                for (var v = Math.Max(0, (at / across) - 1); v <= Math.Min(down - 1, (at / across) + 1); v++)
                    for (var u = Math.Max(0, (at % across) - 1); u <= Math.Min(across - 1, (at % across) + 1); u++)
                        if (bounds[(v * across) + u] is not null) waiting.Push((v * across) + u);
            }
            boxes.Add(box);
        }
        return [.. boxes.OrderByDescending(b => (long)b.Width * b.Height).Take(MostBoxes)];
    }
}

/// <summary>A box of pixels.</summary>
public readonly record struct OutsideBox(int X, int Y, int Width, int Height)
{
    /// <summary>The same, with a pixel in it.</summary>
    public OutsideBox With(int x, int y)
    {
        int left = Math.Min(X, x), top = Math.Min(Y, y), right = Math.Max(X + Width, x + 1), end = Math.Max(Y + Height, y + 1);
        return new(left, top, right - left, end - top);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}×{Height} at {X},{Y}");
}
