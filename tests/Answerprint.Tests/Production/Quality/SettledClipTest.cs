using System.Buffers.Binary;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Xunit;

namespace Answerprint.Tests.Production.Quality;

/// <summary>Versions of programs that calculate in binary32, whose last place is not that of binary64: taken in, they are what the declared change gives, and no further.</summary>
public sealed class SettledClipTest
{
    private const int W = Honest.W, H = Honest.H;
    private const string Grade = """{"format": "answerprint.change.1", "changes": [{"frames": "1001-1010", "class": "P1", "steps": [{"cdl": {"slope": [1.1, 1.3, 0.9], "offset": [0.01, 0, 0.002], "power": [0.9, 1.1, 1.2]}}]}]}""";
    private const string Half = """{"format": "answerprint.change.1", "changes": [{"frames": "1003", "class": "P2", "transform": {"shift": [0.5, 0], "filter": "linear"}}]}""";

    private readonly Honest v = Honest.CleanupAndHold();

    public SettledClipTest()
    {
        v.Held.Clear();
        foreach (var n in v.Plate.Frames.Keys) v.Version.Frames[n] = Honest.Copy(v.Plate.Frames[n]);
        foreach (var n in new[] { 1005, 1006 }) v.Version.Frames.Remove(n);
    }

    [Fact]
    public void ReadStored_GradeInBinary32_IsWhatTheChangeGives()
    {
        Graded();
        var delivered = Measure(Grade, v.Version);
        Assert.Contains(delivered.Reasons, r => r.Code == "not-as-declared");
        var off = delivered.Reasons.Where(r => r.Code == "not-as-declared").Sum(r => r.Count);
        using var settled = Settled(Grade);
        var found = Measure(Grade, settled);
        Assert.Empty(found.Reasons);
        Assert.Equal((PerformerClass.P1, off), (found.Class, settled.Pixels));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(-2, false)]
    public void ReadStored_StepsOffTheDeclaredGrade_OneIsRoundingAndTwoAreNot(int steps, bool passes)
    {
        Graded();
        using (var exact = Settled(Grade)) v.Version.Frames[1003] = Honest.Copy(exact.ReadStored(1003));
        var i = 2 * ((30 * W) + 15);
        var word = v.Version.Frames[1003].Channel("G")!.Words.AsSpan(i);
        BinaryPrimitives.WriteUInt16LittleEndian(word, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(word) + steps));
        var delivered = v.Version.Frames[1003].Channel("G")!.Words[i];
        using var settled = Settled(Grade);
        var found = Measure(Grade, settled);
        Assert.Equal(passes, found.Class == PerformerClass.P1);
        // what is told stands as it was delivered
        Assert.Equal(!passes, settled.ReadStored(1003).Channel("G")!.Words[i] == delivered);
    }

    [Fact]
    public void ReadStored_BesideTheJudgedPixels_IsAsDelivered()
    {
        Graded();
        using var settled = Settled(Grade);
        var (own, other) = (v.Version.Frames[1003], settled.ReadStored(1003));
        for (var y = 0; y < H; y++)
            for (var x = 29 + PeopleInRegion.KeepAway + 1; x < W; x++)
                Assert.Equal(own.Channel("R")!.Words[2 * ((y * W) + x)], other.Channel("R")!.Words[2 * ((y * W) + x)]);
    }

    [Theory]
    [InlineData(0.5078125, true)]
    [InlineData(0.75, false)]
    public void ReadStored_MoveWithoutRoundedPlaces_IsSettledAndAnotherMoveIsNot(double shift, bool passes)
    {
        // half of 1/64 of a pixel off, as where another program does not round places
        foreach (var name in new[] { "R", "G", "B" })
            for (var i = 0; i < W * H; i++)
            {
                if (i % W == 0) continue;
                Put(1003, name, i, (float)((Light(1003, name, i - 1) * shift) + (Light(1003, name, i) * (1 - shift))));
            }
        Assert.NotEqual(PerformerClass.P2, Measure(Half, v.Version).Class);
        using var settled = Settled(Half);
        Assert.Equal(passes, Measure(Half, settled).Class == PerformerClass.P2);
    }

    [Fact]
    public void ReadStored_NothingDeclared_IsTheVersion()
    {
        Honest.Set(v.Version.Frames[1003], 15, 30, 0x3800);
        using var settled = Settled("""{"format": "answerprint.change.1", "changes": [{"frames": "1009", "class": "P1", "steps": [{"cdl": {"slope": [1, 1, 1]}}]}]}""");
        Assert.Same(v.Version.Frames[1003], settled.ReadStored(1003));
    }

    private MeasuredChange Given(string change, Answerprint.Media.Frames.Clip version) => new()
    {
        Plate = v.Plate, Version = version, Range = Honest.Range, People = _ => new(v.Performer), Declared = DeclaredChange.From(JsonReading.Parse(System.Text.Encoding.UTF8.GetBytes(change))),
    };

    private SettledClip Settled(string change) => new(v.Version, Given(change, v.Version));

    private ClassFound Measure(string change, Answerprint.Media.Frames.Clip version) => ChangeClass.Measure(Given(change, version));

    private float Light(int frame, string channel, int i) => (float)BitConverter.UInt16BitsToHalf(BinaryPrimitives.ReadUInt16LittleEndian(v.Plate.Frames[frame].Channel(channel)!.Words.AsSpan(2 * i)));

    private void Put(int frame, string channel, int i, float value) => BinaryPrimitives.WriteUInt16LittleEndian(v.Version.Frames[frame].Channel(channel)!.Words.AsSpan(2 * i), BitConverter.HalfToUInt16Bits((System.Half)value));

    /// <summary>The grade in binary32, step by step.</summary>
    private void Graded()
    {
        foreach (var n in v.Version.Frames.Keys.ToList())
            for (var i = 0; i < W * H; i++)
            {
                Put(n, "R", i, MathF.Pow((Light(n, "R", i) * 1.1f) + 0.01f, 0.9f));
                Put(n, "G", i, MathF.Pow(Light(n, "G", i) * 1.3f, 1.1f));
                Put(n, "B", i, MathF.Pow((Light(n, "B", i) * 0.9f) + 0.002f, 1.2f));
            }
    }
}
