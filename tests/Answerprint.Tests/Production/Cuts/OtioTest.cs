using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

public sealed class OtioTest
{
    private static readonly FrameRate R24 = new(24);

    public static IEnumerable<object[]> Samples => Checkout.SharedRows("editorial", ".otio");

    [SharedTheory("editorial")]
    [MemberData(nameof(Samples))]
    public void ToBytes_EverySample_SaysTheSameAfterARoundTrip(string sample)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Checkout.Shared("editorial")!, sample));
        var before = OtioText.Parse(bytes, sample);
        var written = OtioDocument.Parse(bytes, sample).ToBytes();
        Assert.True(OtioText.Same(before, OtioText.Parse(written, sample)), sample);
        // and by the text itself, blanks left out
        Assert.Equal(Tokens(bytes), Tokens(written));
    }

    [SharedTheory("editorial")]
    [MemberData(nameof(Samples))]
    public void Read_EverySample_LaysOutAndSurvivesBeingWrittenAnew(string sample)
    {
        var cut = Turnover.Read(Path.Combine(Checkout.Shared("editorial")!, sample));
        Assert.NotEmpty(cut.Events);
        var again = Turnover.Read(OtioDocument.From(cut.Timeline).ToBytes(), "again.otio", null);
        Assert.Equal(cut.Events.Select(Line), again.Events.Select(Line));
        Assert.Equal(cut.PictureLength, again.PictureLength);
    }

    [SharedTheory("editorial")]
    [MemberData(nameof(Samples))]
    public void WithTopTrack_EverySample_LeavesTheRestEqual(string sample)
    {
        var document = OtioDocument.Parse(File.ReadAllBytes(Path.Combine(Checkout.Shared("editorial")!, sample)), sample);
        var track = new Track("Answerprint", TrackKind.Picture, "Video", Enabled: true, null, [new GapItem("", Enabled: true, TimeRange.Of(0, 10, R24), [], [], [])], [], [], []);
        var edited = document.WithTopTrack(track).Json;
        var children = (JsonArray)edited["tracks"]!["children"]!;
        var added = children.Single(c => c!["name"]?.GetValue<string>() == "Answerprint" && c["children"]!.AsArray().Count == 1)!;
        children.Remove(added);
        Assert.True(OtioText.Same(document.Json, edited));
    }

    [Fact]
    public void ToBytes_BigIntegersBareWordsAndUnknownSchemas_KeepTheirText()
    {
        const string Text = """
            {"OTIO_SCHEMA":"Timeline.1","metadata":{"a":170141183460469231731687303715884105728,"b":1.10,"c":NaN,"d":-Infinity,"e":Inf,"s":"NaN \" Inf"},
             "name":"x","future":{"OTIO_SCHEMA":"Hologram.7","v":[1e400,0.1E-2]},"tracks":{"OTIO_SCHEMA":"Stack.1","children":[{"OTIO_SCHEMA":"Hologram.7","name":"h"}]}}
            """;
        Assert.Equal(Tokens(Encoding.UTF8.GetBytes(Text)), Tokens(OtioDocument.Parse(Encoding.UTF8.GetBytes(Text), "x.otio").ToBytes()));
    }

    [Fact]
    public void Read_OldAndNewSchemas_AreLifted()
    {
        var cut = Turnover.Read(Encoding.UTF8.GetBytes(Timeline("""
            {"OTIO_SCHEMA":"Clip.1","name":"a","source_range":RANGE(5,10),"media_reference":null,"markers":[
                {"OTIO_SCHEMA":"Marker.1","name":"old","color":"GREEN","range":RANGE(6,1)},
                {"OTIO_SCHEMA":"Marker.3","name":"new","color":{"OTIO_SCHEMA":"Color.1","name":"PINK","r":1.0,"g":0,"b":0,"a":1},"marked_range":RANGE(7,1),"comment":"why"},
                {"OTIO_SCHEMA":"Marker.2","name":"resolve","metadata":{"Resolve_OTIO":{"Note":"fill this"}},"marked_range":RANGE(8,1)}]},
            {"OTIO_SCHEMA":"Clip.2","name":"b","source_range":RANGE(0,4),"active_media_reference_key":"hi","media_references":{
                "lo":{"OTIO_SCHEMA":"ExternalReference.1","target_url":"lo.mov"},"hi":{"OTIO_SCHEMA":"ExternalReference.1","target_url":"file:///v/hi%20res.mov"}}}
            """)), "x.otio", null);
        var (a, b) = (cut.Events[0], cut.Events[1]);
        Assert.IsType<MissingReference>(a.Media);
        Assert.Equal(["old GREEN  6", "new PINK why 7", "resolve  fill this 8"], a.Clip.Markers.Select(m => $"{m.Name} {m.Color} {m.Comment} {m.Range.Start.Round()}"));
        Assert.Equal("hi res.mov", Assert.IsType<ExternalReference>(b.Media).FileName);
        Assert.Equal(new FrameRange(10, 14), b.Record);
        Assert.Equal("01:00:00:10", b.RecordStart.ToString());
    }

    [Fact]
    public void From_ATimeline_WritesOnlyWhatOldReadersTake()
    {
        var clip = new ClipItem("sh010", Enabled: false, TimeRange.Of(86400, 48, new FrameRate(24000, 1001)), new Dictionary<string, MediaReference>(StringComparer.Ordinal)
        {
            [ClipItem.DefaultKey] = new ExternalReference("proxy", "sh010/proxy.mov", null, []),
            ["version"] = new ImageSequenceReference("", "sh010/exr/", "sh010_comp_v001.", ".exr", 1001, 1, new FrameRate(24000, 1001), 4, "error", TimeRange.Of(86392, 64, new FrameRate(24000, 1001)), []),
        }, ClipItem.DefaultKey, [new("fill", "RED", "see book", TimeRange.Of(86400, 1, R24), [])], [new LinearTimeWarp("", "", -2, []), new FreezeFrame("", "", [])], new JsonObject { ["k"] = 1 });
        var timeline = new Timeline("t", new FrameRate(24000, 1001), new(86400, new FrameRate(24000, 1001)), DropFrame: false,
            [new("V1", TrackKind.Picture, "Video", Enabled: true, null, [clip, new TransitionItem("", "SMPTE_Dissolve", new(6, R24), new(6, R24), []), clip with { Name = "b" }], [], [], [])], [], []);
        var text = Encoding.UTF8.GetString(OtioDocument.From(timeline).ToBytes());
        Assert.Contains("\"rate\": 23.976023976023978", text, StringComparison.Ordinal);
        Assert.Contains("\"value\": 86400.0", text, StringComparison.Ordinal);
        foreach (var schema in (string[])["Clip.2", "Marker.2", "Timeline.1", "Stack.1", "Track.1", "Transition.1", "LinearTimeWarp.1", "FreezeFrame.1", "ExternalReference.1", "ImageSequenceReference.1"])
            Assert.Contains($"\"OTIO_SCHEMA\": \"{schema}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Marker.3", text, StringComparison.Ordinal);
        var back = Turnover.Read(Encoding.UTF8.GetBytes(text), "t.otio", null);
        Assert.Equal(new FrameRate(24000, 1001), back.Timeline.Rate);
        Assert.False(back.Events[0].Enabled);
        Assert.Equal("sh010_comp_v001.%04d.exr", Assert.IsType<ImageSequenceReference>(back.Events[0].Clip.References["version"]).Pattern);
        Assert.Equal((6, 6), (back.Events[0].TailOverlap, back.Events[1].HeadOverlap));
    }

    [Theory]
    [InlineData("""{"OTIO_SCHEMA":"Timeline.1","tracks":{""", "line 1", "no JSON")]
    [InlineData("""{"OTIO_SCHEMA":"Timeline.1","name":"a","name":"b"}""", "", "twice")]
    [InlineData("""[1]""", "$", "object")]
    [InlineData("""{"OTIO_SCHEMA":"Timeline.1","tracks":{"OTIO_SCHEMA":"Stack.1","children":7}}""", "$.tracks.children", "list")]
    [InlineData("""{"OTIO_SCHEMA":"Timeline.1","global_start_time":{"OTIO_SCHEMA":"RationalTime.1","rate":NaN,"value":1}}""", "$.global_start_time.rate", "rate")]
    [InlineData("""{"OTIO_SCHEMA":"Timeline.1","global_start_time":{"OTIO_SCHEMA":"RationalTime.1","rate":24,"value":1e300}}""", "$.global_start_time.value", "time")]
    [InlineData("""{"OTIO_SCHEMA":"Timeline.1","name":"\ud800"}""", "", "Unicode")]
    public void Read_DamagedFile_SaysWhereAndWhat(string text, string place, string word)
    {
        var e = Assert.Throws<BadInputException>(() => Turnover.Read(Encoding.UTF8.GetBytes(text), "bad.otio", null));
        Assert.Equal("bad.otio", e.File);
        Assert.StartsWith(place, e.Place, StringComparison.Ordinal);
        Assert.Contains(word, e.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(e.Remedy);
    }

    [Fact]
    public void Read_VeryDeepFile_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"OTIO_SCHEMA":"Stack.1","children":[""", 100_000));
        Assert.Throws<BadInputException>(() => Turnover.Read(Encoding.UTF8.GetBytes(deep), "deep.otio", null));
        var nested = """{"OTIO_SCHEMA":"Stack.1","children":[]}""";
        for (var i = 0; i < 80; i++) nested = $$"""{"OTIO_SCHEMA":"Stack.1","children":[{{nested}}]}""";
        Assert.Contains("nested", Assert.Throws<BadInputException>(() => Turnover.Read(Encoding.UTF8.GetBytes(Timeline(nested)), "deep.otio", null)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryCutShortOfASample_AnswersBadInput()
    {
        var bytes = Encoding.UTF8.GetBytes(Timeline("""{"OTIO_SCHEMA":"Clip.1","name":"a","source_range":RANGE(5,10),"media_reference":null}"""));
        for (var n = 0; n < bytes.Length - 1; n++)
            Assert.Throws<BadInputException>(() => Turnover.Read(bytes[..n], "short.otio", null));
    }

    [Fact]
    public void Read_TimesOfManyRates_NeverOverflowsSilently()
    {
        var clips = string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""{"OTIO_SCHEMA":"Gap.1","source_range":RANGE(0,1.{{i}}3)}""".Replace("24.0", $"{7 + i}.{i}7", StringComparison.Ordinal)));
        var text = Timeline(clips);
        var rates = 0;
        text = System.Text.RegularExpressions.Regex.Replace(text, "\"rate\":24.0", _ => $"\"rate\":{11 + (rates++ / 2)}.{rates / 2}3", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        try
        {
            Assert.True(Turnover.Read(Encoding.UTF8.GetBytes(text), "rates.otio", null).PictureLength >= 0);
        }
        catch (BadInputException e)
        {
            Assert.Contains("rates", e.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_DamagedBytes_AnswersOrRefuses()
    {
        var whole = Encoding.UTF8.GetBytes(Timeline("""
            {"OTIO_SCHEMA":"Clip.1","name":"a","source_range":RANGE(5,10),"media_reference":null,"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":2.5}],"markers":[{"OTIO_SCHEMA":"Marker.1","name":"fill","range":RANGE(6,1)}]},
            {"OTIO_SCHEMA":"Transition.1","in_offset":{"OTIO_SCHEMA":"RationalTime.1","rate":24.0,"value":3.0},"out_offset":null},
            {"OTIO_SCHEMA":"Stack.1","children":[{"OTIO_SCHEMA":"Clip.2","name":"b","source_range":RANGE(0,4),"media_references":{}}]}
            """));
        const string Marks = "0123456789.-eE\"[]{},:nNI\\ a\u00ff";
        var chance = new Random(5);
        for (var n = 0; n < LongRun.Of(6_000); n++)
        {
            var bytes = (byte[])whole.Clone();
            for (var k = chance.Next(1, 4); k > 0; k--) bytes[chance.Next(bytes.Length)] = (byte)Marks[chance.Next(Marks.Length)];
            try
            {
                var cut = Turnover.Read(bytes, "x.otio", null);
                EdlDocument.From(cut.Timeline);
                Survey.Run(new(cut, [.. cut.Events.Select(e => new ConformedEvent(e, new MissingMedia([], IsReferenced: true, "")))]));
                CutCompare.Run(cut, cut);
                OtioDocument.Parse(cut.Document.ToBytes(), "y.otio");
            }
            catch (BadInputException)
            {
                // a refusal in words is an answer
            }
        }
    }

    [Fact]
    public void Read_TwentyThousandClips_EndsSoon()
    {
        var clips = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $$"""{"OTIO_SCHEMA":"Clip.1","name":"c{{i}}","source_range":RANGE({{i}},10),"media_reference":null}"""));
        var bytes = Encoding.UTF8.GetBytes(Timeline(clips));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var cut = Turnover.Read(bytes, "big.otio", null);
        Survey.Run(new(cut, [.. cut.Events.Select(e => new ConformedEvent(e, new MissingMedia([e.Name], IsReferenced: true, "")))]));
        CutCompare.Run(cut, cut);
        Assert.Equal(200_000, cut.PictureLength);
        // a second on an idle machine; the rest is for a busy one
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), clock.Elapsed.ToString());
    }

    [Fact]
    public void For_Hosts_FitsWhatTheyRead()
    {
        var document = OtioDocument.Parse(Encoding.UTF8.GetBytes(Timeline("""
            {"OTIO_SCHEMA":"Clip.1","name":"a","source_range":{"OTIO_SCHEMA":"TimeRange.1","start_time":{"OTIO_SCHEMA":"RationalTime.1","rate":24,"value":5},"duration":{"OTIO_SCHEMA":"RationalTime.1","rate":24,"value":5}},
             "media_reference":null,"markers":[{"OTIO_SCHEMA":"Marker.3","name":"m","color":{"OTIO_SCHEMA":"Color.1","name":"PINK"},"marked_range":RANGE(5,1),"comment":"note"}]}
            """)), "x.otio");
        var losses = new List<Loss>();
        var resolve = Encoding.UTF8.GetString(document.For(CutHost.Resolve, losses).ToBytes());
        Assert.DoesNotContain("MissingReference", resolve, StringComparison.Ordinal);
        Assert.Contains("\"Note\": \"note\"", resolve, StringComparison.Ordinal);
        Assert.Contains("Marker.2", resolve, StringComparison.Ordinal);
        Assert.Contains("\"color\": \"PINK\"", resolve, StringComparison.Ordinal);
        Assert.Single(losses);
        Assert.Contains("\"OTIO_SCHEMA\": \"Clip.1\"", Encoding.UTF8.GetString(document.For(CutHost.OpenRv, losses).ToBytes()), StringComparison.Ordinal);
        Assert.DoesNotContain("\"rate\": 24,", Encoding.UTF8.GetString(document.For(CutHost.Premiere, losses).ToBytes()), StringComparison.Ordinal);
        Assert.Contains("Marker.3", Encoding.UTF8.GetString(document.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutWithinACut_IsOpenedAndTrimmed()
    {
        var cut = Turnover.Read(Encoding.UTF8.GetBytes(Timeline("""
            {"OTIO_SCHEMA":"Gap.1","source_range":RANGE(0,10)},
            {"OTIO_SCHEMA":"Stack.1","name":"scene","source_range":RANGE(5,10),"children":[
              {"OTIO_SCHEMA":"Track.1","kind":"Video","children":[
                {"OTIO_SCHEMA":"Clip.1","name":"p","source_range":RANGE(100,8)},{"OTIO_SCHEMA":"Clip.1","name":"q","source_range":RANGE(200,20)}]}]}
            """)), "x.otio", null);
        Assert.Equal(["p 10-12 105", "q 13-19 200"], cut.Events.Select(e => $"{e.Name} {e.Record} {e.Source.Start.Round()}"));
    }

    internal static string Timeline(string items) => Ranges($$$"""
        {"OTIO_SCHEMA":"Timeline.1","name":"t","global_start_time":{"OTIO_SCHEMA":"RationalTime.1","rate":24.0,"value":86400.0},
         "tracks":{"OTIO_SCHEMA":"Stack.1","children":[{"OTIO_SCHEMA":"Track.1","name":"V1","kind":"Video","children":[{{{items}}}]}]}}
        """);

    internal static string Ranges(string text)
    {
        const string Time = """{"OTIO_SCHEMA":"RationalTime.1","rate":24.0,"value":VALUE}""";
        var wait = TimeSpan.FromSeconds(5);
        text = System.Text.RegularExpressions.Regex.Replace(text, @"TIME\(([0-9.]+)\)", m => Time.Replace("VALUE", m.Groups[1].Value, StringComparison.Ordinal), System.Text.RegularExpressions.RegexOptions.None, wait);
        return System.Text.RegularExpressions.Regex.Replace(text, @"RANGE\(([0-9.]+),([0-9.]+)\)",
            m => $$"""{"OTIO_SCHEMA":"TimeRange.1","start_time":{{Time.Replace("VALUE", m.Groups[1].Value, StringComparison.Ordinal)}},"duration":{{Time.Replace("VALUE", m.Groups[2].Value, StringComparison.Ordinal)}} }""",
            System.Text.RegularExpressions.RegexOptions.None, wait);
    }

    internal static string Line(CutEvent e) => $"{e.TrackIndex} {e.Kind} {e.Name}|{e.Reel} {e.Source} {e.Record} {e.RecordStart} {e.Speed:0.######} {e.Enabled} {e.HeadOverlap}/{e.TailOverlap} {e.Media.GetType().Name} {e.Clip.Markers.Count}";

    /// <summary>The text without the blanks outside strings, and with the escapes of strings undone: what a round trip must not change.</summary>
    private static string Tokens(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                var end = i + 1;
                while (text[end] != '"') end += text[end] == '\\' ? 2 : 1;
                result.Append('"').Append(JsonNode.Parse(text[i..(end + 1)])!.GetValue<string>()).Append('"');
                i = end;
            }
            else if (!char.IsWhiteSpace(text[i])) result.Append(text[i]);
        }
        return result.ToString();
    }
}
