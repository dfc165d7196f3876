using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;
using Answerprint.Studio.Pages;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Studio.Commands;

/// <summary>Fills the demo's page from the book, the vault and the truth that was kept aside, and measures what was forecast.</summary>
internal sealed class DemoPage(string folder, DemoMaterial material, Session session)
{
    /// <param name="Summary">A line or more for the person at the terminal.</param>
    /// <param name="Frames">Per made frame: shot, number, method, forecast and measured PSNR, SSIM.</param>
    public sealed record Written(string Summary, JsonArray Frames);

    private readonly PagePictures pictures = new(folder);
    private readonly List<string> lines = [];
    private readonly JsonArray frames = [];

    public Written Write(string showFolder, string package, bool verified, TimeSpan took)
    {
        using var show = Show.Look(showFolder, session.Clock);
        var now = Standing.Of(show.Book.Acts);
        var shots = now.Shots.Values.Select(s => ShotOf(show, now, s)).ToList();
        var checkpoint = show.Book.Checkpoint;
        var command = $"answerprint verify {Path.GetRelativePath(folder, package)} --trust show/keys/site.pub";
        var page = new ShowPage(
            show.File.Title,
            "Three shots came in with frames missing. Two have nobody in them and were filled; one shows people walking, and nothing was made of them.",
            shots,
            new(verified, verified ? "Every byte of the package is what was signed." : "The package does not verify.", command,
            [
                new("Files", $"{Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories).Count()} in the package, each named in the manifest or in the book"),
                new("Book", $"{checkpoint.Size} acts, signed by {show.Key?.Name ?? checkpoint.Origin}"),
            ]),
            [
                new("Command", "./answerprint demo"),
                new("Machine class", MachineClassWords()),
                new("Cores", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
                new("It took", string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0} s from the empty folder to the checked package")),
            ],
            [
                "Forecasts come from the tool before it saw any truth; the measure beside them is luma PSNR against the frame that was left out.",
                "The confidence of a frame is a figure of the tool and not yet a calibrated probability.",
                "Approvals in this demo were given by the program in the name of a made-up person: in a show only people approve.",
            ]);
        PageWriter.Write(Path.Combine(folder, "index.html"), page);
        return new(string.Join(Environment.NewLine, lines), (JsonArray)frames.DeepClone());
    }

    private PageShot ShotOf(Show show, Standing now, Shot shot)
    {
        var known = DemoMaterial.Shots.First(s => shot.Clip == s.Name);
        var brief = now.Briefs.FirstOrDefault(b => b.Shot == shot.Name);
        var decision = brief is not null && now.LastDecision(brief) is { } ruled ? Decision.From(ruled.Decision) : null;
        var version = now.Latest(shot.Name);
        var facts = new List<PageFact> { new("Footage", known.Source), new("Missing", $"frames {FrameList.Format(known.Missing)} of the plate") };
        if (version is null) return Refused(show, now, shot, known, decision, facts);

        facts.Add(new("Version", version.Name));
        facts.Add(new("Recipe", version.Recipe.Hex));
        facts.Add(new("Bytes approved", version.Document.Hex));
        var plate = Plate.Read(JsonReading.Parse(show.Vault.Read(now.Plates[shot.Plate!.Value].Body.Digest("root"))));
        var rendered = Version.Frames(JsonReading.Parse(show.Vault.Read(version.Document)));
        using var clip = new VersionClip(version.Name, rendered, plate, version.Range, show.Vault);
        var shown = new List<PageFrame>();
        var measures = new List<PageMeasure>();
        var seconds = SecondsOf(show, shot.Name);
        var made = rendered.Where(f => f.IsTouched).ToList();
        foreach (var frame in made)
        {
            var (picture, truth) = (clip.Read(frame.Number), material.Truth(known.Name, frame.Number));
            shown.Add(pictures.Write(known.Name, frame.Number, null, picture, truth, clip.Origin(frame.Number)?.Whole(), null, frame.Shows is { } real ? $"held: frame {real} once more, not a bit made" : "made"));
            var fidelity = truth is null ? (Fidelity?)null : Fidelity.Of(picture, truth);
            var figures = frame.Figures!;
            measures.Add(new(frame.Number, figures.Method, figures.ForecastPsnr, fidelity?.PsnrLuma, null, figures.Confidence, figures.Flagged, seconds / made.Count));
            frames.Add(new JsonObject
            {
                ["shot"] = known.Name, ["frame"] = frame.Number, ["method"] = figures.Method, ["forecastPsnr"] = Math.Round(figures.ForecastPsnr, 2),
                ["measuredPsnr"] = fidelity is { } f ? Math.Round(f.PsnrLuma, 2) : null, ["ssim"] = fidelity is { } g ? Math.Round(g.Ssim, 4) : null, ["flagged"] = figures.Flagged,
            });
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{known.Name} {frame.Number}: {figures.Method}, forecast {figures.ForecastPsnr:0.0} dB, measured {fidelity?.PsnrLuma:0.0} dB, SSIM {fidelity?.Ssim:0.000}{(figures.Flagged ? ", to be looked at" : "")}"));
        }
        var beside = made[0].Number - 1;
        if (clip.Has(beside)) shown.Insert(0, pictures.Write(known.Name, beside, clip.Read(beside), clip.Read(beside), null, null, null, "the plate's own frame: not a bit changed"));
        return new(
            known.Name, "fill", now.Answer(version) is { Approved: true } ? ShotStanding.Approved : ShotStanding.AwaitsApproval,
            $"{Done(made)}; every other frame is the plate's, bit for bit.",
            shown, measures, [], [], facts, seconds, "", null, plate.Width / (double)plate.Height);
    }

    private static string Done(List<Production.Farm.RenderedFrame> touched)
    {
        var (made, held) = (touched.Count(f => f.IsMade), touched.Count(f => f.IsHeld));
        var words = new List<string>();
        if (made > 0) words.Add($"{made} missing frames were made from the real frames around them");
        if (held > 0) words.Add($"for {held} a real frame of the take stands");
        return string.Join("; ", words);
    }

    private PageShot Refused(Show show, Standing now, Shot shot, DemoMaterial.Shot known, Decision? decision, List<PageFact> facts)
    {
        var reasons = decision?.Reasons.DistinctBy(r => r.Rule).Select(r => new PageReason(r.Rule, r.Words, string.Join("; and ", decision.SmallestChange.Select(c => Typed(c.Words, show))))).ToList() ?? [];
        lines.Add($"{known.Name} {FrameList.Format(known.Missing)}: refused ({string.Join(", ", reasons.Select(r => r.Rule))})");
        var plate = Plate.Read(JsonReading.Parse(show.Vault.Read(now.Plates[shot.Plate!.Value].Body.Digest("root"))));
        var beside = shot.Plate is { } index && PlatePlaces.Open(show.Folder).Of(plate) is var path ? new[] { known.Missing[0] - 1, known.Missing[^1] + 1 }.Select(n => Neighbour(path, known.Name, n)).ToList() : [];
        return new(
            known.Name, "fill", ShotStanding.Refused, "Nothing was made. The missing frames would show people, and no one makes people's movement here.",
            beside, [], reasons, decision is null ? [] : [.. decision.WaysOut.Select(w => Typed(WaysOut.Words(w, shot.Name), show))], facts, 0, "", null, plate.Width / (double)plate.Height);
    }

    /// <summary>Words with the command as it is typed beside this page.</summary>
    private string Typed(string words, Show show) => words
        .Replace(" SHOW ", $" {Path.GetRelativePath(folder, show.Folder)} ", StringComparison.Ordinal).Replace("--by PERSON", $"--by \"{DemoMaterial.Supervisor}\"", StringComparison.Ordinal);

    private PageFrame Neighbour(string path, string shot, int number)
    {
        using var clip = FrameFiles.Open(path);
        return pictures.Write(shot, number, clip.Read(number), null, null, null, null, "a real frame beside the gap: people are in it");
    }

    /// <summary>Wall seconds of all chunks of a shot.</summary>
    private static double SecondsOf(Show show, string shot) =>
        show.Book.Acts.Where(a => a.Name == Production.Farm.Commit.ActName && a.Body.TextOrNull("shot") == shot).Sum(a => a.Body.Number("seconds"));

    private static string MachineClassWords() => ToolRack.Machine;
}
