using Answerprint.Media.Time;
using Answerprint.Tests.House;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Answerprint.Tests.Media.Time;

public sealed class TimecodeTest
{
    private static readonly FrameRate Drop30 = new(30000, 1001);
    private static readonly FrameRate Drop60 = new(60000, 1001);

    private static readonly FrameRate[] Rates =
    [
        new(24000, 1001), new(24), new(25), Drop30, new(30), new(48000, 1001), new(48), new(50), Drop60, new(60), new(96), new(100), new(120000, 1001), new(120), new(12),
    ];

    [Fact]
    public void Parse_EveryFrameOfADropFrameDay_ComesBack()
    {
        Assert.Equal(2_589_408, Timecode.FramesOfDay(Drop30, dropFrame: true));
        const int TenMinutes = 17_982;
        var last = "";
        foreach (var block in LongRun.Of(Enumerable.Range(0, 6 * 24), seed: 7))
        {
            for (var n = block * TenMinutes; n < (block + 1) * TenMinutes; n++)
            {
                var label = Timecode.FromFrame(n, Drop30, dropFrame: true).ToString();
                if (Timecode.Parse(label, Drop30).Frame != n) Assert.Fail($"frame {n} became {label}");
                if (string.CompareOrdinal(label, last) <= 0) Assert.Fail($"{label} follows {last}");
                last = label;
            }
        }
        Assert.Equal("23:59:59;29", last);
    }

    [Fact]
    public void Parse_AnyFrameOfAnyRate_ComesBack()
    {
        var cases = from rate in Gen.Elements(Rates)
                    from wish in Gen.Elements(true, false)
                    let drop = wish && Timecode.CanDrop(rate)
                    from n in Gen.Choose(0, Timecode.FramesOfDay(rate, drop) - 1)
                    select (rate, drop, n);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(20_000)).WithReplay(11, 13), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var timecode = Timecode.FromFrame(c.n, c.rate, c.drop);
            var again = Timecode.Parse(timecode.ToString(), c.rate, c.drop);
            var next = timecode.Add(1);
            return again == timecode && again.Frame == c.n && timecode.Frames < c.rate.Nominal && (next.Frame == c.n + 1 || next.Frame == 0) && next.Add(-1) == timecode;
        }));
    }

    [Fact]
    public void Parse_AnyFieldsAtAll_LegalOrNamesALegalLabel()
    {
        var cases = from rate in Gen.Elements(Rates)
                    from h in Gen.Choose(0, 30)
                    from m in Gen.Choose(0, 70)
                    from s in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(0, 70)))
                    from f in Gen.Choose(0, 130)
                    from mark in Gen.Elements(':', ';')
                    select (rate, text: $"{h:00}:{m:00}:{s:00}{mark}{f:00}");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(20_000)).WithReplay(3, 5), Prop.ForAll(cases.ToArbitrary(), c =>
            Timecode.TryParse(c.text, c.rate, null, out _, out var problem) || Timecode.TryParse(problem[(problem.LastIndexOf(' ') + 1)..], c.rate, null, out _, out _)));
    }

    [Theory]
    [InlineData("01:00:00;00", 107_892)]
    [InlineData("00:01:00;02", 1_800)]
    [InlineData("00:00:59;29", 1_799)]
    [InlineData("00:10:00;00", 17_982)]
    [InlineData("00:10:00.00", 17_982)]
    public void Parse_DropFrameLandmarks_CountAsTheStandardSays(string label, int frame) => Assert.Equal(frame, Timecode.Parse(label, Drop30).Frame);

    [Fact]
    public void Parse_DropFrameAt60_LeavesFourOut()
    {
        Assert.Equal(3_600, Timecode.Parse("00:01:00;04", Drop60).Frame);
        Assert.Contains("00:01:00;04", Assert.Throws<FormatException>(() => Timecode.Parse("00:01:00;03", Drop60)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00:01:00;00", "30000/1001", "00:01:00;02")]
    [InlineData("00:01:00;01", "30000/1001", "00:01:00;02")]
    [InlineData("01:00:00;00", "24000/1001", "01:00:00:00")]
    [InlineData("01:00:00;00", "30", "01:00:00:00")]
    [InlineData("01:00:00:24", "24", "01:00:00:23")]
    [InlineData("24:60:00:00", "25", "23:59:00:00")]
    public void Parse_LabelThatDoesNotExist_NamesTheNearest(string label, string rate, string nearest) =>
        Assert.EndsWith(" " + nearest, Assert.Throws<FormatException>(() => Timecode.Parse(label, FrameRate.Parse(rate))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("01:00:00")]
    [InlineData("1:2:3:4:5")]
    [InlineData("::::")]
    [InlineData("01:00:00:-1")]
    [InlineData("9999999999:00:00:00")]
    [InlineData("０1:00:00:00")]
    public void Parse_NoLabel_IsRefused(string text) => Assert.Throws<FormatException>(() => Timecode.Parse(text, new FrameRate(24)));

    [Fact]
    public void Parse_FileSaysDropFrame_ColonsCountDropFrame() =>
        Assert.Equal(107_892, Timecode.Parse("01:00:00:00", Drop30, dropFrame: true).Frame);

    [Fact]
    public void FromFrame_BeforeMidnight_Wraps() =>
        Assert.Equal("23:59:59:23", Timecode.FromFrame(-1, new FrameRate(24000, 1001)).ToString());

    [Fact]
    public void FromFrame_DropFrameAtARateWithout_Throws() =>
        Assert.Throws<ArgumentException>(() => Timecode.FromFrame(0, new FrameRate(24), dropFrame: true));
}
