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

    /// <summary>A day of 29.97 drop-frame holds 2,589,408 frames and one of 59.94 twice as many; a seeded tenth of each without --long.</summary>
    [Theory]
    [InlineData(30, 2_589_408, "23:59:59;29")]
    [InlineData(60, 5_178_816, "23:59:59;59")]
    public void Parse_EveryFrameOfADropFrameDay_ComesBack(int nominal, int day, string end)
    {
        var rate = new FrameRate(nominal * 1000, 1001);
        Assert.Equal(day, Timecode.FramesOfDay(rate, dropFrame: true));
        var tenMinutes = day / (6 * 24);
        var drop = nominal / 15;
        var last = "";
        foreach (var block in LongRun.Of(Enumerable.Range(0, 6 * 24), seed: 7))
        {
            // counted by hand beside it: labels 0 to drop - 1 of every minute but each tenth are left out
            int minute = block * 10, second = 0, label = 0;
            for (var n = block * tenMinutes; n < (block + 1) * tenMinutes; n++)
            {
                var timecode = Timecode.FromFrame(n, rate, dropFrame: true);
                if ((timecode.Hours * 60) + timecode.Minutes != minute || timecode.Seconds != second || timecode.Frames != label) Assert.Fail($"frame {n} became {timecode}");
                last = timecode.ToString();
                if (Timecode.Parse(last, rate).Frame != n) Assert.Fail($"frame {n} became {last}");
                if (++label < nominal) continue;
                label = 0;
                if (++second < 60) continue;
                second = 0;
                if (++minute % 10 != 0) label = drop;
            }
        }
        Assert.Equal(end, last);
    }

    [Fact]
    public void Parse_EveryLabelThatDropFrameLeavesOut_IsRefusedWithTheNextOne()
    {
        foreach (var rate in new[] { Drop30, Drop60 })
        {
            for (var minute = 0; minute < 24 * 60; minute++)
            {
                for (var f = 0; f < rate.Nominal / 15; f++)
                {
                    var label = $"{minute / 60:00}:{minute % 60:00}:00;{f:00}";
                    var exists = Timecode.TryParse(label, rate, null, out _, out var problem);
                    Assert.Equal(minute % 10 == 0, exists);
                    if (!exists) Assert.EndsWith($" {minute / 60:00}:{minute % 60:00}:00;{rate.Nominal / 15:00}", problem, StringComparison.Ordinal);
                }
            }
        }
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
