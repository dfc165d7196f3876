using System.Diagnostics;
using System.Globalization;
using System.Text;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

/// <summary>Cuts of many clips: every step grows with the cut and not with its square. The limits are many times what the work takes, and far below its square.</summary>
public sealed class ManyClipsTest
{
    private const int Many = 25_000;
    private static readonly FrameRate R24 = new(24);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(25);

    [Fact]
    public void Survey_ManyGapsHolesTracksAndMarkers_GrowsWithTheCut()
    {
        // clip, gap, clip that is switched off, over and over; a marker on each; a hole in every tenth frame of the media
        var text = new StringBuilder("""{"OTIO_SCHEMA":"Timeline.1","name":"many","tracks":{"OTIO_SCHEMA":"Stack.1","name":"t","markers":[""");
        for (var i = 0; i < Many; i++) text.Append(i > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $$"""{"OTIO_SCHEMA":"Marker.2","name":"fill","marked_range":{{Range(i * 4, 1)}} }""");
        text.Append("""],"children":[{"OTIO_SCHEMA":"Track.1","name":"V1","kind":"Video","children":[""");
        for (var i = 0; i < Many; i++)
        {
            var start = i * 20;
            text.Append(i > 0 ? "," : "")
                .Append(CultureInfo.InvariantCulture, $$"""{"OTIO_SCHEMA":"Clip.1","name":"c{{i}}","source_range":{{Range(start, 2)}},"media_reference":{"OTIO_SCHEMA":"ExternalReference.1","target_url":"a.mov"} }""")
                .Append(CultureInfo.InvariantCulture, $$""",{"OTIO_SCHEMA":"Gap.1","source_range":{{Range(0, 1)}} }""")
                .Append(CultureInfo.InvariantCulture, $$""",{"OTIO_SCHEMA":"Clip.1","name":"off","enabled":false,"source_range":{{Range(0, 1)}} }""");
        }
        text.Append("]}]}}");
        using var folder = new TestFolder("manyclips");
        File.WriteAllText(folder.File("a.mov"), "");
        var watch = Stopwatch.StartNew();
        var cut = Turnover.Read(Encoding.UTF8.GetBytes(text.ToString()), "many.otio", null);
        var holes = Enumerable.Range(0, Many * 2).Select(i => (i * 10) + 5).ToList();
        var conformed = Conform.Run(cut, [folder.Path], _ => new MediaFacts(new(1, (Many * 20) + 2), R24, 64, 48, holes));
        var report = Survey.Run(conformed);
        Assert.Equal(Many, report.Missing.Count(m => m.Kind == MissingKind.Gap));
        Assert.Contains("switched off", report.Missing.First(m => m.Kind == MissingKind.Gap).Words, StringComparison.Ordinal);
        Assert.Equal(Many, report.Wishes.Count);
        Assert.True(watch.Elapsed < Most, $"{watch.Elapsed}");
    }

    [Fact]
    public void Edl_ManyEventsAndReelsThatBeginAlike_AreReadAndWrittenInTheirOwnTime()
    {
        // lines end in CR alone, as old systems write them
        var list = new StringBuilder("TITLE: many\r");
        for (var i = 0; i < Many; i++)
            list.Append(CultureInfo.InvariantCulture, $"{i + 1:000000}  AX       V     C        00:00:00:00 00:00:00:02 {Label(i * 2)} {Label((i + 1) * 2)}\r* REEL: SAMEREEL_{i:00000}\r");
        var watch = Stopwatch.StartNew();
        var cut = Turnover.Read(Encoding.UTF8.GetBytes(list.ToString()), "many.edl", R24);
        Assert.Equal(Many, cut.Events.Count);
        var written = EdlDocument.From(cut.Timeline);
        var reels = written.Files.SelectMany(f => f.Text.Split('\n')).Where(l => l.Length > 20 && char.IsAsciiDigit(l[0])).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).ToList();
        Assert.Equal(Many, reels.Distinct(StringComparer.Ordinal).Count());
        Assert.All(reels, r => Assert.InRange(r.Length, 1, 8));
        Assert.True(watch.Elapsed < Most, $"{watch.Elapsed}");
    }

    [Fact]
    public void Turnback_ManyVersions_FindsWhatLiesBelowEachAtOnce()
    {
        var list = new StringBuilder("TITLE: many\n");
        for (var i = 0; i < Many; i++) list.Append(CultureInfo.InvariantCulture, $"{i + 1:000000}  R{i:000000}  V     C        00:00:00:00 00:00:00:02 {Label(i * 2)} {Label((i + 1) * 2)}\n");
        var cut = Turnover.Read(Encoding.UTF8.GetBytes(list.ToString()), "many.edl", R24);
        var versions = Enumerable.Range(0, Many).Select(i => new FinishedVersion($"s{i}", $"s{i}_v001", new(i * 2, (i + 1) * 2), MissingReference.Unnamed, MissingReference.Unnamed, MissingReference.Unnamed, Approved: true, [], []));
        var watch = Stopwatch.StartNew();
        var made = TurnbackCut.Make(cut, versions);
        var laid = made.Otio.ToTimeline(null, out _).Tracks[^1].Items.OfType<ClipItem>().ToList();
        Assert.Equal("R000007", laid[7].Reel);
        Assert.True(watch.Elapsed < Most, $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Apart_WishToStop_IsAnsweredWhileOneStepStillRuns()
    {
        using var stop = new CancellationTokenSource();
        using var begun = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var asked = Task.Run(() => Apart.Run(() => { begun.Set(); release.Wait(TimeSpan.FromSeconds(30)); return 1; }, stop.Token));
        begun.Wait();
        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        release.Set();
        Assert.Throws<FormatException>(() => Apart.Run<int>(() => throw new FormatException("as it was thrown"), stop.IsCancellationRequested ? CancellationToken.None : stop.Token));
    }

    private static string Label(int frame) => Timecode.FromFrame(frame, R24, false).ToString();

    private static string Range(int start, int length) =>
        $$"""{"OTIO_SCHEMA":"TimeRange.1","start_time":{"OTIO_SCHEMA":"RationalTime.1","rate":24,"value":{{start}} },"duration":{"OTIO_SCHEMA":"RationalTime.1","rate":24,"value":{{length}} } }""";
}
