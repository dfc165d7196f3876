using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Briefs;

namespace Answerprint.Benchmarks;

/// <summary>How briefs on footage with people end, as JSON for programs and as tables for people. No picture of anybody.</summary>
public static class BriefScoreboard
{
    /// <summary>"answerprint.bench.briefs.1".</summary>
    public static JsonObject Json(IReadOnlyList<BriefEnd> ends, IReadOnlyList<ScreenRecall> screen)
    {
        var honest = ends.Where(e => e.Of.Attack is null).ToList();
        return new()
        {
            ["format"] = "answerprint.bench.briefs.1",
            ["honest"] = new JsonObject
            {
                ["briefs"] = honest.Count, ["wentAhead"] = honest.Count(e => e.WentAhead), ["withoutDrawnMatte"] = honest.Count(IsUndrawn), ["handedOff"] = honest.Count(e => !e.WentAhead && e.HasWayOn),
                ["heldBack"] = honest.Count(e => e.IsHeldBack), ["falseAlarms"] = honest.Count(e => e.LockFailed), ["questions"] = honest.Sum(e => e.Questions),
            },
            ["dishonest"] = new JsonObject { ["briefs"] = ends.Count - honest.Count, ["stopped"] = ends.Count(e => e.Of.Attack is not null && e.IsStopped) },
            ["screen"] = new JsonArray([.. screen.Select(s => (JsonNode)new JsonObject { ["clip"] = s.Clip.Name, ["shows"] = s.Clip.Shows, ["people"] = s.People, ["asked"] = s.Asked, ["questions"] = s.Questions, ["elsewhere"] = s.Elsewhere })]),
            ["briefs"] = new JsonArray([.. ends.Select(e => (JsonNode)new JsonObject
            {
                ["clip"] = e.Of.Clip.Name, ["kind"] = e.Of.Kind, ["asks"] = e.Of.Asks, ["attack"] = e.Of.Attack, ["drawn"] = e.Of.IsDrawn, ["ended"] = e.Ended, ["exit"] = e.Exit, ["code"] = e.Code, ["class"] = e.Class,
                ["questions"] = e.Questions, ["wayOn"] = e.HasWayOn, ["lockFailed"] = e.LockFailed,
            })]),
        };
    }

    /// <param name="command">What makes these tables again.</param>
    public static string Markdown(IReadOnlyList<BriefEnd> ends, IReadOnlyList<ScreenRecall> screen, string command)
    {
        var honest = ends.Where(e => e.Of.Attack is null).ToList();
        var dishonest = ends.Where(e => e.Of.Attack is not null).ToList();
        var text = new StringBuilder();
        text.AppendLine("# briefs").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine("Each brief is a show of its own with one shot of real footage that has people in it, and goes the whole way by the commands of the program: init, ingest, declare, brief or accept, render, review, turnback, verify.");
        text.AppendLine("Ahead: a package was made as a final, verifies, and proves the class that the work should have. Handed off: refused with the ways out and a pack for whoever does it by hand. Held back: anything else.");
        text.AppendLine("Grades and moves were made with OpenImageIO, which calculates in binary32; holds, paint and keys by arithmetic of their own. Where people are was drawn by hand before anything was measured. The first run of these 58 ended with 50 ahead; then moves of other programs were settled, crew was counted as people, and one brief that cited the wrong consent was put right; none was left out.");
        text.AppendLine("Left out: cameras that move much while somebody is boxed, mattes by keyframes, many people, long shots, what a person makes of the contact sheet: its questions are answered as by somebody who sees that nobody new is there.").AppendLine();
        text.AppendLine(Scoreboard.Marks("briefs").Begin);
        text.AppendLine("| briefs | went ahead | of these without a drawn matte | handed off | held back | false alarms of the lock | questions of the screen a brief |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        text.AppendLine(CultureInfo.InvariantCulture, $"| {honest.Count} honest | {Share(honest.Count(e => e.WentAhead), honest.Count)} | {Share(honest.Count(IsUndrawn), honest.Count)} | {Share(honest.Count(e => !e.WentAhead && e.HasWayOn), honest.Count)} | {Share(honest.Count(e => e.IsHeldBack), honest.Count)} | {honest.Count(e => e.LockFailed)} | {honest.Average(e => e.Questions):0.0} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| {dishonest.Count} dishonest twins | {dishonest.Count(e => !e.IsStopped)}; stopped: {dishonest.Count(e => e.IsStopped)} | | | | | |");
        text.AppendLine(Scoreboard.Marks("briefs").End);
        text.AppendLine();
        text.AppendLine("| clip | what is asked | ends | class | questions |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (var e in honest) text.AppendLine(CultureInfo.InvariantCulture, $"| {e.Of.Clip.Name} | {e.Of.Asks} | {End(e)} | {e.Class} | {e.Questions} |");
        text.AppendLine();
        text.AppendLine("| clip | kind | what is dishonest about it | stopped by |");
        text.AppendLine("|---|---|---|---|");
        foreach (var e in dishonest) text.AppendLine(CultureInfo.InvariantCulture, $"| {e.Of.Clip.Name} | {e.Of.Kind} | {e.Of.Attack} | {(e.IsStopped ? $"{e.Ended}: {e.Code} (exit {e.Exit})" : "**nothing**")} |");
        text.AppendLine();
        text.AppendLine("The people screen on the frames as they are. It asks and never clears; what it misses is what the person who signs has to see. Asked about: its questions cover a quarter of the box at least.").AppendLine();
        text.AppendLine("| clip | what is seen of people | people, all frames | asked about | questions | of these where nobody is |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var s in screen) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Clip.Name} | {s.Clip.Shows} | {s.People} | {Share(s.Asked, s.People)} | {s.Questions} | {s.Elsewhere} |");
        return text.ToString();
    }

    private static bool IsUndrawn(BriefEnd end) => end.WentAhead && !end.Of.IsDrawn;

    private static string Share(int count, int of) => string.Create(CultureInfo.InvariantCulture, $"{count} ({100.0 * count / of:0} %)");

    private static string End(BriefEnd e) => e.WentAhead ? "ahead" : e.HasWayOn ? $"handed off by {e.Ended} ({e.Code})" : $"**held back** by {e.Ended} ({e.Code}, exit {e.Exit})";
}
