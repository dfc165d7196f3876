using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production.Delivery;

/// <summary>What a viewer, a client or a regulator is told: which frames were made by a tool, of what, and that no person was made or changed.</summary>
public static class Disclosure
{
    public static JsonObject Write(string title, IReadOnlyList<Delivered> delivered, IReadOnlyList<Withheld> withheld, int firstFrame, bool solo = false, IReadOnlyList<Contest>? contests = null) => new()
    {
        ["format"] = "answerprint.disclosure.1",
        ["show"] = title,
        ["boundary"] = "No synthetic actors and no synthetic or altered performances: frames are made only where a named person attests that nobody is; a held frame is a real frame of the same take once more, word by word.",
        ["soloProfile"] = solo,
        ["people"] = solo
            ? "One-person house: under the solo profile one person may do what otherwise asks for two, grants to train and consents among them."
            : "",
        ["label"] = string.Join(", ", delivered.Select(d => d.Label).Where(l => l.Length > 0).Distinct().Order(StringComparer.Ordinal)),
        ["outside"] = Outside(delivered),
        ["proxies"] = "The label is burnt into every made frame of the proxies of this package, and into no version; it stands here, in changes.csv and on each clip of cut.otio.",
        ["versions"] = new JsonArray([.. delivered.Select(d => (JsonNode)Version(d, firstFrame))]),
        ["notDone"] = new JsonArray([.. withheld.Select(w => (JsonNode)new JsonObject
        {
            ["shot"] = w.Shot, ["brief"] = w.Brief, ["what"] = w.What, ["why"] = w.Reason, ["wayOut"] = w.WayOut, ["pack"] = w.Pack,
        })]),
        ["objections"] = new JsonArray([.. (contests ?? []).Select(c => (JsonNode)Objection(c))]),
    };

    /// <summary>An objection and its answer; nobody is named, the book bears the digests.</summary>
    private static JsonObject Objection(Contest c) => new()
    {
        ["act"] = c.Index, ["about"] = c.Subject.ToString().ToLowerInvariant(), ["name"] = c.Subject == ContestSubject.Person ? "a performer" : c.Name, ["reason"] = c.Reason, ["by"] = RoleWords.PlainOf(c.Role),
        ["open"] = c.IsOpen, ["answer"] = c.Answer?.Answer ?? "", ["answeredBy"] = c.Answer is { } answer ? RoleWords.PlainOf(answer.Role) : "",
    };

    /// <summary>What stands on page one about work that was not made by tools of the house: how much there is, and what is open about it.</summary>
    private static JsonObject Outside(IReadOnlyList<Delivered> delivered)
    {
        var outside = delivered.Where(d => d.Version.Outside is not null).ToList();
        var elsewhere = outside.Count(d => d.Version.Outside!.Elsewhere);
        return new()
        {
            ["versions"] = delivered.Count, ["madeElsewhere"] = elsewhere, ["byOutsideTools"] = outside.Count - elsewhere,
            ["words"] = outside.Count == 0 ? "" : $"{elsewhere} of {delivered.Count} versions were made elsewhere and {outside.Count - elsewhere} by outside tools in this show. Of these, {OutsideWork.LockWords}.",
            ["undeclared"] = JsonReading.Array(outside.Where(d => d.Version.Outside!.Terms.IsUndeclared).Select(d => $"{d.Version.Name} ({d.Version.Tool}): nobody says what it learnt from; {(d.OutsideApproved ? "approved by legal for these bytes" : "not approved by legal")}")),
        };
    }

    private static JsonObject Version(Delivered d, int firstFrame) => new()
    {
        ["outside"] = d.Version.Outside?.Write(),
        ["version"] = d.Version.Name,
        ["shot"] = d.Shot.Name,
        ["status"] = d.Status,
        ["tool"] = d.Version.Tool,
        ["trainedModel"] = d.Leaves.Any(l => l.Use.IsModel),
        ["frames"] = d.Frames.Count,
        ["madeFrames"] = FrameList.Format(d.Made.Select(f => d.Version.FrameNumber(f.Number, firstFrame))),
        ["synthesisedShare"] = Math.Round(d.Made.Count > 0 ? d.Made.Average(f => f.Figures!.SynthShare) : 0, 6),
        ["colour"] = d.Plate.Colour.Write(),
        ["methods"] = JsonReading.Array(d.Made.Concat(d.Held).Select(f => f.Figures!.Method).Distinct().Order(StringComparer.Ordinal)),
        ["heldFrames"] = d.FrameMap(firstFrame),
        ["cutSpeed"] = d.Speed,
        ["retimedTo"] = d.Version.Timing?.Speed ?? "",
        ["moments"] = d.MomentMap(firstFrame),
        ["peopleInMadeRegion"] = d.Leaves.FirstOrDefault(l => l.Use.MakesPixels)?.Use.InMadeRegion.ToString() ?? "",
        ["peopleInHeldFrames"] = d.Leaves.FirstOrDefault(l => l.Use.Class == PerformerClass.P3)?.Use.InChangedRegion.ToString() ?? "",
        ["onPeople"] = new JsonObject(d.Leaves.Where(l => l.Use.InChangedRegion == PeopleThere.People).Select(l => l.Use.Class).Distinct().Order().Select(c => KeyValuePair.Create(c.ToString(), (JsonNode?)PerformerClassWords.PlainOf(c)))),
        ["approvedBy"] = d.Yes is { } yes ? RoleWords.PlainOf(yes.Role) : "",
        ["approvalSignedBy"] = d.Yes switch { { IsSignedByPerson: true } => "the person, with a key of their own", not null => "the site, for the person", null => "" },
        ["madeAndApprovedByOnePerson"] = d.OneHand,
    };

    public static string Page(JsonObject disclosure)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Disclosure: {E(disclosure.Text("show"))}</title>")
            .Append("<style>body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}td,th{border:1px solid #888;padding:.3em .6em;text-align:left;vertical-align:top}</style>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{E(disclosure.Text("show"))}</h1><p>{E(disclosure.Text("boundary"))}</p>");
        if (disclosure.Bool("soloProfile")) html.Append(CultureInfo.InvariantCulture, $"<p><strong>{E(disclosure.Text("people"))}</strong></p>");
        if (disclosure.Text("label") is { Length: > 0 } label) html.Append(CultureInfo.InvariantCulture, $"<p><strong>{E(label)}</strong>: some frames of this picture were made by a tool. {E(disclosure.Text("proxies"))}</p>");
        if (disclosure["outside"] is JsonObject outside && outside.Text("words") is { Length: > 0 } words)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p><strong>Made elsewhere: {outside.Int("madeElsewhere")} of {outside.Int("versions")}.</strong> {E(words)}</p>");
            foreach (var line in outside.Texts("undeclared")) html.Append(CultureInfo.InvariantCulture, $"<p><strong>Training data undeclared:</strong> {E(line)}</p>");
        }
        html.Append("<table><thead><tr><th>Version<th>Status<th>Tool<th>Made frames<th>Held frames<th>From no real pixel<th>On people<th>Approved by</thead><tbody>");
        foreach (var v in disclosure.Objects("versions"))
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(v.Text("version"))}<td>{E(v.Text("status"))}<td>{E(v.Text("tool"))}{(v.Bool("trainedModel") ? " (trained model)" : " (no trained model)")}<td>{E(v.Text("madeFrames"))}<td>{E(v.Text("heldFrames"))}<td>{v.Number("synthesisedShare") * 100:0.##} %<td>{E(OnPeople(v))}<td>{E(v.Text("approvedBy"))}{(v.Text("approvalSignedBy") is { Length: > 0 } by ? $", signed by {E(by)}" : "")}{(v.Bool("madeAndApprovedByOnePerson") ? " (who also did the work)" : "")}</tr>");
        html.Append("</tbody></table>");
        if (disclosure.Objects("notDone").Any())
        {
            html.Append("<h2>Asked for and not done</h2><table><thead><tr><th>Shot<th>What<th>Why<th>What to do</thead><tbody>");
            foreach (var w in disclosure.Objects("notDone"))
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(w.Text("shot"))}<td>{E(w.Text("what"))}<td>{E(w.Text("why"))}<td>{E(w.Text("wayOut"))}</tr>");
            html.Append("</tbody></table>");
        }
        if (disclosure["objections"] is JsonArray { Count: > 0 })
        {
            html.Append("<h2>Objections</h2><table><thead><tr><th>About<th>By<th>Objection<th>Answer<th>Answered by</thead><tbody>");
            foreach (var o in disclosure.Objects("objections"))
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(o.Text("about"))}: {E(o.Text("name"))}<td>{E(o.Text("by"))}<td>{E(o.Text("reason"))}<td>{(o.Bool("open") ? "<strong>not answered yet: what it is about is not delivered</strong>" : E(o.Text("answer")))}<td>{E(o.Text("answeredBy"))}</tr>");
            html.Append("</tbody></table>");
        }
        return html.Append("</html>\n").ToString();

        static string OnPeople(JsonObject version) => version["onPeople"] is JsonObject { Count: > 0 } kinds ? string.Join("; ", kinds.Select(k => $"{k.Value} ({k.Key})")) : "nothing";

        static string E(string text) => WebUtility.HtmlEncode(text);
    }
}
