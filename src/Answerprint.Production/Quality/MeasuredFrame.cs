using System.Buffers.Binary;
using System.Globalization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>One frame of a version: what its judged pixels must be, and whether they are.</summary>
internal sealed class MeasuredFrame(MeasuredChange given, CitedPictures cited, int number)
{
    private static readonly string[] Light = ["R", "G", "B"];

    private readonly IReadOnlyList<ChangeRecord> records = given.Declared?.On(number) ?? [];

    /// <returns>Null where there is nothing to judge.</returns>
    public FrameClass? Measure(List<ClassReason> reasons)
    {
        var real = given.Declared is { } declared ? ChangeClass.Shown(declared, number) ?? number : number;
        if (!given.Plate.Has(real)) return NotThere(real, reasons);
        var (w, h) = (given.Plate.Width, given.Plate.Height);
        var people = given.People(real);
        if (people.Area(w, h) is not { } area) return records.Count == 0 ? null : new(number, [PerformerClass.P0], 0, 0, 0);
        var (plate, version) = (given.Plate.ReadStored(real), given.Version.ReadStored(number));
        if (records.Count == 0 && StoredWords.Difference(plate, version, null) is null) return null;
        if (Form(plate, version) is { } form)
        {
            reasons.Add(new("form", number, form, 1, "the version is stored in another form than the plate, so people's pixels can not be compared"));
            return new(number, [PerformerClass.X], area.LongCount(a => a), 0, 0);
        }
        var before = reasons.Count;
        var classes = new SortedSet<PerformerClass>();
        if (real != number) classes.Add(PerformerClass.P3);
        var made = Again(plate, people, area, reasons, classes);
        var excused = Excused(people, made, plate, version, reasons);
        long judged = 0, changed = 0, left = 0;
        var first = "";
        foreach (var name in Light)
        {
            if (plate.Channel(name) is null && plate.Channel("Y") is null) reasons.Add(new("form", number, name, 1, "the plate has no such colour to compare"));
        }
        var planes = made.Words(plate);
        for (var i = 0; i < made.Area.Length; i++)
        {
            if (!made.Area[i]) continue;
            judged++;
            if (!Same(plate, version, i, null)) changed++;
            if (Same(plate, version, i, planes)) continue;
            if (excused(i) is { } by) { classes.Add(by); continue; }
            if (left++ == 0) first = At(i, w);
        }
        if (left > 0)
        {
            reasons.Add(records.Count == 0
                ? new("undeclared-change", number, first, left, $"{left} pixels of people, or nearer than {PeopleInRegion.KeepAway} pixels to them, changed and nothing was declared")
                : new("not-as-declared", number, first, left, $"{left} pixels of people, or near them, are not what the declared change gives"));
        }
        if (reasons.Count > before) classes.Add(PerformerClass.X);
        // a declared class whose pixels never differ is no class of this frame
        if (classes.Count == 0 || (changed == 0 && left == 0 && real == number && reasons.Count == before)) { classes.Clear(); classes.Add(PerformerClass.P0); }
        return new(number, [.. classes], judged, changed, Math.Max(0, changed - left));
    }

    /// <summary>
    /// The frame with the words that the records give, wherever it differs from them by no more than a step of a half float, as another program's binary32 may round; under a
    /// transform also by 1/32 of how much the light differs within the filter's reach, because other programs do not take places to 1/64 and approach a filter's curve. What differs by more stays.
    /// </summary>
    /// <returns>The frame itself where nothing was settled, and how many pixels were.</returns>
    public (StoredFrame Frame, long Pixels) Settled()
    {
        var version = given.Version.ReadStored(number);
        if (records.Count == 0 || ChangeClass.Shown(given.Declared!, number) is not null || !given.Plate.Has(number)) return (version, 0);
        var people = given.People(number);
        if (people.Area(given.Plate.Width, given.Plate.Height) is not { } area) return (version, 0);
        var plate = given.Plate.ReadStored(number);
        if (Form(plate, version) is not null) return (version, 0);
        var made = Again(plate, people, area, [], []);
        var words = made.Words(plate);
        var reach = records.Where(r => r.Class is PerformerClass.P2).Select(r => Math.Max(1, r.Transform!.Reach)).DefaultIfEmpty().Max();
        var settled = version with { Channels = [.. version.Channels.Select(c => words.ContainsKey(c.Name) ? c with { Words = [.. c.Words] } : c)] };
        var pixels = 0L;
        for (var i = 0; i < made.Area.Length; i++)
        {
            if (!made.Area[i] || Same(plate, version, i, words) || !Near(version, i, words, reach)) continue;
            foreach (var channel in settled.Channels)
            {
                if (!words.TryGetValue(channel.Name, out var must)) continue;
                var size = channel.BytesPerSample;
                must.AsSpan(i * size, size).CopyTo(channel.Words.AsSpan(i * size));
            }
            pixels++;
        }
        return pixels == 0 ? (version, 0) : (settled, pixels);
    }

    private bool Near(StoredFrame version, int i, Dictionary<string, byte[]> words, int reach)
    {
        foreach (var (name, must) in words)
        {
            var channel = version.Channel(name)!;
            var (a, b) = (Value(channel.Words, channel.Type, i), Value(must, channel.Type, i));
            if (a.Equals(b)) continue;
            // 2⁻¹⁰ of the value's power of two: the distance of two neighbouring halves, 2⁻²⁴ at least
            var step = double.IsFinite(b) && b != 0 ? Math.Max(Math.ScaleB(1, Math.ILogB(b) - 10), Math.ScaleB(1, -24)) : Math.ScaleB(1, -24);
            if (!(Math.Abs(a - b) <= step) && !(reach > 0 && Math.Abs(a - b) <= step + (Around(must, channel.Type, i, reach) / 32))) return false;
        }
        return true;
    }

    /// <summary>By how much the light of a pixel and of those around it differs.</summary>
    private double Around(byte[] words, SampleType type, int i, int reach)
    {
        var (w, h) = (given.Plate.Width, given.Plate.Height);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var y = Math.Max(0, (i / w) - reach); y <= Math.Min(h - 1, (i / w) + reach); y++)
            for (var x = Math.Max(0, (i % w) - reach); x <= Math.Min(w - 1, (i % w) + reach); x++)
            {
                var value = Value(words, type, (y * w) + x);
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        return high - low;
    }

    private static double Value(byte[] words, SampleType type, int i) =>
        type == SampleType.Half ? (double)BitConverter.UInt16BitsToHalf(BinaryPrimitives.ReadUInt16LittleEndian(words.AsSpan(2 * i))) : BinaryPrimitives.ReadSingleLittleEndian(words.AsSpan(4 * i));

    /// <summary>What the records give for the judged pixels, and what speaks against the records themselves.</summary>
    /// <param name="plate">The picture of the plate that the frame shows.</param>
    private MadeAgain Again(StoredFrame plate, PeopleOnFrame people, bool[] area, List<ClassReason> reasons, SortedSet<PerformerClass> classes)
    {
        var (w, h) = (given.Plate.Width, given.Plate.Height);
        var made = new MadeAgain(plate, w, h, area);
        foreach (var record in records.Where(r => r.Class is PerformerClass.P2))
        {
            if (Shape(record.Transform!, w, h) is { } bent) reasons.Add(new("transform-bounds", number, "", 1, bent));
            made.Move(record.Transform!);
            classes.Add(PerformerClass.P2);
        }
        var (size, slope) = SmoothField.Together(records.Select(r => r.Field).OfType<SmoothField>(), w, h);
        if (size > SmoothField.MostStops) reasons.Add(new("field-bounds", number, "", 1, Say($"all fields together move people's light by {size:0.###} stops, and {SmoothField.MostStops} is the most")));
        if (slope > SmoothField.MostSlope) reasons.Add(new("field-bounds", number, "", 1, Say($"all fields together change by {slope:0.###} stops over a twentieth of the width, and {SmoothField.MostSlope} is the most")));
        var fielded = false;
        foreach (var record in records.Where(r => r.Class is PerformerClass.P1))
        {
            if (fielded && record.Steps.Count > 0) reasons.Add(new("field-before-colour", number, "", 1, "a colour function follows a field, which would raise it beyond its bounds; put the field last"));
            fielded |= record.Field is not null;
            made.Colour(record);
            classes.Add(PerformerClass.P1);
        }
        foreach (var record in records.Where(r => r.Class is PerformerClass.P4))
        {
            if (Edge(record, made, people, reasons)) classes.Add(PerformerClass.P4);
        }
        return made;
    }

    /// <summary>A frame that the plate has not: made, or said to show one that is not there. Where a named person attests that nobody is, that is no matter of people.</summary>
    private FrameClass? NotThere(int real, List<ClassReason> reasons)
    {
        if (given.People(number).Area(given.Plate.Width, given.Plate.Height) is null) return null;
        reasons.Add(real == number
            ? new("frame-made", number, "", 1, "the plate has no such frame, and people are, or may be, in it")
            : new("held-not-real", number, "", 1, $"it is said to show frame {real}, which is not in the plate"));
        return new(number, [PerformerClass.X], 0, 0, 0);
    }

    /// <summary>What differs in how two pictures are stored; null where nothing does. Channels of data may be left out.</summary>
    private static string? Form(StoredFrame plate, StoredFrame version)
    {
        if (plate.DataWindow != version.DataWindow || plate.DisplayWindow != version.DisplayWindow) return "windows";
        foreach (var channel in plate.Channels)
        {
            if (channel.XSampling != 1 || channel.YSampling != 1) return $"channel {channel.Name} at reduced resolution";
            if (version.Channel(channel.Name) is not { } own)
            {
                if (StoredWords.IsLight(channel.Name)) return $"channel {channel.Name} is gone";
                continue;
            }
            if (own.Type != channel.Type || own.Words.Length != channel.Words.Length) return $"channel {channel.Name}";
        }
        return version.Channels.FirstOrDefault(c => plate.Channel(c.Name) is null) is { } more ? $"channel {more.Name} is new" : null;
    }

    /// <summary>Whether the version's words at a pixel are the plate's own, or those that were made again.</summary>
    private bool Same(StoredFrame plate, StoredFrame version, int i, Dictionary<string, byte[]>? words)
    {
        foreach (var channel in version.Channels)
        {
            var size = channel.BytesPerSample;
            var own = channel.Words.AsSpan(i * size, size);
            var must = (words?.GetValueOrDefault(channel.Name) ?? plate.Channel(channel.Name)!.Words).AsSpan(i * size, size);
            if (own.SequenceEqual(must)) continue;
            // one way of being no number is as good as another, once something was calculated
            if (words?.ContainsKey(channel.Name) == true && StoredWords.IsNaN(own, channel.Type) && StoredWords.IsNaN(must, channel.Type)) continue;
            return false;
        }
        return true;
    }

    /// <summary>Why a transform is no plain move of the whole picture; null where it is one.</summary>
    private static string? Shape(PictureTransform transform, int w, int h)
    {
        foreach (var (x, y) in new[] { (0, 0), (w - 1, 0), (0, h - 1), (w - 1, h - 1), (w / 2, h / 2) })
        {
            var m = transform.Rows;
            var d = (m[6] * x) + (m[7] * y) + m[8];
            if (!(d > 0)) return "the transform turns a part of the picture inside out";
            double u = ((m[0] * x) + (m[1] * y) + m[2]) / d, v = ((m[3] * x) + (m[4] * y) + m[5]) / d;
            double a = (m[0] - (u * m[6])) / d, b = (m[1] - (u * m[7])) / d, c = (m[3] - (v * m[6])) / d, e = (m[4] - (v * m[7])) / d;
            var area = (a * e) - (b * c);
            if (!(area > 0)) return "the transform mirrors the picture";
            // singular values of the local linear part: how much longer it draws one direction than another
            var sum = (a * a) + (b * b) + (c * c) + (e * e);
            var root = Math.Sqrt(Math.Max(0, (sum * sum) - (4 * area * area)));
            double large = Math.Sqrt((sum + root) / 2), small = Math.Sqrt(Math.Max(0, (sum - root) / 2));
            if (large > 4 || small < 0.25) return "the transform scales the picture by more than 4";
            if (large > MostStretch * small) return Say($"the transform stretches people {large / small:0.###} times in one direction, and {MostStretch} is the most");
        }
        return null;
    }

    /// <summary>So much longer may a transform draw one direction than another: a perspective correction does, a slimmed figure is drawn farther.</summary>
    internal const double MostStretch = 1.1;

    private bool Edge(ChangeRecord record, MadeAgain made, PeopleOnFrame people, List<ClassReason> reasons)
    {
        var edge = record.Edge!;
        if (people.IsRough || people.Performers is null)
        {
            reasons.Add(new("edge-needs-matte", number, "", 1, "an edge can only be proved where a drawn matte says which pixels are the performer's; only a rough area, or none, is declared"));
            return false;
        }
        if (cited.Read(edge.Alpha, record.Frames, number) is not { } alpha || cited.Read(edge.Foreground, record.Frames, number) is not { } front || cited.Read(edge.Background, record.Frames, number) is not { } back)
        {
            reasons.Add(new("cited-pictures", number, "", 1, "the pictures of the edge (matte, foreground, background) are not all there"));
            return false;
        }
        foreach (var fault in made.Compose(MatteFile.FromStored(alpha, edge.Alpha.Files), front, back, people.Performers, edge.Band + edge.Blur)) reasons.Add(fault with { Frame = number });
        return true;
    }

    /// <summary>Which record excuses a pixel that is not what was made again; null where none does.</summary>
    private Func<int, PerformerClass?> Excused(PeopleOnFrame people, MadeAgain made, StoredFrame plate, StoredFrame version, List<ClassReason> reasons)
    {
        var (w, h) = (given.Plate.Width, given.Plate.Height);
        var ways = new List<Func<int, PerformerClass?>>();
        foreach (var record in records)
        {
            switch (record.Class)
            {
                case PerformerClass.N:
                    var crew = new bool[w * h];
                    record.Region!.Mark(crew, number, w, h);
                    if (people.NotCast is not { } attested) reasons.Add(new("not-attested", number, "", 1, $"nobody in the book attests that who was removed is not cast; the document says {record.Attested}: answerprint declare --not-cast"));
                    else
                    {
                        // crew near cast: what is within the distance of cast stays judged
                        var cast = people.NearCast(w, h);
                        ways.Add(i => crew[i] && attested[i] && (cast is null || !cast[i]) ? PerformerClass.N : null);
                    }
                    break;
                case PerformerClass.R:
                    var dust = new DustOnPeople(record.Defects, number, w, h);
                    if (dust.Fault is { } fault) reasons.Add(new("defect-bounds", number, "", 1, fault));
                    else ways.Add(i => dust.Mends(i, people, plate, version) ? PerformerClass.R : null);
                    break;
                case PerformerClass.P5:
                    var holes = new HolesOnPeople(given, record, number, people, plate, version, made.Area);
                    foreach (var reason in holes.Reasons) reasons.Add(reason);
                    ways.Add(i => holes.Fills(i) ? PerformerClass.P5 : null);
                    break;
                default: break;
            }
        }
        return i =>
        {
            foreach (var way in ways)
                if (way(i) is { } by) return by;
            return null;
        };
    }

    private static string At(int index, int width) => string.Create(CultureInfo.InvariantCulture, $"x {index % width} y {index / width}");

    private static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
