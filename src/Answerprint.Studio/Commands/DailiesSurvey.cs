using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Studio.Pages;
using Answerprint.Verify.Terminal;
using Answerprint.Tools.Continuity;

namespace Answerprint.Studio.Commands;

/// <summary>`survey --dailies`: what of a day's dailies somebody should see to before the set is struck. It needs no show and writes nothing but what it is told to.</summary>
/// <param name="Folders">Where the media and their camera reports lie.</param>
/// <param name="Logs">Camera reports that lie elsewhere.</param>
/// <param name="Handles">Frames that are wanted before and after the action.</param>
/// <param name="To">.html, .csv, .otio; null: none.</param>
/// <param name="Pull">The pick-up list, .csv; null: none.</param>
internal sealed record DailiesSurvey(IReadOnlyList<string> Folders, IReadOnlyList<string> Logs, FrameRate? Rate, int Handles, string? To, string? Pull, bool Pictures)
{
    public Outcome Run(Session session)
    {
        SurveyOutput.Check(To, null);
        if (Pull is not null && Path.GetExtension(Pull).ToLowerInvariant() != ".csv") throw new FormatException($"'{Pull}' is no pick-up list; name a .csv");
        Output.CheckFile("--pull", Pull);
        if (Handles is < 0 or > 1000) throw new FormatException("--handles is 0 to 1000");
        DailiesDay day;
        using (var progress = session.Progress("read headers", 100))
            day = DailiesDay.Read(Folders, Logs, Rate, Handles, OpenedMedia.Facts, (i, n, _) => progress.Shares().Report((i + 1.0) / n), session.Cancel);
        var clock = Stopwatch.GetTimestamp();
        List<DayFinding> findings = [.. day.Findings];
        if (Pictures)
        {
            using var progress = session.Progress("look at takes", 100);
            findings.AddRange(new DailiesWatch(Environment.ProcessorCount).Of(day, progress.Shares(), session.Cancel));
        }
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        findings = [.. findings.OrderByDescending(f => f.Score).ThenBy(f => f.Take, StringComparer.Ordinal).ThenBy(f => f.Fault)];
        var shown = Shown(day);
        foreach (var warning in day.Warnings) session.Warn(warning);
        if (!day.HasLog) session.Say("No camera report (.ale) was found: plates, set-ups and marks are known only as far as file names say them.");
        foreach (var f in findings) session.Say($"{(f.Score >= 2 ? "grave" : "look")}: {f.Take}{(f.SetUp.Length > 0 ? $" ({f.SetUp}{(f.Camera.Length > 0 ? $" {f.Camera}" : "")})" : "")}: {f.Words}. {char.ToUpperInvariant(f.PickUp[0])}{f.PickUp[1..]}");
        session.Say($"{Counted.Of(day.Takes.Count, "take")}, {Clock(shown)} of pictures{(Pictures ? $", looked at in {Clock(seconds)}" : "")}; {Counted.Of(findings.Count, "finding")}, {Counted.Of(findings.Count(f => f.IsPickUp), "pick-up")}");
        if (To is not null) Write(To, day, findings, shown, session);
        if (Pull is not null) WholeFile.Write(Pull, Encoding.UTF8.GetBytes(Table(findings.Where(f => f.IsPickUp))));
        return Outcome.Done(new JsonObject
        {
            ["takes"] = new JsonArray([.. day.Takes.Select(t => (JsonNode)new JsonObject { ["name"] = t.Name, ["setUp"] = t.SetUp, ["camera"] = t.Camera, ["media"] = t.Entry?.Path, ["frames"] = t.Facts?.Range.Length, ["logged"] = t.Log is not null, ["plate"] = t.IsPlate })]),
            ["findings"] = new JsonArray([.. findings.Select(f => (JsonNode)Said(f))]), ["secondsOfPictures"] = Math.Round(shown, 2), ["seconds"] = Math.Round(seconds, 2),
            ["warnings"] = new JsonArray([.. day.Warnings.Select(w => (JsonNode)w)]),
        });
    }

    private static double Shown(DailiesDay day) => day.Takes.Where(t => t is { Entry.Kind: not MediaKind.Still, Facts: not null }).DistinctBy(t => t.Entry!.Path).Sum(t => t.Facts!.Range.Length / (t.Facts.Rate?.PerSecond ?? 24));

    private static string Clock(double seconds) => seconds < 90 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s") : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min");

    private static JsonObject Said(DayFinding f) => new()
    {
        ["fault"] = FaultWords.Word(f.Fault.ToString()), ["setUp"] = f.SetUp, ["camera"] = f.Camera, ["take"] = f.Take, ["media"] = f.Media.Length > 0 ? f.Media : null, ["score"] = Math.Round(f.Score, 3), ["words"] = f.Words, ["pickUp"] = f.PickUp,
        ["frame"] = f.Frame, ["against"] = f.Against is var (media, frame) ? new JsonObject { ["media"] = media, ["frame"] = frame } : null,
        ["place"] = f.Place is { } p ? new JsonArray(p.X, p.Y, p.Width, p.Height) : null, ["framesWanted"] = f.Frames,
    };

    private static string Table(IEnumerable<DayFinding> findings)
    {
        var text = new StringBuilder("set-up,camera,take,fault,frame,score,what,pick-up,frames wanted,media\r\n");
        foreach (var f in findings)
            text.AppendJoin(',', ((string[])[f.SetUp, f.Camera, f.Take, FaultWords.Word(f.Fault.ToString()), f.Frame?.ToString(CultureInfo.InvariantCulture) ?? "", f.Score.ToString("0.00", CultureInfo.InvariantCulture), f.Words, f.PickUp, f.Frames?.ToString(CultureInfo.InvariantCulture) ?? "", f.Media]).Select(CsvCell.Of)).Append("\r\n");
        return text.ToString();
    }

    private static void Write(string to, DailiesDay day, List<DayFinding> findings, double shown, Session session)
    {
        switch (Path.GetExtension(to).ToLowerInvariant())
        {
            case ".csv":
                WholeFile.Write(to, Encoding.UTF8.GetBytes(Table(findings)));
                break;
            case ".otio":
                var clips = day.Takes.Where(t => t is { Entry: not null, Facts: not null }).DistinctBy(t => t.Entry!.Path);
                WholeFile.Write(to, MarkedClips.Write("dailies", [.. clips.Select(t => new MarkedClip(t.Entry!.Path, t.Facts!.Rate ?? FrameRate.Parse("24"), t.Facts.Range, [.. findings.Where(f => f.Media == t.Entry.Path).OrderBy(f => f.Frame ?? 0).Select(f => new FrameMarker(f.Frame ?? t.Facts.Range.Start, $"dailies {FaultWords.Word(f.Fault.ToString())}", f.Score >= 2 ? "RED" : "YELLOW", $"{f.Words}. {f.PickUp}", FaultWords.Word(f.Fault.ToString())))]))]));
                break;
            default:
                DailiesPage.Write(to, [.. findings.Select(f => Row(f))], Cards(to, findings, session), findings.Count(f => f is { Frame: not null, Media.Length: > 0 }),
                    $"{Counted.Of(day.Takes.Count, "take")}, {Clock(shown)} of pictures. {Counted.Of(findings.Count, "finding")}, {Counted.Of(findings.Count(f => f.IsPickUp), "pick-up")}.{(day.HasLog ? "" : " No camera report was found: plates, set-ups and marks are known only as far as file names say them.")}");
                break;
        }
        session.Say($"{to}: {Counted.Of(findings.Count, "finding")}");
    }

    private static DailiesRow Row(DayFinding f) => new(f.SetUp, f.Camera, f.Take, FaultWords.Word(f.Fault.ToString()).Replace('-', ' '), f.Score >= 2, f.IsPickUp, f.Words, f.PickUp, f.Frames);

    private static List<ContinuityCard> Cards(string to, List<DayFinding> findings, Session session)
    {
        var (folder, below) = (Path.GetDirectoryName(Path.GetFullPath(to))!, Path.GetFileNameWithoutExtension(to) + ".pictures");
        List<DayFinding> seen = [.. findings.Where(f => f is { Frame: not null, Media.Length: > 0 }).Take(ContinuityPage.MostCards)];
        var cards = new List<ContinuityCard>();
        using var progress = session.Progress("write pictures", seen.Count);
        foreach (var f in seen)
        {
            session.Cancel.ThrowIfCancellationRequested();
            progress.Step(f.Take);
            try
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{cards.Count + 1:0000}.png");
                var own = Picture(f.Media, f.Frame!.Value, f.Place);
                WholeFile.Write(Path.Combine(folder, below, name), (f.Against is var (media, frame) ? DisplayPicture.Strip(8, Picture(media, frame, null), own) : own).ToPng());
                cards.Add(new($"{Uri.EscapeDataString(below)}/{name}", $"{f.Take}, frame {f.Frame}", FaultWords.Word(f.Fault.ToString()).Replace('-', ' '), f.Score, f.Words, f.PickUp, f.Against is var (other, at) ? $"Left: frame {at}{(other == f.Media ? "" : $" of {Path.GetFileName(other)}")}. Right: frame {f.Frame}." : $"Frame {f.Frame}."));
            }
            catch (BadInputException)
            {
                // what can not be read is said among the findings
            }
        }
        return cards;
    }

    private static DisplayPicture Picture(string media, int frame, (int X, int Y, int Width, int Height)? place)
    {
        using var clip = FrameFiles.Open(media);
        var picture = DisplayPicture.Of(clip.Read(frame), 480);
        if (place is var (x, y, width, height)) picture.Box(x * picture.Width / clip.Width, y * picture.Height / clip.Height, Math.Max(3, width * picture.Width / clip.Width), Math.Max(3, height * picture.Height / clip.Height));
        return picture;
    }
}
