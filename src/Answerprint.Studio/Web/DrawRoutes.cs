using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Answerprint.Verify.Terminal;
using Microsoft.AspNetCore.Http;

namespace Answerprint.Studio.Web;

/// <summary>
/// Drawing over a shot in a browser: its frames, the drawing as it is kept in the show (drawings/SHOT.json, signed by nobody), one frame without what is drawn, and the brief that asks for it.
/// Safe for use from several threads: one thing is done at a time.
/// </summary>
/// <param name="look">A show that is open to be looked at; not owned.</param>
/// <param name="desk">Sits in <paramref name="look"/>.</param>
/// <param name="ask">Asks for the brief: shapes, frames, reason.</param>
internal sealed class DrawRoutes(Show look, Desk desk, string shot, Func<string, IReadOnlyList<int>, string, Brief> ask, Session session) : IServed
{
    /// <summary>Pictures are made smaller by a whole factor until they are no wider.</summary>
    private const int MostWidth = 1920;

    private const int MostPictures = 48, MostReason = 400;

    private readonly SemaphoreSlim pen = new(1);
    private readonly ConcurrentDictionary<string, byte[]> pictures = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();
    private readonly DrawnShot over = desk.DrawnOver(shot);
    private int made;

    /// <summary>A drawing of many keys.</summary>
    public int MostBody => 4 << 20;

    private int Factor => Math.Max(1, (over.Width + MostWidth - 1) / MostWidth);

    private string Kept => Path.Combine(look.Folder, "drawings", new string([.. shot.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')]) + ".json");

    public DeskReply Get(HttpRequest request, DeskVisitor visitor)
    {
        switch (request.Path.Value!.Split('/')[1..])
        {
            case [""]: return DeskReply.Page(DrawPage.Html(look.File.Title, over, Factor));
            case ["desk.css" or "draw.css" or "draw.js" or "desk.svg"]: return DeskReply.Own(request.Path.Value[1..]);
            case ["drawing.json"]: return Guarded(() => DeskReply.Json(File.Exists(Kept) ? ShapeFile.Write(ShapeFile.Read(Kept, over.Height)) : Empty()));
            case ["frame", var file] when file.EndsWith(".png", StringComparison.Ordinal) && int.TryParse(file[..^4], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var frame) && over.Frames.Contains(frame):
                return Guarded(() => new(200, "image/png", Picture($"frame {frame}", () => Png(desk.Shown(shot, frame, Factor)))) { Kept = true });
            case ["made", var file] when file.EndsWith(".png", StringComparison.Ordinal) && pictures.TryGetValue($"made {file[..^4]}", out var png): return new(200, "image/png", png) { Kept = true };
            default: return DeskReply.Words(404, "Not here", "There is no such page.");
        }
    }

    public async Task<DeskReply> Post(HttpRequest request, DeskVisitor visitor)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true) return DeskReply.Words(415, "Not read", "That is no drawing.");
        JsonObject body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<JsonObject>(request.Body, new JsonSerializerOptions { MaxDepth = 16 }, request.HttpContext.RequestAborted).ConfigureAwait(false) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            return DeskReply.Json(Said("That is no drawing."), 400);
        }
        return Guarded(() => request.Path.Value switch
        {
            "/keep" => Keep(body),
            "/look" => Look(body),
            "/ask" => Ask(body),
            _ => DeskReply.Words(404, "Not here", "There is no such form."),
        });
    }

    private DeskReply Keep(JsonObject body)
    {
        if (Drawing(body) is not { } drawing) File.Delete(Kept);
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
            WholeFile.Write(Kept, drawing);
        }
        return DeskReply.Json(Said("kept"));
    }

    private DeskReply Look(JsonObject body)
    {
        var drawing = Drawing(body) ?? throw new FormatException("nothing is drawn yet");
        var frame = body["frame"] is JsonValue value && value.TryGetValue<int>(out var number) && over.Frames.Contains(number) ? number : throw new FormatException("the shot has no such frame");
        look.Book.Refresh();
        var (picture, figures) = desk.WithoutDrawn(shot, ShapeFile.Parse(drawing.ToJsonString()), frame, Factor);
        var name = string.Create(CultureInfo.InvariantCulture, $"{++made}");
        _ = Picture($"made {name}", () => Png(picture));
        var words = string.Create(CultureInfo.InvariantCulture, $"frame {frame}: {100 * figures.Measures["coverage"]:0.#} % of what is hidden comes from other frames{(figures.Measures["coverage"] < 1 ? ", the rest is invented" : "")}; {figures.Seconds:0.0} s");
        return DeskReply.Json(new() { ["said"] = words, ["picture"] = $"/made/{name}.png", ["frame"] = frame, ["coverage"] = figures.Measures["coverage"] });
    }

    private DeskReply Ask(JsonObject body)
    {
        var drawing = Drawing(body) ?? throw new FormatException("nothing is drawn yet");
        var reason = body.TextOrNull("reason") ?? "";
        if (reason.Length > MostReason || reason.Any(char.IsControl)) throw new FormatException($"a reason is one line of at most {MostReason} letters");
        _ = Keep(body);
        var brief = ask(drawing.ToJsonString(), body.TextOrNull("frames") is { Length: > 0 } listed ? FrameList.Parse(listed) : [], reason);
        return DeskReply.Json(new() { ["said"] = $"{brief.Id}: cleanup of the frames {FrameList.Format(brief.Frames)}. Next: answerprint plan, then answerprint render", ["brief"] = brief.Id });
    }

    /// <summary>The drawing that was sent, if it is one; null where it is empty.</summary>
    private static JsonObject? Drawing(JsonObject body)
    {
        if (body["drawing"] is not JsonObject drawing) throw new FormatException("there is no drawing in it");
        return drawing["shapes"] is JsonArray { Count: 0 } ? null : ShapeFile.Write(ShapeFile.Parse(drawing.ToJsonString()));
    }

    private static JsonObject Empty() => new() { ["format"] = "answerprint.shapes.1", ["shapes"] = new JsonArray() };

    private byte[] Picture(string name, Func<byte[]> make)
    {
        if (pictures.TryGetValue(name, out var there)) return there;
        var png = make();
        pictures[name] = png;
        order.Enqueue(name);
        while (order.Count > MostPictures && order.TryDequeue(out var old)) pictures.TryRemove(old, out _);
        return png;
    }

    private static byte[] Png(ShownPicture shown)
    {
        var planes = Enumerable.Range(0, 3).Select(c => Array.ConvertAll(shown.Codes(c).ToArray(), v => (ushort)((Math.Clamp(v, 0, 1) * 255) + 0.5f))).ToArray();
        using var file = new MemoryStream();
        PngFile.Write(file, new(Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Srgb), shown.Width, shown.Height, planes));
        return file.ToArray();
    }

    /// <summary>One thing at a time; what goes wrong is said, and the page goes on.</summary>
    private DeskReply Guarded(Func<DeskReply> work)
    {
        pen.Wait(session.Cancel);
        try
        {
            DeskReply? reply = null;
            var outcome = Shell.Guard(() => { reply = work(); return Outcome.Done(); });
            if (reply is not null) return reply;
            var said = outcome.Exit == ExitCode.Unexpected ? "This is a defect: please report what you did." : $"{outcome.Errors[0].Problem.TrimEnd('.')}. {outcome.Errors[0].Remedy.TrimEnd('.')}.";
            return DeskReply.Json(Said(char.ToUpperInvariant(said[0]) + said[1..]), outcome.Exit switch { ExitCode.TryAgain => 503, ExitCode.Unexpected => 500, _ => 422 });
        }
        finally
        {
            pen.Release();
        }
    }

    private static JsonObject Said(string words) => new() { ["said"] = words };
}
