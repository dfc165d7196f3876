using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>How the document is read. What a class does not allow by itself is said here; what depends on the pictures is said when they are measured.</summary>
public sealed partial record DeclaredChange
{
    /// <summary>Points of a line, and of an edge of a cube.</summary>
    private const int MostPoints = 33;

    private const int MostSteps = 16;

    /// <exception cref="FormatException">It is no such document, or a parameter is outside what its class allows.</exception>
    public static DeclaredChange From(JsonObject body)
    {
        if (body.TextOrNull("format") != Format) throw new FormatException($"this is no {Format}");
        ChangeReading.Only(body, "the document", "format", "changes");
        if (body["changes"] is not JsonArray { Count: > 0 and <= MostRecords } list) throw new FormatException($"'changes' is a list of 1 to {MostRecords} records");
        var records = new List<ChangeRecord>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            try
            {
                records.Add(Record(list[i] as JsonObject ?? throw new FormatException("it is no JSON object")));
            }
            catch (FormatException e)
            {
                throw new FormatException($"record {i + 1}: {e.Message}", e);
            }
        }
        return new(records);
    }

    private static ChangeRecord Record(JsonObject o)
    {
        var frames = o.Range("frames");
        if (frames.IsEmpty || frames.Length != o.Frames("frames").Count) throw new FormatException("'frames' is one range, as 1001-1050");
        return o.TextOrNull("class") switch
        {
            "P1" => Colour(o, new(frames, PerformerClass.P1)),
            "P2" => Geometry(o, new(frames, PerformerClass.P2)),
            "P3" => RealFrames(o, new(frames, PerformerClass.P3)),
            "P4" => EdgeOf(o, new(frames, PerformerClass.P4)),
            "P5" => Things(o, new(frames, PerformerClass.P5)),
            "N" => Crew(o, new(frames, PerformerClass.N)),
            "R" => Sensor(o, new(frames, PerformerClass.R)),
            "X" => throw new FormatException("class X is always refused, whoever declares it"),
            _ => throw new FormatException("'class' is one of P1, P2, P3, P4, P5, N, R"),
        };
    }

    private static ChangeRecord Colour(JsonObject o, ChangeRecord record)
    {
        ChangeReading.Only(o, "a record of class P1", "frames", "class", "steps", "field");
        if (o["steps"] is not null and not JsonArray { Count: <= MostSteps }) throw new FormatException($"'steps' is a list of at most {MostSteps} steps");
        var steps = (o["steps"] as JsonArray ?? []).Select(n => Step(n as JsonObject ?? throw new FormatException("a step is a JSON object"))).ToList();
        var field = o["field"] is null ? null : FieldOf(o["field"] as JsonObject ?? throw new FormatException("'field' is a JSON object"));
        return steps.Count > 0 || field is not null ? record with { Steps = steps, Field = field } : throw new FormatException("a record of class P1 has steps or a field");
    }

    private static ColourStep Step(JsonObject o)
    {
        if (o.Count != 1) throw new FormatException("a step is one of cdl, matrix, lut, cube, despill");
        var (name, node) = o.First();
        if (name == "matrix") return new MatrixColour(ChangeReading.Numbers(o, "matrix", 9, 9, -16, 16));
        var body = node as JsonObject ?? throw new FormatException($"'{(name.Length > 40 ? name[..40] : name)}' is a JSON object");
        switch (name)
        {
            case "cdl":
                ChangeReading.Only(body, "a cdl", "slope", "offset", "power", "saturation");
                return new CdlColour(
                    ChangeReading.Numbers(body, "slope", 3, 3, 0, 64, [1, 1, 1]), ChangeReading.Numbers(body, "offset", 3, 3, -64, 64, [0, 0, 0]),
                    ChangeReading.Numbers(body, "power", 3, 3, 0.05, 20, [1, 1, 1]), ChangeReading.Number(body, "saturation", 0, 8, 1));
            case "lut":
                ChangeReading.Only(body, "a lut", "from", "to", "red", "green", "blue");
                double[][] entries = [Rising(body, "red"), Rising(body, "green"), Rising(body, "blue")];
                if (entries.Any(e => e.Length != entries[0].Length)) throw new FormatException("the three lines of a lut have as many entries");
                var (from, to) = Domain(body);
                return new LineColour(from, to, entries);
            case "cube":
                ChangeReading.Only(body, "a cube", "from", "to", "edge", "entries");
                var edge = ChangeReading.Whole(body, "edge", 2, MostPoints);
                var cube = ChangeReading.Numbers(body, "entries", 3 * edge * edge * edge, 3 * edge * edge * edge, -65504, 65504);
                for (var i = 0; i < edge * edge * edge; i++)
                {
                    if (i % edge > 0 && cube[3 * i] < cube[3 * (i - 1)]) throw new FormatException("'entries': red falls along red, and a cube must not");
                    if (i / edge % edge > 0 && cube[(3 * i) + 1] < cube[(3 * (i - edge)) + 1]) throw new FormatException("'entries': green falls along green, and a cube must not");
                    if (i / (edge * edge) > 0 && cube[(3 * i) + 2] < cube[(3 * (i - (edge * edge))) + 2]) throw new FormatException("'entries': blue falls along blue, and a cube must not");
                }
                var (low, high) = Domain(body);
                return new CubeColour(low, high, edge, cube);
            case "despill":
                return DespillColour.Read(body);
            default:
                throw new FormatException("a step is one of cdl, matrix, lut, cube, despill");
        }
    }

    private static (double From, double To) Domain(JsonObject o)
    {
        var (from, to) = (ChangeReading.Number(o, "from", -65504, 65504, 0), ChangeReading.Number(o, "to", -65504, 65504, 1));
        return to - from >= 1e-6 ? (from, to) : throw new FormatException("'to' is above 'from'");
    }

    private static double[] Rising(JsonObject o, string name)
    {
        var line = ChangeReading.Numbers(o, name, 2, MostPoints, -65504, 65504);
        for (var i = 1; i < line.Length; i++)
            if (line[i] < line[i - 1]) throw new FormatException($"'{name}' falls, and a lut on people must not");
        return line;
    }

    private static SmoothField FieldOf(JsonObject o)
    {
        ChangeReading.Only(o, "a field", "columns", "rows", "stops");
        var (columns, rows) = (ChangeReading.Whole(o, "columns", 1, SmoothField.MostColumns), ChangeReading.Whole(o, "rows", 1, SmoothField.MostRows));
        return new(columns, rows, ChangeReading.Numbers(o, "stops", columns * rows, columns * rows, -SmoothField.MostStops, SmoothField.MostStops));
    }

    private static ChangeRecord Geometry(JsonObject o, ChangeRecord record)
    {
        ChangeReading.Only(o, "a record of class P2", "frames", "class", "transform");
        var t = o.Object("transform");
        ChangeReading.Only(t, "a transform", "matrix", "shift", "scale", "rotate", "about", "shear", "filter");
        if (!Enum.TryParse<PictureFilter>(t.Text("filter"), ignoreCase: true, out var filter) || !Enum.IsDefined(filter) || t.Text("filter").Any(char.IsDigit) && filter != PictureFilter.Lanczos3)
            throw new FormatException("'filter' is one of nearest, linear, cubic, lanczos3");
        var shear = ChangeReading.Numbers(t, "shear", 0, 32_768, -256, 256, []);
        for (var i = 1; i < shear.Length; i++)
        {
            if (Math.Abs(shear[i] - shear[i - 1]) > 0.25) throw new FormatException("'shear' moves a row by more than ¼ pixel against the next: that is a warp");
            if (i > 1 && Math.Abs(shear[i] - (2 * shear[i - 1]) + shear[i - 2]) > 0.02) throw new FormatException("'shear' bends by more than 0.02 pixels a row: that is a warp");
        }
        double[] rows;
        if (t["matrix"] is not null)
        {
            if (t["shift"] is not null || t["scale"] is not null || t["rotate"] is not null || t["about"] is not null) throw new FormatException("a transform has a matrix, or shift, scale and rotate");
            rows = ChangeReading.Numbers(t, "matrix", 9, 9, -65_536, 65_536);
        }
        else rows = Moved(ChangeReading.Numbers(t, "shift", 2, 2, -65_536, 65_536, [0, 0]), ChangeReading.Number(t, "scale", 0.25, 4, 1), ChangeReading.Number(t, "rotate", -180, 180, 0), ChangeReading.Numbers(t, "about", 2, 2, -65_536, 65_536, [0, 0]));
        return record with { Transform = new(rows, shear, filter) };
    }

    /// <summary>The plate is scaled and turned (degrees, clockwise as seen) about a point and then shifted: the matrix from the version's pixel back to the plate's.</summary>
    private static double[] Moved(double[] shift, double scale, double rotate, double[] about)
    {
        var (sin, cos) = Math.SinCos(rotate * Math.PI / 180);
        double a = cos / scale, b = sin / scale, x = about[0] + shift[0], y = about[1] + shift[1];
        return [a, b, about[0] - (a * x) - (b * y), -b, a, about[1] + (b * x) - (a * y), 0, 0, 1];
    }

    private static ChangeRecord RealFrames(JsonObject o, ChangeRecord record)
    {
        ChangeReading.Only(o, "a record of class P3", "frames", "class", "shows");
        var shows = new Dictionary<int, int>();
        foreach (var (name, _) in o.Object("shows"))
        {
            if (!int.TryParse(name, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var frame) || !record.Frames.Contains(frame)) throw new FormatException("'shows' names frames of the record");
            shows[frame] = o.Object("shows").Int(name);
        }
        return shows.Count > 0 ? record with { Map = new(shows) } : throw new FormatException("'shows' names no frame");
    }

    private static ChangeRecord EdgeOf(JsonObject o, ChangeRecord record)
    {
        ChangeReading.Only(o, "a record of class P4", "frames", "class", "alpha", "foreground", "background", "band", "blur", "words", "setting");
        var setting = o.TextOrNull("setting") is { } word && Enum.TryParse<NewSetting>(word, ignoreCase: true, out var named) && Enum.IsDefined(named) && !word.Any(char.IsDigit) && named is not (NewSetting.Same or NewSetting.Undescribed)
            ? named : throw new FormatException("'setting' is one of neutral, brand, political, sexual, violent, medical");
        return record with
        {
            Edge = new(Pictures(o, "alpha"), Pictures(o, "foreground"), Pictures(o, "background"), ChangeReading.Number(o, "band", 0, EdgeChange.MostBand), ChangeReading.Number(o, "blur", 0, 200, 0), ChangeReading.Words(o, "words"), setting),
        };
    }

    private static ChangePictures Pictures(JsonObject o, string name)
    {
        var p = o.Object(name);
        ChangeReading.Only(p, $"'{name}'", "files", "hash");
        var files = ChangeReading.Words(p, "files");
        // never outside the folder of the document, whatever kind of machine reads it
        if (Path.IsPathRooted(files) || files.Contains('\\') || files.Contains(':') || files.Contains('\0') || files.Split('/').Any(s => s is "" or "." or "..")) throw new FormatException($"'{name}' lies outside the folder of the document");
        return new(files, p["hash"] is null ? "" : p.Digest("hash").Hex);
    }

    private static ChangeRecord Things(JsonObject o, ChangeRecord record)
    {
        ChangeReading.Only(o, "a record of class P5", "frames", "class", "holes");
        if (o["holes"] is not JsonArray { Count: > 0 and <= 1000 } list) throw new FormatException("'holes' is a list of 1 to 1000 holes");
        return record with { Holes = [.. list.Select(n => Hole(n as JsonObject ?? throw new FormatException("a hole is a JSON object")))] };

        static FrontHole Hole(JsonObject h)
        {
            ChangeReading.Only(h, "a hole", "box", "from", "dx", "dy");
            return new(RegionBox.Parse(h.Text("box")), h.Int("from"), ChangeReading.Whole(h, "dx", -65_536, 65_536, 0), ChangeReading.Whole(h, "dy", -65_536, 65_536, 0));
        }
    }

    private static ChangeRecord Crew(JsonObject o, ChangeRecord record)
    {
        ChangeReading.Only(o, "a record of class N", "frames", "class", "region", "attested");
        return record with { Region = PictureRegion.From(o["region"]), Attested = ChangeReading.Words(o, "attested") };
    }

    private static ChangeRecord Sensor(JsonObject o, ChangeRecord record)
    {
        ChangeReading.Only(o, "a record of class R", "frames", "class", "defects");
        if (o["defects"] is not JsonArray { Count: > 0 and <= 10_000 } list) throw new FormatException("'defects' is a list of 1 to 10000 texts \"x,y,width,height\" or \"frame:x,y,width,height\"");
        return record with { Defects = new([.. list.Select(n => One(n is JsonValue v && v.TryGetValue<string>(out var text) ? text : ""))]) };

        static Defect One(string text)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            int? frame = colon < 0 ? null : int.TryParse(text[..colon], System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var f) ? f : throw new FormatException($"'{text}' is no defect");
            var rest = text[(colon + 1)..];
            var box = RegionBox.Parse(rest.Count(c => c == ',') == 1 ? rest + ",1,1" : rest);
            return Math.Max(box.Width, box.Height) <= DefectMap.MostDust ? new(frame, box.X, box.Y, box.Width, box.Height) : throw new FormatException($"'{text}' is larger than {DefectMap.MostDust} pixels: that is no dead pixel and no dust");
        }
    }
}
