using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Rights;

/// <summary>A rectangle of a plate's pictures.</summary>
/// <param name="Frames">The frames that it is on; null: all of them.</param>
/// <param name="X">Leftmost column, from 0.</param>
/// <param name="Y">Topmost row, from 0.</param>
/// <param name="Width">At least 1.</param>
/// <param name="Height">At least 1.</param>
public sealed record RegionBox(FrameRange? Frames, int X, int Y, int Width, int Height)
{
    public bool IsOn(int frame) => Frames is not { } range || range.Contains(frame);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X},{Y},{Width},{Height}{(Frames is { } range ? $"@{range}" : "")}");

    /// <summary>"x,y,w,h" or "x,y,w,h@1001-1050".</summary>
    /// <exception cref="FormatException">The text is no box.</exception>
    public static RegionBox Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var parts = (at < 0 ? text : text[..at]).Split(',', StringSplitOptions.TrimEntries);
        var numbers = new int[4];
        if (parts.Length != 4 || parts.Select((p, i) => int.TryParse(p, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i])).Contains(false))
            throw new FormatException($"'{text}' is no region; write x,y,width,height, or x,y,width,height@1001-1050");
        FrameRange? frames = null;
        if (at >= 0)
        {
            var list = FrameList.Parse(text[(at + 1)..].Trim());
            frames = list[^1] - list[0] + 1 == list.Count ? new(list[0], list[^1] + 1) : throw new FormatException($"'{text}' has holes in its frames; name each range by itself");
        }
        return new RegionBox(frames, numbers[0], numbers[1], numbers[2], numbers[3]).Sound();
    }

    /// <exception cref="FormatException">It lies outside any picture.</exception>
    internal RegionBox Sound() => X is >= 0 and <= PictureRegion.Farthest && Y is >= 0 and <= PictureRegion.Farthest && Width is >= 1 and <= PictureRegion.Farthest && Height is >= 1 and <= PictureRegion.Farthest
        ? this : throw new FormatException($"'{this}' is no region: columns and rows count from 0, width and height from 1, up to {PictureRegion.Farthest}");
}

/// <summary>Part of a plate's pictures, as rectangles: the words in which a person says which part they looked at.</summary>
public sealed record PictureRegion(IReadOnlyList<RegionBox> Boxes)
{
    /// <summary>So many rectangles may one region have.</summary>
    public const int Most = 20_000;

    /// <summary>The largest coordinate, in pixels.</summary>
    public const int Farthest = 100_000;

    /// <summary>Rectangles one after another, "x,y,w,h@frames".</summary>
    /// <exception cref="FormatException">A text is no box, or there are too many.</exception>
    public static PictureRegion Parse(IEnumerable<string> boxes)
    {
        var list = boxes.Take(Most + 1).Select(RegionBox.Parse).ToList();
        return list.Count is > 0 and <= Most ? new(list) : throw new FormatException(list.Count == 0 ? "a region has at least one rectangle" : $"a region has at most {Most} rectangles");
    }

    /// <summary>Whether any rectangle is on a frame.</summary>
    public bool IsOn(int frame) => Boxes.Any(b => b.IsOn(frame));

    /// <summary>Marks what lies inside on a frame; rectangles are cut at the picture's edge.</summary>
    /// <param name="inside">H×W, added to.</param>
    public void Mark(bool[] inside, int frame, int width, int height)
    {
        foreach (var box in Boxes)
        {
            if (!box.IsOn(frame)) continue;
            var (right, bottom) = (Math.Min(width, box.X + box.Width), Math.Min(height, box.Y + box.Height));
            for (var y = box.Y; y < bottom; y++)
                if (right > box.X) inside.AsSpan((y * width) + box.X, right - box.X).Fill(value: true);
        }
    }

    /// <summary>The same, every rectangle larger by a distance on all sides.</summary>
    public PictureRegion Grown(int by) => new([.. Boxes.Select(b =>
    {
        var (x, y) = (Math.Max(0, b.X - by), Math.Max(0, b.Y - by));
        return b with { X = x, Y = y, Width = b.X + b.Width + by - x, Height = b.Y + b.Height + by - y };
    })]);

    /// <summary>Coverage 1 inside on a frame.</summary>
    public Matte On(int frame, int width, int height)
    {
        var inside = new bool[width * height];
        Mark(inside, frame, width, height);
        var matte = new Matte(width, height);
        for (var i = 0; i < inside.Length; i++) matte.Coverage[i] = inside[i] ? 1 : 0;
        return matte;
    }

    public JsonArray ToJson() => JsonReading.Array(Boxes.Select(b => b.ToString()));

    /// <exception cref="FormatException">It is no list of rectangles.</exception>
    public static PictureRegion From(JsonNode? node) => node is JsonArray { Count: <= Most } list
        ? Parse(list.Select(n => n is JsonValue v && v.GetValueKind() == JsonValueKind.String ? (string)v! : throw new FormatException("a rectangle is a text: \"x,y,width,height@1001-1050\"")))
        : throw new FormatException($"a region is a list of at most {Most} rectangles: [\"x,y,width,height@1001-1050\"]");

    public bool Equals(PictureRegion? other) => other is not null && Boxes.SequenceEqual(other.Boxes);

    public override int GetHashCode() => Boxes.Count == 0 ? 0 : Boxes[0].GetHashCode();
}
