using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>What of a brief's options says which screens are treated and how; it becomes a document in the vault.</summary>
    private static readonly string[] ScreenOptions = ["screen", "insert", "holdout", "source", "noPeople"];

    /// <summary>The frames of a brief that treats screens, and its options with all that it needs taken into the vault.</summary>
    /// <param name="frames">Those that are asked for; empty: all on which a screen is.</param>
    /// <param name="options">As the brief was asked for.</param>
    /// <param name="others">The tool's own options; the sets of mattes and the documents of the screens are added.</param>
    /// <exception cref="BadInputException">A screen is lost, a picture is missing, or nothing is covered.</exception>
    /// <exception cref="RefusedException">Nobody attests that no person is in the picture, or says whose leave there is to show it.</exception>
    private IReadOnlyList<int> AskScreens(Shot shot, Plate plate, IReadOnlyList<int> frames, JsonObject options, JsonObject others)
    {
        var how = Treatment(shot, options);
        var (insert, source, nobody) = (options.TextOrNull("insert"), options.TextOrNull("source") ?? "", options.TextOrNull("noPeople") ?? "");
        if ((insert is null) == (how.Blur is null)) throw new BadInputException("no-insert", shot.Name, "", "a screen shows another picture, or is blurred", "Say --insert PICTURE, or --blur 8");
        if (insert is not null && nobody.Length == 0) throw new RefusedException("insert-people", insert, "", "a picture of a person on a screen counts as a person until somebody attests otherwise", "Look at it, and say --no-people \"YOUR NAME\"; a picture that shows people is put in elsewhere, and comes back with answerprint accept");
        // the act is signed by who asks, so it is they who attest
        if (insert is not null && nobody != by.Person) throw new RefusedException("insert-people", insert, "", "whoever asks for it attests that nobody is in the picture, and another person is named", "Ask as that person: --by and --no-people name the same");
        if (insert is not null && source.Length == 0) throw new RefusedException("insert-source", insert, "", "it is not said where the picture comes from and who gave leave to show it", "Say --source \"artwork of the art department, cleared 2026-11-20\"");
        using var clip = Open(plate);
        using var picture = insert is null ? null : new OverlayClip(FrameFiles.Open(insert, new()));
        using var holdout = options.TextOrNull("holdout") is { } file ? Drawing.Open(file, inverted: false, [], clip, cancel: cancel) : null;
        var shapes = options.TextOrNull("matte") is { } drawn ? ScreenShapes.Of(Drawing.Shapes(drawn, clip), drawn) : ShapeFile.Parse(options.TextOrNull("shapes") ?? throw new BadInputException("no-screen", shot.Name, "", "it is not said where the screen is", "Say its four corners: --screen \"1001: x,y x,y x,y x,y\""));
        // a frame more on each side: what moves over the shot's edge is blurred as well
        var near = new FrameRange(shot.Range.Start - 1, shot.Range.End + 1).Intersect(clip.Range);
        var works = ScreenWorks.Of([.. shapes.Select(s => s with { Frames = (s.Frames ?? near).Intersect(near) })], how, clip, holdout, picture, "the screen", cancel);
        List<int> asked = [.. shot.Range.Numbers.Where(n => plate.Bits.ContainsKey(n) && (frames.Count == 0 || frames.Contains(n)))];
        List<int> covered = [.. asked.Where(n => works.Any(w => w.Coverage.Has(n) && !w.Coverage.Of(n).IsEmpty))];
        if (covered.Count == 0) throw new BadInputException("empty-screen", shot.Name, $"frames {shot.Range}", "no screen covers anything on the frames that are asked for", "Give its corners in the plate's pixels, on frames of the shot");
        if (frames.FirstOrDefault(n => !covered.Contains(n), int.MinValue) is var bare and not int.MinValue) throw new BadInputException("no-screen", shot.Name, $"frame {bare}", "no screen is seen on this frame", "Name fewer frames, or give its corners there");
        var shown = picture is null ? null : works.SelectMany(w => covered.Select(w.PictureOn)).Distinct().ToList();
        if (shown?.IndexOf(null) >= 0) throw new BadInputException("no-insert", insert!, $"frames {FrameList.Format(covered)}", "it has not a picture for every frame", "Give one picture for all frames, or one for every frame under the plate's numbers");
        var pictures = shown is null ? (Digest?)null : PictureSet.Take(picture!, shown.OfType<int>().Order(), Show.Vault, Show.Staging, cancel);
        var papers = works.Select(w => new ScreenPaper(w.Screen, how, MatteSet.Of(On(w), Show.Vault, Show.Staging), pictures, source, nobody)).ToList();
        var all = MatteSet.Of(covered.Select(n => (n, papers.Select(p => MatteOf(p.Coverage, n)).OfType<Matte>().Aggregate(Union))), Show.Vault, Show.Staging);
        if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        others[WorkMattes.KeyOf(covered)] = all.Hex;
        others[WorkMattes.ScreenKeyOf(covered)] = papers.Count == 1 ? Show.Vault.Add(papers[0].Bytes()).Hex : new JsonArray([.. papers.Select(p => (JsonNode)Show.Vault.Add(p.Bytes()).Hex)]);
        return covered;

        IEnumerable<(int, Matte)> On(ScreenWork work) => covered.Where(work.Coverage.Has).Select(n => (n, work.Coverage.Of(n))).Where(m => !m.Item2.IsEmpty);
    }

    /// <summary>The documents of the screens that a version treats, as a package carries them; null where there are none.</summary>
    private byte[]? ScreensShown(Standing now, Review.Version version)
    {
        var papers = now.Briefs.Where(b => version.Briefs.Contains(b.Id) && b.HasScreens && tools.ContainsKey(b.Tool)).SelectMany(b => MattedOf(tools[b.Tool], b).Screens()).Distinct().ToList();
        return papers.Count == 0 ? null : PlainJson.Bytes(new JsonObject { ["format"] = "answerprint.screens.1", ["screens"] = new JsonArray([.. papers.Select(p => (JsonNode)JsonReading.Parse(Show.Vault.Read(p)))]) });
    }

    private static Matte Union(Matte all, Matte one)
    {
        for (var i = 0; i < all.Coverage.Length; i++) all.Coverage[i] = Math.Max(all.Coverage[i], one.Coverage[i]);
        return all;
    }

    private static ScreenTreatment Treatment(Shot shot, JsonObject options)
    {
        try
        {
            return ScreenPaper.Treatment(options.Object("screen"));
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-options", shot.Name, "screen", e.Message.TrimEnd('.'), "Ask for the brief with options that the tool has", e);
        }
    }

    /// <summary>The screens that a step treats, each on the frames of its brief.</summary>
    private List<ScreenWork> ScreensOf(Step step, PlateClip clip) => [.. step.Work.OrderBy(w => w.Brief.Id, StringComparer.Ordinal).Where(w => w.Brief.HasScreens).SelectMany(w => MattedOf(step.Tool, w.Brief).Screens().Select(digest =>
    {
        var paper = ScreenPaper.Read(Show.Vault.Read(digest));
        var set = MatteSet.Open(Show.Vault, paper.Coverage);
        var asked = w.Brief.Frames.ToHashSet();
        return new ScreenWork(paper.Screen, paper.How, new PlateMattes("the screen", clip, digest, n => asked.Contains(n) && set.Frames.ContainsKey(n), n => set.Read(Show.Vault, n)!), paper.Pictures is { } list ? PictureSet.Open(Show.Vault, list) : null);
    }))];
}
