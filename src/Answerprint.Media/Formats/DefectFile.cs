using System.Globalization;
using System.Text;
using System.Text.Json;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// Reads where pictures are damaged: words ("812,400; 1005:0,610,1920,8"), a table (.csv, .txt: x,y or x,y,w,h or frame,x,y,w,h a line, or with a heading that names its columns), a list (.json:
/// objects with x, y and perhaps width, height, frame), or mattes (a picture or pattern; a single picture counts for every frame, those of a pattern each for its own).
/// </summary>
public static class DefectFile
{
    private const int MostBytes = 32 << 20;

    /// <exception cref="BadInputException">The file can not be read or names no defect.</exception>
    /// <exception cref="FormatException">The words are no defects.</exception>
    public static DefectMap Read(string text)
    {
        var defects = Path.GetExtension(text).ToLowerInvariant() switch
        {
            ".csv" or ".txt" => Table(text),
            ".json" => Json(text),
            ".exr" or ".png" or ".tif" or ".tiff" or ".dpx" or ".mkv" or ".mov" or ".mp4" => Mattes(text),
            _ => Words(text),
        };
        if (defects.Count == 0) throw new BadInputException("no-defects", text, "", "it names no defect", "Name coordinates or regions: 812,400 or 1005:0,610,1920,8");
        return defects.Count <= DefectMap.Most ? new(defects) : throw DefectMap.TooMany(text);
    }

    private static List<Defect> Words(string text) => [.. text.Split([';', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(w =>
        Parse(w) ?? throw new FormatException($"'{w}' is no defect; write x,y or frame:x,y or frame:x,y,width,height, or name a file (.csv, .json, a matte)"))];

    private static Defect? Parse(string word)
    {
        int? frame = null;
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            if (Number(word[..colon]) is not { } f) return null;
            (frame, word) = (f, word[(colon + 1)..]);
        }
        var numbers = word.Split(',').Select(Number).ToList();
        if (numbers.Contains(null) || numbers.Count is not (2 or 4)) return null;
        return Sound(new(frame, numbers[0]!.Value, numbers[1]!.Value, numbers.Count == 4 ? numbers[2]!.Value : 1, numbers.Count == 4 ? numbers[3]!.Value : 1));
    }

    private static int? Number(string text) => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Defect? Sound(Defect d) => d.X >= 0 && d.Y >= 0 && d.Width > 0 && d.Height > 0 ? d : null;

    private static List<Defect> Table(string path)
    {
        string[] columns = [];
        var defects = new List<Defect>();
        var line = 0;
        foreach (var text in Text(path).Split('\n'))
        {
            line++;
            var fields = text.Split(',', ';', '\t').Select(f => f.Trim()).ToArray();
            if (text.Trim().Length == 0 || text.TrimStart().StartsWith('#')) continue;
            if (defects.Count == 0 && columns.Length == 0 && fields.Any(f => f.Length > 0 && char.IsAsciiLetter(f[0])))
            {
                columns = [.. fields.Select(f => f.ToLowerInvariant())];
                if (!columns.Contains("x") || !columns.Contains("y")) throw Bad(line, "the heading names no columns x and y");
                continue;
            }
            var names = columns.Length > 0 ? columns : fields.Length switch { 2 => ["x", "y"], 4 => ["x", "y", "w", "h"], 5 => ["frame", "x", "y", "w", "h"], _ => throw Bad(line, "a line has 2, 4 or 5 numbers") };
            int? At(string one, string other = "")
            {
                var at = Array.FindIndex(names, n => n == one || n == other);
                return at < 0 || at >= fields.Length || fields[at].Length == 0 ? null : Number(fields[at]) ?? throw Bad(line, $"'{fields[at]}' is no whole number");
            }
            defects.Add(Sound(new(At("frame"), At("x") ?? -1, At("y") ?? -1, At("w", "width") ?? 1, At("h", "height") ?? 1)) ?? throw Bad(line, "columns and rows count from 0, width and height from 1"));
            if (defects.Count > DefectMap.Most) throw DefectMap.TooMany(path);
        }
        return defects;

        BadInputException Bad(int at, string problem) => new("bad-defects", path, $"line {at}", problem, "Write x,y or x,y,width,height or frame,x,y,width,height a line");
    }

    private static List<Defect> Json(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(Text(path));
            var list = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("defects", out var inner) ? inner : document.RootElement;
            if (list.ValueKind != JsonValueKind.Array) throw Bad("", "it is no list");
            if (list.GetArrayLength() > DefectMap.Most) throw DefectMap.TooMany(path);
            return [.. list.EnumerateArray().Select((e, i) => One(e) ?? throw Bad($"entry {i}", "an entry has whole numbers x and y, and perhaps width, height and frame"))];
        }
        catch (JsonException e)
        {
            throw Bad($"line {e.LineNumber + 1}", "it is no JSON");
        }

        BadInputException Bad(string place, string problem) => new("bad-defects", path, place, problem, "Write [{\"x\": 812, \"y\": 400}, {\"frame\": 1005, \"x\": 0, \"y\": 610, \"width\": 1920, \"height\": 8}]");

        static Defect? One(JsonElement e)
        {
            if (e.ValueKind != JsonValueKind.Object || At(e, "x") is not { } x || At(e, "y") is not { } y) return null;
            foreach (var name in new[] { "width", "height", "frame" })
                if (e.TryGetProperty(name, out var given) && given.ValueKind != JsonValueKind.Null && At(e, name) is null) return null;
            return Sound(new(At(e, "frame"), x, y, At(e, "width") ?? 1, At(e, "height") ?? 1));
        }

        static int? At(JsonElement e, string name) => e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
    }

    private static List<Defect> Mattes(string path)
    {
        using var clip = FrameFiles.Open(path);
        var frames = clip.Frames;
        var single = frames.Count == 1 && PatternName.TryParse(path) is null;
        var defects = new List<Defect>();
        foreach (var frame in frames)
        {
            defects.AddRange(DefectMap.Of(clip.ReadMatte(frame), single ? null : frame, path));
            if (defects.Count > DefectMap.Most) throw DefectMap.TooMany(path);
        }
        return defects;
    }

    private static string Text(string path)
    {
        var bytes = FileBytes.Read(path, path, MostBytes + 1);
        if (bytes.Length > MostBytes) throw new BadInputException("too-large", path, "", $"it is larger than {MostBytes >> 20} MB", "Name the damaged regions more roughly");
        return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
    }
}
