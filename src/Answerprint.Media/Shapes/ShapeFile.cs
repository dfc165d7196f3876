using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Shapes;

/// <summary>Shapes in a file: `answerprint.shapes.1`, or what a Nuke script holds (<see cref="NukeShapes"/>).</summary>
public static class ShapeFile
{
    private const string Format = "answerprint.shapes.1";
    private const int MostBytes = 64 << 20;

    /// <summary>Whether a name is that of a file of shapes, and no picture.</summary>
    public static bool Is(string path) => Path.GetExtension(path).ToLowerInvariant() is ".json" or ".nk";

    /// <param name="height">Rows of the picture's display window, which scripts count from below.</param>
    /// <exception cref="BadInputException">The file can not be read or draws nothing.</exception>
    public static IReadOnlyList<KeyedShape> Read(string path, int height)
    {
        var bytes = FileBytes.Read(path, path, MostBytes + 1);
        if (bytes.Length > MostBytes) throw new BadInputException("too-large", path, "", $"it is larger than {MostBytes >> 20} MB", "Draw what is to be taken out, and nothing else");
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        try
        {
            return (Path.GetExtension(path).ToLowerInvariant() == ".nk" ? NukeShapes.Of(text, height) : Parse(text)).Checked();
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-shapes", path, "", e.Message.TrimEnd('.'), "Mend the file, or draw it anew", e);
        }
    }

    public static JsonObject Write(IEnumerable<KeyedShape> shapes) => new()
    {
        ["format"] = Format, ["shapes"] = new JsonArray([.. shapes.Select(s => (JsonNode)Write(s))]),
    };

    /// <exception cref="FormatException">It is no such document.</exception>
    public static IReadOnlyList<KeyedShape> Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String || format.GetString() != Format) throw new FormatException($"it is no document \"format\": \"{Format}\"");
            if (!root.TryGetProperty("shapes", out var list) || list.ValueKind != JsonValueKind.Array) throw new FormatException("it has no list \"shapes\"");
            if (list.GetArrayLength() > ShapeChecks.MostShapes) throw new FormatException($"it has more than {ShapeChecks.MostShapes} shapes");
            return [.. list.EnumerateArray().Select((e, n) => One(e, n))];
        }
        catch (JsonException e)
        {
            throw new FormatException($"line {e.LineNumber + 1}: it is no JSON", e);
        }
    }

    private static JsonObject Write(KeyedShape s)
    {
        var o = new JsonObject { ["kind"] = Name(s.Kind) };
        if (s.Kind is ShapeKind.Wire or ShapeKind.Mark) o["size"] = s.Size;
        if (s.Frames is { } range) o["frames"] = range.ToString();
        if (s.IsBezier) o["bezier"] = true;
        if (s.Kind is ShapeKind.Mark or ShapeKind.Screen) o["track"] = s.IsTracked;
        o["keys"] = new JsonObject(s.Keys.OrderBy(k => k.Key).Select(k => KeyValuePair.Create(k.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)new JsonArray([.. k.Value.Select(p => (JsonNode)new JsonArray(Round(p.X), Round(p.Y)))]))));
        return o;

        static double Round(double v) => Math.Round(v, 4);
    }

    private static KeyedShape One(JsonElement e, int number)
    {
        if (e.ValueKind != JsonValueKind.Object) throw Bad("it is no object");
        ShapeKind kind = Text("kind") switch { "wire" => ShapeKind.Wire, "area" => ShapeKind.Area, "mark" => ShapeKind.Mark, "screen" => ShapeKind.Screen, var other => throw Bad($"the kind '{other}' is none of wire, area, mark and screen") };
        if (!e.TryGetProperty("keys", out var keyed) || keyed.ValueKind != JsonValueKind.Object) throw Bad("it has no \"keys\"");
        var keys = new SortedDictionary<int, IReadOnlyList<ShapePoint>>();
        foreach (var key in keyed.EnumerateObject())
        {
            if (!int.TryParse(key.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var frame)) throw Bad($"the key '{key.Name}' is no frame");
            if (key.Value.ValueKind != JsonValueKind.Array || key.Value.GetArrayLength() > ShapeChecks.MostPoints || keys.Count >= ShapeChecks.MostKeys) throw Bad($"frame {frame} has no list of points, or there are too many");
            if (!keys.TryAdd(frame, [.. key.Value.EnumerateArray().Select(Point)])) throw Bad($"frame {frame} has two keys");
        }
        try
        {
            return new KeyedShape(kind, keys)
            {
                Size = e.TryGetProperty("size", out var size) ? Number(size) : kind == ShapeKind.Mark ? 10 : 3,
                Frames = Text("frames") is { Length: > 0 } frames ? ShapeChecks.Range(frames) : null,
                IsBezier = Flag("bezier", false),
                IsTracked = (kind is ShapeKind.Mark or ShapeKind.Screen) && Flag("track", true),
            }.Checked();
        }
        catch (FormatException f)
        {
            throw Bad(f.Message);
        }

        string Text(string name) => e.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Bad($"\"{name}\" is no text") : "";

        bool Flag(string name, bool otherwise) => e.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => throw Bad($"\"{name}\" is neither true nor false") } : otherwise;

        double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : throw Bad("a number is missing");

        ShapePoint Point(JsonElement p) => p.ValueKind == JsonValueKind.Array && p.GetArrayLength() == 2 ? new(Number(p[0]), Number(p[1])) : throw Bad("a point is [x, y]");

        FormatException Bad(string problem) => new($"shape {number}: {problem}");
    }

    private static string Name(ShapeKind kind) => kind switch { ShapeKind.Wire => "wire", ShapeKind.Area => "area", ShapeKind.Screen => "screen", _ => "mark" };
}
