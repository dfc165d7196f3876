using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Xunit;

namespace Answerprint.Tests.Production.Quality;

/// <summary>Honest changes to a performer (x 10..29, y 20..69) and attacks that look like them. The honest pictures are made here by arithmetic of their own, from the words of the page.</summary>
public class ChangeClassTest
{
    private const int W = Honest.W, H = Honest.H;
    private const string Grade = """{"frames": "1001-1010", "class": "P1", "steps": [{"cdl": {"slope": [1.1, 1, 0.9], "offset": [0.01, 0, -0.01], "power": [0.9, 1, 1.2], "saturation": 0.8}}]}""";
    private const string Still = """{"frames": "1001-1010", "class": "P2", "transform": {"shift": [0, 0], "filter": "cubic"}}""";

    private readonly Honest v = Honest.CleanupAndHold();

    public ChangeClassTest()
    {
        v.Held.Clear();
        foreach (var n in v.Plate.Frames.Keys) v.Version.Frames[n] = Honest.Copy(v.Plate.Frames[n]);
        foreach (var n in new[] { 1005, 1006 }) v.Version.Frames.Remove(n);
    }

    [Fact]
    public void Measure_NothingNearPeople_IsP0()
    {
        Set(1003, 100, 40, 0x3800);
        var found = Measure();
        Assert.Equal((PerformerClass.P0, 0), (found.Class, found.Reasons.Count));
    }

    [Fact]
    public void Measure_OneFunctionAndItsNumbers_IsP1AndEveryPixelIsMadeAgain()
    {
        Graded((x, y, c) => (c.R, c.G, c.B));
        var found = Measure(Grade);
        Assert.Empty(found.Reasons);
        Assert.Equal(PerformerClass.P1, found.Class);
        Assert.All(found.Frames, f => Assert.True(f.Judged > 1000 && f.Changed > 1000 && f.Explained == f.Changed));
    }

    [Fact]
    public void Measure_SmoothFieldAfterTheFunction_IsP1()
    {
        // two columns of control points, the right one repeated: at column x the spline is that of four points a, a, b, b
        Graded((x, y, c) =>
        {
            var t = (double)x / (W - 1);
            double w0 = (1 - (3 * t) + (3 * t * t) - (t * t * t)) / 6, w1 = (4 - (6 * t * t) + (3 * t * t * t)) / 6, w2 = (1 + (3 * t) + (3 * t * t) - (3 * t * t * t)) / 6, w3 = t * t * t / 6;
            var gain = Math.Pow(2, (0 * (w0 + w1)) + (1.2 * (w2 + w3)));
            return (c.R * gain, c.G * gain, c.B * gain);
        });
        var found = Measure(Grade.Replace("}}]}", "}}], \"field\": {\"columns\": 2, \"rows\": 1, \"stops\": [0, 1.2]}}"));
        // the order of additions may differ in the last bit of binary64, never in a stored word here
        Assert.Empty(found.Reasons);
        Assert.Equal(PerformerClass.P1, found.Class);
    }

    [Fact]
    public void Measure_WholePictureMoved_IsP2()
    {
        foreach (var n in v.Plate.Frames.Keys) Move(n, 3, -2);
        var found = Measure("""{"frames": "1001-1010", "class": "P2", "transform": {"shift": [3, -2], "filter": "cubic"}}""");
        Assert.Empty(found.Reasons);
        Assert.Equal(PerformerClass.P2, found.Class);
    }

    [Fact]
    public void Measure_RealFramesHeldInOrder_IsP3()
    {
        v.Hold(1005, 1004);
        v.Hold(1006, 1004);
        var found = Measure("""{"frames": "1005-1006", "class": "P3", "shows": {"1005": 1004, "1006": 1004}}""");
        Assert.Empty(found.Reasons);
        Assert.Equal(PerformerClass.P3, found.Class);
    }

    [Fact]
    public void Measure_EdgeOfAKey_IsP4()
    {
        Assert.Empty(Keyed().Measure().Reasons);
        Assert.Equal(PerformerClass.P4, Keyed().Measure().Class);
    }

    [Fact]
    public void Measure_DustOnPeople_IsR()
    {
        var i = (40 * W) + 20;
        var words = v.Plate.Frames[1003].Channel("G")!.Words;
        Honest.Set(v.Version.Frames[1003], 20, 40, BinaryPrimitives.ReadUInt16LittleEndian(words.AsSpan(2 * (i + 3))));
        Assert.Contains(Measure("""{"frames": "1001-1010", "class": "R", "defects": ["20,40"]}""").Reasons, r => r.Code == "not-as-declared");
        var found = Measure("""{"frames": "1001-1010", "class": "R", "defects": ["20,40"]}""", NotFace(16, 36, 10, 10));
        Assert.Empty(found.Reasons);
        Assert.Equal(PerformerClass.R, found.Class);
    }

    [Fact]
    public void Measure_WireOverWardrobe_IsP5()
    {
        Wire(width: 1, from: 1002, dx: 0);
        var found = Measure(Hole("""{"box": "12,40,16,1", "from": 1002, "dx": 0, "dy": 0}"""), NotFace(10, 30, 20, 30));
        Assert.Empty(found.Reasons);
        Assert.Equal(PerformerClass.P5, found.Class);
    }

    [Fact]
    public void Measure_CrewRemoved_IsNWhereSomebodyAttestsIt()
    {
        v.Performer = null;
        for (var y = 30; y < 50; y++) for (var x = 90; x < 110; x++) Set(1003, x, y, 0x3000);
        var attested = new bool[W * H];
        new PictureRegion([new(null, 80, 20, 40, 40)]).Mark(attested, 1003, W, H);
        Func<int, PeopleOnFrame> nobodySaid = _ => new PeopleOnFrame((Matte?)null) { Nobody = null };
        const string Removed = """{"frames": "1001-1010", "class": "N", "region": ["85,25,30,30"], "attested": "Ann Lee"}""";
        Assert.Contains(Measure(Removed, nobodySaid).Reasons, r => r.Code == "not-attested");
        var found = Measure(Removed, _ => new PeopleOnFrame((Matte?)null) { NotCast = attested });
        Assert.Empty(found.Reasons);
        Assert.Equal(PerformerClass.N, found.Class);
    }

    public static TheoryData<string, string> Attacks => new()
    {
        { "nothing declared", "undeclared-change" },
        { "paint under a grade", "not-as-declared" },
        { "grade in a window", "not-as-declared" },
        { "other numbers than declared", "not-as-declared" },
        { "two fields that are too much together", "field-bounds" },
        { "field shaped to a face", "field-bounds" },
        { "field raised by a power", "field-before-colour" },
        { "beauty warp under identity", "not-as-declared" },
        { "beauty warp undeclared", "undeclared-change" },
        { "slimmed figure", "transform-bounds" },
        { "mirrored", "transform-bounds" },
        { "retime", "undeclared-change" },
        { "frames out of order", "held-order" },
        { "held too long", "held-too-long" },
        { "held frame retouched", "not-as-declared" },
        { "frame made", "frame-made" },
        { "head of another take", "undeclared-change" },
        { "head of another take said to be a thing in front", "hole-too-wide" },
        { "tile replayed from another frame", "undeclared-change" },
        { "face said to be wardrobe", "hole-not-wardrobe" },
        { "source too far away", "source-too-far" },
        { "wire filled with paint", "not-as-declared" },
        { "dust that makes a new eye", "not-as-declared" },
        { "dust all over the face", "defect-bounds" },
        { "one spot beside another", "defect-bounds" },
        { "one bit within sixteen pixels", "undeclared-change" },
        { "data channel of a person", "undeclared-change" },
        { "cast said to be crew", "not-as-declared" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Measure_Attack_IsClassX(string attack, string code)
    {
        string[] records = [];
        Func<int, PeopleOnFrame>? people = null;
        switch (attack)
        {
            case "nothing declared": Set(1003, 15, 30, 0x3800); break;
            case "paint under a grade":
                Graded((x, y, c) => (c.R, c.G, c.B));
                Set(1003, 15, 30, 0x3800);
                records = [Grade];
                break;
            case "grade in a window":
                // the function holds on the performer and not beside them
                Graded((x, y, c) => (c.R, c.G, c.B), (x, y) => x is >= 10 and < 30 && y is >= 20 and < 70);
                records = [Grade];
                break;
            case "other numbers than declared":
                Graded((x, y, c) => (c.R, c.G, c.B));
                records = [Grade.Replace("1.1,", "1.1001,")];
                break;
            case "two fields that are too much together": records = [Field(1, 1, "1"), Field(1, 1, "1")]; break;
            case "field shaped to a face": records = [Field(8, 5, string.Join(",", Enumerable.Range(0, 40).Select(i => i == 17 ? "1.5" : "0")))]; break;
            case "field raised by a power": records = [Field(1, 1, "0.5"), Grade]; break;
            case "beauty warp under identity": Warp(); records = [Still]; break;
            case "beauty warp undeclared": Warp(); break;
            case "slimmed figure": records = ["""{"frames": "1001-1010", "class": "P2", "transform": {"matrix": [1.2,0,0, 0,1,0, 0,0,1], "filter": "cubic"}}"""]; break;
            case "mirrored": records = ["""{"frames": "1001-1010", "class": "P2", "transform": {"matrix": [-1,0,143, 0,1,0, 0,0,1], "filter": "nearest"}}"""]; break;
            case "retime": v.Version.Frames[1003] = Honest.Copy(v.Plate.Frames[1004]); break;
            case "frames out of order":
                v.Hold(1005, 1003);
                records = ["""{"frames": "1005", "class": "P3", "shows": {"1005": 1003}}"""];
                break;
            case "held too long":
                foreach (var n in new[] { 1005, 1006, 1007 }) v.Hold(n, 1004);
                records = ["""{"frames": "1005-1007", "class": "P3", "shows": {"1005": 1004, "1006": 1004, "1007": 1004}}"""];
                break;
            case "held frame retouched":
                v.Hold(1005, 1004);
                Set(1005, 15, 30, 0x3800);
                records = ["""{"frames": "1005", "class": "P3", "shows": {"1005": 1004}}"""];
                break;
            case "frame made": v.Version.Frames[1005] = Honest.Copy(v.Plate.Frames[1004]); break;
            case "head of another take": Splice(1003, 1009, 12, 22, 10, 10); break;
            case "head of another take said to be a thing in front":
                Splice(1003, 1009, 12, 22, 10, 10);
                records = [Hole("""{"box": "12,22,10,10", "from": 1009, "dx": 0, "dy": 0}""")];
                people = NotFace(10, 20, 20, 50);
                break;
            case "tile replayed from another frame": Splice(1003, 1002, 0, 0, 64, 64); break;
            case "face said to be wardrobe":
                Wire(1, 1002, 0);
                records = [Hole("""{"box": "12,40,16,1", "from": 1002, "dx": 0, "dy": 0}""")];
                people = NotFace(10, 45, 20, 25);
                break;
            case "source too far away":
                records = [Hole("""{"box": "12,40,16,1", "from": 1030, "dx": 0, "dy": 0}""")];
                people = NotFace(10, 20, 20, 50);
                break;
            case "wire filled with paint":
                Wire(1, 1002, 0);
                Set(1003, 14, 40, 0x3801);
                records = [Hole("""{"box": "12,40,16,1", "from": 1002, "dx": 0, "dy": 0}""")];
                people = NotFace(10, 20, 20, 50);
                break;
            case "dust that makes a new eye":
                Set(1003, 20, 40, 0x4400);
                records = ["""{"frames": "1003", "class": "R", "defects": ["20,40"]}"""];
                people = NotFace(10, 20, 20, 50);
                break;
            case "dust all over the face":
                Set(1003, 20, 40, 0x3800);
                records = [$$"""{"frames": "1003", "class": "R", "defects": [{{string.Join(",", Enumerable.Range(0, 70).Select(i => $"\"{(i % 10 * 4) + 1},{(i / 10 * 4) + 1}\""))}}]}"""];
                people = NotFace(10, 20, 20, 50);
                break;
            case "one spot beside another":
                Set(1003, 20, 40, 0x3800);
                records = ["""{"frames": "1003", "class": "R", "defects": ["18,38,4,4", "22,38,4,4"]}"""];
                people = NotFace(10, 20, 20, 50);
                break;
            case "one bit within sixteen pixels": v.Version.Frames[1003].Channel("R")!.Words[2 * ((40 * W) + 45)] ^= 1; break;
            case "data channel of a person": v.Version.Frames[1003].Channel("id")!.Words[4 * ((40 * W) + 15)] ^= 1; break;
            case "cast said to be crew":
                Set(1003, 15, 30, 0x3800);
                records = ["""{"frames": "1001-1010", "class": "N", "region": ["5,15,30,60"], "attested": "Ann Lee"}"""];
                var all = new bool[W * H];
                all.AsSpan().Fill(value: true);
                people = _ => new PeopleOnFrame(v.Performer) { NotCast = all };
                break;
            default: throw new ArgumentOutOfRangeException(nameof(attack), attack, "no such attack");
        }
        var found = Measure(records, people);
        Assert.Equal(PerformerClass.X, found.Class);
        Assert.Contains(found.Reasons, r => r.Code == code);
        Assert.Equal([PerformerClass.X], found.Classes);
    }

    [Theory]
    [InlineData("soft", "edge-too-soft")]
    [InlineData("shrunk", "edge-cuts-performer")]
    [InlineData("face", "foreground-not-plate")]
    [InlineData("pictures", "cited-pictures")]
    [InlineData("rough", "edge-needs-matte")]
    [InlineData("paint", "not-as-declared")]
    public void Measure_AttackByAnEdge_IsClassX(string attack, string code)
    {
        var key = Keyed(attack);
        var found = key.Measure();
        Assert.Equal(PerformerClass.X, found.Class);
        Assert.Contains(found.Reasons, r => r.Code == code);
    }

    [Theory]
    [InlineData(45, false)]
    [InlineData(46, true)]
    public void Measure_ChangeBesidePeople_SixteenPixelsAreEnough(int x, bool passes)
    {
        Set(1003, x, 40, 0x3800);
        Assert.Equal(passes ? PerformerClass.P0 : PerformerClass.X, Measure().Class);
    }

    [Fact]
    public void Prove_DeclaredChange_StandsInTheProofAndAnAttackFailsIt()
    {
        Graded((x, y, c) => (c.R, c.G, c.B));
        var work = new Dictionary<int, Matte>();
        var origins = new Dictionary<int, Origin>();
        foreach (var n in v.Version.Frames.Keys)
        {
            work[n] = Matte.Whole(W, H);
            origins[n] = new(W, H, 1);
            origins[n].Synth.AsSpan().Fill(1);
        }
        var given = v.Given with { Range = new(1001, 1005), Held = new Dictionary<int, int>(), Work = n => work[n], Origin = n => origins[n], Change = Declared(Grade) };
        var proof = PerformanceLock.Prove(given);
        Assert.Empty(proof.Findings);
        Assert.Equal(PerformerClass.P1, proof.Class);
        Assert.Equal("P1", (string?)proof.ToJson()["change"]!["class"]);
        Assert.Equal(proof.Measured!.ToJson().ToJsonString(), ClassFound.From(proof.Measured.ToJson()).ToJson().ToJsonString());
        Set(1003, 15, 30, 0x3800);
        proof = PerformanceLock.Prove(given);
        Assert.False(proof.Passed);
        Assert.Contains(proof.Findings, f => f is { Code: "not-as-declared", Frame: 1003, Weight: Weight.Fault });
    }

    private ClassFound Measure(string record, Func<int, PeopleOnFrame>? people = null) => Measure([record], people);

    private ClassFound Measure(string[]? records = null, Func<int, PeopleOnFrame>? people = null) => ChangeClass.Measure(new()
    {
        Plate = v.Plate, Version = v.Version, Range = Honest.Range, People = people ?? (_ => new(v.Performer)), Declared = records is null or [] ? null : Declared(records),
    });

    private static DeclaredChange Declared(params string[] records) => DeclaredChange.From(JsonReading.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{"format": "answerprint.change.1", "changes": [{{string.Join(",", records)}}]}""")));

    private Func<int, PeopleOnFrame> NotFace(int x, int y, int w, int h)
    {
        var inside = new bool[W * H];
        new PictureRegion([new(null, x, y, w, h)]).Mark(inside, 1003, W, H);
        return _ => new PeopleOnFrame(v.Performer) { NotFace = inside };
    }

    private static string Hole(string hole) => $$"""{"frames": "1003", "class": "P5", "holes": [{{hole}}]}""";

    private static string Field(int columns, int rows, string stops) => $$"""{"frames": "1001-1010", "class": "P1", "field": {"columns": {{columns}}, "rows": {{rows}}, "stops": [{{stops}}] } }""";

    private void Set(int frame, int x, int y, ushort word) => Honest.Set(v.Version.Frames[frame], x, y, word);

    private double Light(int frame, string channel, int i) => (double)BitConverter.UInt16BitsToHalf(BinaryPrimitives.ReadUInt16LittleEndian(v.Plate.Frames[frame].Channel(channel)!.Words.AsSpan(2 * i)));

    private void Put(int frame, string channel, int i, double value) => BinaryPrimitives.WriteUInt16LittleEndian(v.Version.Frames[frame].Channel(channel)!.Words.AsSpan(2 * i), BitConverter.HalfToUInt16Bits((Half)value));

    /// <summary>The grade of <see cref="Grade"/> as the page words it.</summary>
    private void Graded(Func<int, int, (double R, double G, double B), (double R, double G, double B)> then, Func<int, int, bool>? where = null)
    {
        foreach (var n in v.Version.Frames.Keys.ToList())
            for (var i = 0; i < W * H; i++)
            {
                if (where?.Invoke(i % W, i / W) == false) continue;
                double r = (Light(n, "R", i) * 1.1) + 0.01, g = Light(n, "G", i), b = (Light(n, "B", i) * 0.9) - 0.01;
                if (r > 0) r = Math.Pow(r, 0.9);
                if (b > 0) b = Math.Pow(b, 1.2);
                var y = (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
                var (red, green, blue) = then(i % W, i / W, (y + (0.8 * (r - y)), y + (0.8 * (g - y)), y + (0.8 * (b - y))));
                Put(n, "R", i, red);
                Put(n, "G", i, green);
                Put(n, "B", i, blue);
            }
    }

    private void Move(int frame, int dx, int dy)
    {
        foreach (var name in new[] { "R", "G", "B" })
            for (var i = 0; i < W * H; i++)
            {
                var (x, y) = ((i % W) - dx, (i / W) - dy);
                Put(frame, name, i, x >= 0 && y >= 0 && x < W && y < H ? Light(frame, name, (y * W) + x) : 0);
            }
    }

    /// <summary>Part of the figure drawn in by one pixel.</summary>
    private void Warp()
    {
        foreach (var name in new[] { "R", "G", "B" })
            for (var y = 40; y < 50; y++) for (var x = 12; x < 20; x++) Put(1003, name, (y * W) + x, Light(1003, name, (y * W) + x + 1));
    }

    private void Splice(int frame, int from, int x, int y, int w, int h)
    {
        foreach (var name in new[] { "R", "G", "B" })
            for (var r = y; r < y + h; r++) for (var c = x; c < x + w; c++) Put(frame, name, (r * W) + c, Light(from, name, (r * W) + c));
    }

    private void Wire(int width, int from, int dx)
    {
        foreach (var name in new[] { "R", "G", "B" })
            for (var r = 40; r < 40 + width; r++) for (var c = 12; c < 28; c++) Put(1003, name, (r * W) + c, Light(from, name, (r * W) + c + dx));
    }

    private KeyedVersion Keyed(string attack = "") => new(v, attack);

    /// <summary>The performer set over another picture: α 1 inside their matte, ½ on a rim of one pixel, 0 beyond.</summary>
    private sealed class KeyedVersion(Honest v, string attack)
    {
        public ClassFound Measure()
        {
            var window = new Window(0, 0, W - 1, H - 1);
            var alpha = new float[W * H];
            for (var i = 0; i < alpha.Length; i++)
            {
                var (x, y) = (i % W, i / W);
                var inset = attack == "shrunk" ? 6 : 0;
                var away = Math.Max(Math.Max(10 + inset - x, x - 29 + inset), Math.Max(20 - y, y - 69));
                alpha[i] = attack == "soft" ? (away <= 0 ? 1 : away <= 8 ? 1 - (away / 9f) : 0) : away <= 0 ? 1 : away == 1 ? 0.5f : 0;
            }
            var matte = new StoredFrame(window, window, [Answerprint.Media.Formats.StoredPicture.Channel("A", SampleType.Half, alpha)], []);
            var front = Honest.Copy(v.Plate.Frames[1003]);
            if (attack == "face") Honest.Set(front, 15, 30, 0x3800);
            var back = Honest.Copy(v.Plate.Frames[1009]);
            var version = Honest.Copy(v.Plate.Frames[1003]);
            foreach (var name in new[] { "R", "G", "B" })
                for (var i = 0; i < W * H; i++)
                {
                    double a = (float)(Half)alpha[i], f = Value(front, name, i), b = Value(back, name, i);
                    BinaryPrimitives.WriteUInt16LittleEndian(version.Channel(name)!.Words.AsSpan(2 * i), BitConverter.HalfToUInt16Bits((Half)(a == 1 ? f : a == 0 ? b : (a * f) + ((1 - a) * b))));
                }
            if (attack == "paint") Honest.Set(version, 30, 40, 0x3800);
            v.Version.Frames[1003] = version;
            string Hash(StoredFrame f) => ChangePictures.HashOf([f]);
            var record = $$"""
                {"frames": "1003", "class": "P4", "band": 3, "blur": 0, "words": "A plain wall", "setting": "neutral",
                 "alpha": {"files": "alpha.exr", "hash": "{{Hash(matte)}}"}, "foreground": {"files": "f.exr", "hash": "{{Hash(front)}}"}, "background": {"files": "b.exr", "hash": "{{(attack == "pictures" ? Hash(front) : Hash(back))}}" } }
                """;
            return ChangeClass.Measure(new()
            {
                Plate = v.Plate, Version = v.Version, Range = new(1001, 1005), People = _ => new(v.Performer) { IsRough = attack == "rough" }, Declared = Declared(record),
                Pictures = (p, _) => p.Files switch { "alpha.exr" => matte, "f.exr" => front, _ => back },
            });
        }

        private static double Value(StoredFrame frame, string channel, int i) => (double)BitConverter.UInt16BitsToHalf(BinaryPrimitives.ReadUInt16LittleEndian(frame.Channel(channel)!.Words.AsSpan(2 * i)));
    }
}
