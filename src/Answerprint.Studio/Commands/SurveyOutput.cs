using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Studio.Pages;
using Answerprint.Verify.Terminal;
using Answerprint.Tools.Continuity;

namespace Answerprint.Studio.Commands;

/// <summary>Writes what a survey found: markers on the cut, a table, a page, a pull list.</summary>
internal sealed class SurveyOutput(Session session, Surveyed found, IReadOnlyList<JsonObject> findings)
{
    /// <summary>Suffixes of `--to`.</summary>
    private static readonly string[] Suffixes = [".otio", ".csv", ".html"];

    /// <exception cref="FormatException">A suffix that is not written.</exception>
    public static void Check(string? to, string? pull)
    {
        if (to is not null && !Suffixes.Contains(Path.GetExtension(to).ToLowerInvariant())) throw new FormatException($"'{to}' is nothing that a survey is written to; name one of {string.Join(" ", Suffixes)}");
        if (pull is not null && !PullList.Suffixes.Contains(Path.GetExtension(pull).ToLowerInvariant())) throw new FormatException($"'{pull}' is no pull list; name one of {string.Join(" ", PullList.Suffixes)}");
        Output.CheckFile("--to", to);
        Output.CheckFile("--pull", pull);
    }

    public void Write(string to, string title)
    {
        switch (Path.GetExtension(to).ToLowerInvariant())
        {
            case ".otio":
                WholeFile.Write(to, SurveyMarkers.Write(found.Cut.Cut, found.Report, found.Seen));
                break;
            case ".csv":
                WholeFile.Write(to, Encoding.UTF8.GetBytes(Table()));
                break;
            default:
                LadderPage.Write(to, Page(to, title));
                break;
        }
        session.Say($"{to}: {Counted.Of(findings.Count, "finding")}");
    }

    public void WritePull(string path)
    {
        var losses = new List<Loss>();
        var list = PullList.Of(found.Cut, found.Report);
        WholeFile.Write(path, list.Bytes(path, losses));
        foreach (var loss in losses) session.Say($"lost: {loss}");
        session.Say($"{path}: {Counted.Of(list.Lines.Count, "request")}");
    }

    private string Table()
    {
        var text = new StringBuilder("timecode,severity,kind,shot,needed,frames,before,after,tool,words\r\n");
        foreach (var f in findings)
            text.AppendJoin(',', ((string[])[f.Text("timecode"), f.Text("severity"), f.Text("kind"), f.Text("shot"), f["needed"]?.ToString() ?? "", f.Text("frames"), f.TextOrNull("before") ?? "", f.TextOrNull("after") ?? "", f.Text("tool"), f.Text("words")]).Select(CsvCell.Of)).Append("\r\n");
        return text.ToString();
    }

    private SurveyPage Page(string to, string title)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(to))!;
        var below = Path.GetFileNameWithoutExtension(to) + ".pictures";
        var written = new Dictionary<(string, int), (string?, double)>();
        using var progress = session.Progress("write pictures", found.Ladders.Sum(l => l.Around.Count + l.Rungs.Sum(r => r.Pictures.Count)));
        var ladders = found.Ladders.Select(l => new PageLadder(
            l.Shot.Length > 0 ? l.Shot : "gap", $"{l.Span.RecordStart}, {Counted.Of(l.Span.Record.Length, "frame")}", l.Span.Words, [.. l.Around.Select(Show)],
            [.. l.Rungs.Select(r => new PageRung(NameOf(r.Kind), r.Open, r.Words, BidOf(r.Bid), [.. r.Pictures.Select(Show)], [.. r.Facts.Select(f => new PageFact(f.Key, f.Value?.ToString() ?? ""))]))])).ToList();
        return new(
            title, $"{Counted.Of(findings.Count, "finding")}. {(ladders.Count > 0 ? $"For {Counted.Of(ladders.Count, "missing shot")} the ways to come by it, the cheapest first; bids are a first guess from the show's rates." : found.Report.Missing.Any(LadderMaker.IsShot) ? "Shots are missing; their ladders were not asked for." : "No whole shot is missing.")}",
            ladders, Cards(folder, below), [.. findings.Select(f => new PageFinding(f.Text("timecode"), f.Text("severity"), f.Text("kind"), f.Text("words")))]);

        PagePicture Show(RungPicture p)
        {
            if (!written.TryGetValue((p.Path, p.Frame), out var file)) written[(p.Path, p.Frame)] = file = Save(p);
            progress.Step(p.Name);
            return new(file.Item1, file.Item2, $"{p.Name}, {Counted.Frames(p.Frames.ToString())}", p.Words, p.Region);
        }

        (string?, double) Save(RungPicture p)
        {
            session.Cancel.ThrowIfCancellationRequested();
            try
            {
                using var clip = FrameFiles.Open(p.Path);
                var name = string.Create(CultureInfo.InvariantCulture, $"{below}/{written.Count + 1:0000}.png");
                WholeFile.Write(Path.Combine(folder, name), DisplayPicture.Of(clip.Read(p.Frame), 640).ToPng());
                return (Uri.EscapeDataString(below) + name[below.Length..], (double)clip.Width / clip.Height);
            }
            catch (BadInputException)
            {
                return (null, 16 / 9.0);
            }
        }
    }

    /// <summary>What would mend a fault, as it is said after it; empty where nothing is proposed.</summary>
    public static string ProposalOf(JsonObject finding, string shot)
    {
        if (finding["proposal"] is not JsonObject proposal) return "";
        var options = string.Concat(proposal.Object("options").Select(o => o.Key switch { "match" => $" --match {o.Value}", "defects" => " --defects …", _ => $" --set {o.Key}={o.Value!.ToJsonString()}" }));
        var bid = proposal["bid"] is JsonObject b ? $" ({BidOf(Bid.Read(b))})" : $" (not as things stand: {proposal.TextOrNull("why")})";
        return $". It could be mended: brief SHOW {shot} {proposal.Text("kind")}{options}{bid}";
    }

    private List<ContinuityCard> Cards(string folder, string below)
    {
        var cards = new List<ContinuityCard>();
        using var progress = session.Progress("write pictures of faults", Math.Min(found.Seen.Count, ContinuityPage.MostCards));
        foreach (var seen in found.Seen.Take(ContinuityPage.MostCards))
        {
            session.Cancel.ThrowIfCancellationRequested();
            var name = string.Create(CultureInfo.InvariantCulture, $"fault-{cards.Count + 1:0000}.png");
            using (var own = FrameFiles.Open(seen.Media))
            using (var other = seen.Against.Media == seen.Media ? null : FrameFiles.Open(seen.Against.Media))
                WholeFile.Write(Path.Combine(folder, below, name), DisplayPicture.Strip(8, DisplayPicture.Of((other ?? own).Read(seen.Against.Frame), 480), DisplayPicture.Of(own.Read(seen.Fault.Frame), 480)).ToPng());
            cards.Add(new($"{Uri.EscapeDataString(below)}/{name}", $"{seen.Finding.Text("timecode")}, {seen.Shot}, frame {seen.Fault.Frame}", FaultWords.Word(seen.Fault.Kind).Replace('-', ' '), seen.Fault.Score, seen.Fault.Words, ProposalOf(seen.Finding, seen.Shot).TrimStart('.', ' ') is { Length: > 0 } mends ? mends : "no tool mends it: ask for the camera's own file, or look at the set's log",
                $"Left: frame {seen.Against.Frame}{(seen.Against.Shot == seen.Shot ? "" : $" of {seen.Against.Shot}")}. Right: frame {seen.Fault.Frame}."));
            progress.Step(seen.Shot);
        }
        return cards;
    }

    /// <summary>What a rung is called on the page and in the terminal.</summary>
    public static string NameOf(RungKind kind) => kind switch
    {
        RungKind.RePull => "Ask for it again",
        RungKind.Found => "Found material",
        RungKind.PunchIn => "Punch in on a wider shot",
        RungKind.EmptySet => "A move over the empty set",
        _ => "Pick-up",
    };

    public static string BidOf(Bid? bid) => bid is null ? "" : string.Create(CultureInfo.InvariantCulture, $"about {bid.PersonMinutes:0} min of a person{(bid.MachineSeconds > 0 ? $", {bid.MachineSeconds:0} s of machine" : "")}, {bid.Cost:0.00} {bid.Currency}");
}
