using System.Globalization;
using Answerprint.Media.Screens;

namespace Answerprint.Benchmarks.Briefs;

/// <summary>The honest briefs: what editors and artists ask for on shots with people in them, clip by clip. They were chosen for their kinds, and none was left out afterwards.</summary>
public static class BriefCases
{
    /// <summary>The frame that is damaged, missing or worked on, where it is one.</summary>
    internal const int Worked = 6;

    /// <summary>The folder of the brief, in the words of a command.</summary>
    public const string Folder = "{folder}";

    public static IReadOnlyList<BriefCase> Honest { get; } = [.. PeopleClip.All.SelectMany((clip, n) => Everywhere(clip, n).Concat(OnWardrobe(clip))), .. InSome(PeopleClip.All.ToDictionary(c => c.Name))];

    internal static IEnumerable<IReadOnlyList<string>> Boxes(PeopleClip clip) => clip.People.Select((p, n) => (IReadOnlyList<string>)["--performer", $"Performer {(clip.IsOnePerson ? 1 : n + 1)}", "--box", .. p]);

    internal static string Words(Box box) => string.Create(CultureInfo.InvariantCulture, $"{box.X},{box.Y},{box.Width},{box.Height}");

    internal static string Document(params IEnumerable<string> records) => $$$"""{"format": "answerprint.change.1", "changes": [{{{string.Join(", ", records)}}}]}""";

    internal static string Graded(PeopleClip clip, int kind) => kind switch
    {
        0 => $$$"""{"frames": "1-{{{clip.Frames}}}", "class": "P1", "steps": [{"cdl": {"slope": [1.25, 1, 0.875], "offset": [0.01, 0, 0.005]}}]}""",
        1 => $$$"""{"frames": "1-{{{clip.Frames}}}", "class": "P1", "steps": [{"cdl": {"slope": [1.1, 1.05, 0.9], "offset": [0.002, 0.002, 0.004], "power": [0.9, 1, 1.1]}}]}""",
        _ => $$$"""{"frames": "1-{{{clip.Frames}}}", "class": "P1", "steps": [{"cdl": {"slope": [0.8, 0.8, 0.95], "saturation": 0.8}}]}""",
    };

    /// <summary>The same grade in the words of OpenImageIO.</summary>
    internal static IReadOnlyList<string> GradeSteps(int kind) => kind switch
    {
        0 => ["--mulc", "1.25,1,0.875", "--addc", "0.01,0,0.005"],
        1 => ["--mulc", "1.1,1.05,0.9", "--addc", "0.002,0.002,0.004", "--powc", "0.9,1,1.1"],
        _ => ["--mulc", "0.8,0.8,0.95", "--saturate", "0.8"],
    };

    internal static string Moved(PeopleClip clip, int kind)
    {
        var larger = string.Create(CultureInfo.InvariantCulture, $"\"scale\": 1.05, \"about\": [{(clip.Width - 1) / 2.0}, {(clip.Height - 1) / 2.0}]");
        return kind switch
        {
            0 => $$$"""{"frames": "1-{{{clip.Frames}}}", "class": "P2", "transform": {"shift": [6, -4], "filter": "nearest"}}""",
            1 => $$$"""{"frames": "1-{{{clip.Frames}}}", "class": "P2", "transform": {{{{larger}}}, "filter": "lanczos3"}}""",
            _ => $$$"""{"frames": "1-{{{clip.Frames}}}", "class": "P2", "transform": {{{{larger}}}, "filter": "linear"}}""",
        };
    }

    /// <summary>The same move in the words of OpenImageIO, whose pixel centres lie at halves.</summary>
    internal static IReadOnlyList<string> MoveSteps(PeopleClip clip, int kind)
    {
        var whole = string.Create(CultureInfo.InvariantCulture, $"{clip.Width}x{clip.Height}+0+0");
        var larger = string.Create(CultureInfo.InvariantCulture, $"1.05,0,0,0,1.05,0,{-0.05 * clip.Width / 2},{-0.05 * clip.Height / 2},1");
        return kind switch
        {
            0 => ["--origin", "+6-4", "--crop", whole, "--fullsize", whole],
            1 => ["--warp:filter=lanczos3", larger, "--crop", whole],
            _ => ["--warp:filter=triangle", larger, "--crop", whole],
        };
    }

    private static IEnumerable<BriefCase> Everywhere(PeopleClip clip, int n)
    {
        var (all, clear) = (Enumerable.Range(1, clip.Frames), clip.Clear);
        yield return new(clip, "hold", "a frame is missing: let the one before it stand") { Missing = [Worked], Brief = ["hold"], Declared = [.. Boxes(clip)], Class = "P3" };
        yield return new(clip, "drop-out", "a drop-out in the background is mended, seen on its crops") { Brief = ["repair", "--defects", $"{Worked}:{Words(clear)}"], Near = true };
        yield return new(clip, "dead pixels", "dead pixels in a corner are mended, seen in a region")
        {
            Brief = ["repair", "--defects", string.Create(CultureInfo.InvariantCulture, $"{clear.X},{clear.Y}; {clear.X + 7},{clear.Y + 5}")], Declared = [["--no-people", "--region", Words(Around(clip))]],
            Marks = (_, picture) =>
            {
                foreach (var (dx, dy) in new[] { (0, 0), (7, 5) })
                    for (var c = 0; c < 3; c++) picture.Plane(c)[((clear.Y + dy) * picture.Width) + clear.X + dx] = 4;
            },
        };
        yield return new(clip, "grade", "a grade of the whole picture, made elsewhere") { Declared = [.. Boxes(clip)], Made = m => m.Oiio(GradeSteps(n % 3)), Change = Document(Graded(clip, n % 3)), Class = "P1" };
        yield return new(clip, "reframe", "the whole picture moved or made larger, elsewhere") { Declared = [.. Boxes(clip)], Made = m => m.Oiio(MoveSteps(clip, n % 3)), Change = Document(Moved(clip, n % 3)), Class = "P2" };
        yield return new(clip, "paint", "something in the background toned down by hand, elsewhere")
        {
            Declared = [.. Boxes(clip)], Made = m =>
            {
                m.Copy();
                m.Lift(clear, all, -0.5);
            },
        };
    }

    private static IEnumerable<BriefCase> OnWardrobe(PeopleClip clip)
    {
        if (clip.Wardrobe is not { } cloth) yield break;
        var (x, y) = (cloth.X + 6, cloth.Y + 6);
        yield return new(clip, "dust", "a speck of dust over wardrobe is mended")
        {
            Brief = ["repair", "--defects", string.Create(CultureInfo.InvariantCulture, $"1:{x},{y},2,2")], Declared = [.. Boxes(clip), ["--not-face", $"{Words(cloth)}@1"]], Class = "R",
            Marks = (frame, picture) =>
            {
                for (var i = 0; i < 12 && frame == 1; i++) picture.Plane(i % 3)[((y + (i / 6)) * picture.Width) + x + (i / 3 % 2)] = 2;
            },
        };
    }

    private static IEnumerable<BriefCase> InSome(Dictionary<string, PeopleClip> clips)
    {
        foreach (var name in new[] { "coffee", "dog", "park_joy", "street" })
            yield return new(clips[name], "flash", "a frame with a flash is replaced by the one before it, by hand")
            {
                Declared = [.. Boxes(clips[name])], Change = Document($$$"""{"frames": "{{{Worked}}}", "class": "P3", "shows": {"{{{Worked}}}": {{{Worked - 1}}}}}"""), Class = "P3", Made = m =>
                {
                    m.Copy();
                    m.Hold(Worked, Worked - 1);
                },
            };
        foreach (var (name, n) in new[] { ("coffee", 1), ("dog", 2), ("street", 0) })
            yield return new(clips[name], "grade and paint", "a grade, and something in the background toned down")
            {
                Declared = [.. Boxes(clips[name])], Change = Document(Graded(clips[name], n)), Class = "P1", Made = m =>
                {
                    m.Oiio(GradeSteps(n));
                    m.Lift(clips[name].Clear, Enumerable.Range(1, clips[name].Frames), -0.5);
                },
            };
        foreach (var name in new[] { "coffee", "dog", "greenscreen" }) yield return Wire(clips[name]);
        yield return Crew(byHand: true);
        yield return Crew(byHand: false);
        yield return new(clips["greenscreen"], "key", "the actor before the green screen is set before a wall")
        {
            IsDrawn = true, Declared = [["--performer", "Performer 1", "--matte", $"{Folder}/key.%04d.exr"]], Made = m => m.Key(), Change = Document(Keyed(clips["greenscreen"])), Class = "P4",
        };
        yield return Close(clips["dog"], new(100, 90, 136, 194), new(256, 120, 12, 10));
        yield return Close(PeopleClip.Street, new(205, 172, 100, 92), new(325, 210, 12, 10));
        yield return new(clips["dog"], "fill", "three frames are missing in the middle of her movement: make them") { Missing = [6, 7, 8], Brief = ["fill"], Declared = [.. Boxes(clips["dog"])], IsBeyond = true };
        yield return new(clips["coffee"], "fill", "three frames are missing while he pours: make them") { Missing = [6, 7, 8], Brief = ["fill"], Declared = [.. Boxes(clips["coffee"])], IsBeyond = true };
        yield return new(PeopleClip.Street, "retime", "the walkers at half speed, with frames made between") { Brief = ["retime", "--set", "speed=0.5"], Declared = [.. Boxes(PeopleClip.Street)], IsBeyond = true };
    }

    /// <summary>A wire over wardrobe on one frame, given the pixels of the frame before.</summary>
    internal static BriefCase Wire(PeopleClip clip)
    {
        var wire = new Box(clip.Wardrobe!.Value.X + 2, clip.Wardrobe.Value.Y + 6, 12, clip.Width >= 640 ? 2 : 1);
        return new(clip, "wire", "a wire over wardrobe is taken out with the pixels of the frame before")
        {
            Declared = [.. Boxes(clip), ["--not-face", $"{Words(clip.Wardrobe.Value)}@{Worked - 1}-{Worked}"]], Class = "P5",
            Consent = ["--class", "P5", "--text", $"{Folder}/signed.txt", "--separate", "--describes", "--counsel", "Lou Law"],
            Marks = (frame, picture) =>
            {
                if (frame != Worked) return;
                for (var c = 0; c < 3; c++)
                    for (var y = wire.Y; y < wire.Y + wire.Height; y++) picture.Plane(c).AsSpan((y * picture.Width) + wire.X, wire.Width).Fill(1.5f);
            },
            Made = m =>
            {
                m.Copy();
                m.Patch(wire, [Worked], Worked - 1);
            },
            Change = Document($$$"""{"frames": "{{{Worked}}}", "class": "P5", "holes": [{"box": "{{{Words(wire)}}}", "from": {{{Worked - 1}}}, "dx": 0, "dy": 0}]}"""),
        };
    }

    internal static string Keyed(PeopleClip clip) =>
        $$$"""{"frames": "1-{{{clip.Frames}}}", "class": "P4", "band": 3, "blur": 0, "words": "A plain grey wall", "setting": "neutral", "alpha": {"files": "a.%04d.exr"}, "foreground": {"files": "f.%04d.exr"}, "background": {"files": "b.%04d.exr"}}""";

    /// <summary>The clear part and 16 pixels around it, within the picture.</summary>
    private static Box Around(PeopleClip clip)
    {
        const int reach = Production.Rights.PeopleInRegion.KeepAway;
        var (x, y) = (Math.Max(0, clip.Clear.X - reach), Math.Max(0, clip.Clear.Y - reach));
        return new(x, y, Math.Min(clip.Width, clip.Clear.X + clip.Clear.Width + reach) - x, Math.Min(clip.Height, clip.Clear.Y + clip.Clear.Height + reach) - y);
    }

    /// <summary>A man of the crew walks into the street on the right; by our tool, or by hand with pixels of the frame before he came.</summary>
    private static BriefCase Crew(bool byHand)
    {
        var clip = PeopleClip.Street;
        IReadOnlyList<IReadOnlyList<string>> said = [.. Boxes(clip with { People = [.. clip.People.Take(3)] }), ["--not-cast", "600,235,40,110@10-12"]];
        if (!byHand) return new(clip, "crew mended", "a man of the crew at the edge of one frame is taken out") { Brief = ["repair", "--defects", "12:604,239,36,101"], Declared = said, Class = "N" };
        return new(clip, "crew", "a man of the crew who walks in is painted out by hand")
        {
            Declared = said, Class = "N", Change = Document("""{"frames": "10-12", "class": "N", "region": ["600,235,40,110@10-12"], "attested": "Ann Lee"}"""), Made = m =>
            {
                m.Copy();
                m.Patch(new(604, 239, 36, 101), [10, 11, 12], 1);
            },
        };
    }

    /// <summary>Paint so close to somebody that only a drawn matte shows that it is far enough.</summary>
    private static BriefCase Close(PeopleClip clip, Box figure, Box paint) => new(clip, "close paint", "paint beside somebody, by a drawn matte")
    {
        IsDrawn = true, Declared = [["--performer", "Performer 1", "--matte", $"{Folder}/figure.%04d.exr"]], Made = m =>
        {
            m.Mattes("figure", (_, x, y) => x >= figure.X && x < figure.X + figure.Width && y >= figure.Y && y < figure.Y + figure.Height);
            m.Copy();
            m.Lift(paint, Enumerable.Range(1, clip.Frames), -0.5);
        },
    };
}
