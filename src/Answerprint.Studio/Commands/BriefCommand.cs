using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`brief`: asks for one piece of work by hand.</summary>
internal static class BriefCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var shot = new Argument<string>("SHOT") { Description = "The shot" };
        var kind = new Argument<string>("KIND") { Description = "What is asked for: fill (missing frames are made from those around them) hold (real frames of the take stand for them; nothing is made), retime (the shot at another speed: the cut's own, or --set speed=0.4), repair (damaged pixels of frames that are there are mended: --defects), or cleanup (wires, rigs, marks and objects are taken out: --matte; screens, signs and number plates show another picture or are blurred: --screen), or background (what stands before a screen, or what mattes keep, is set over another plate: --plate), or relight (exposure, white, contrast, key side, flicker by --set, another shot's light: --match), or reframe (--set steady=smooth, steady=lock, scale=1.1, shiftX=30)" };
        var frames = new Argument<string?>("FRAMES") { Description = "Frames of the plate: 1012-1014; default all that the shot lacks", Arity = ArgumentArity.ZeroOrOne };
        var set = new Option<string[]>("--set") { Description = "An option of the tool: name=value; may be given several times", AllowMultipleArgumentsPerToken = true };
        var defects = new Option<string?>("--defects") { Description = "Of a repair: where the pictures are damaged, \"812,400; 1005:0,610,1920,8\" (x,y or frame:x,y or frame:x,y,width,height in the plate's numbers, counted from 0), a .csv or .json of them, or a matte" };
        var drawn = new DrawnArguments();
        var screens = new ScreenArguments();
        var behind = new BehindArguments();
        var match = new Option<string?>("--match") { Description = "Of relight: a shot of the show whose light this one is to have, or pictures or a movie" };
        var source = new Option<string?>("--source") { Description = "Of --insert and --plate: where the picture comes from and who gave leave to show it" };
        var nobody = new Option<string?>("--no-people") { Description = "Of --insert and --plate: who asks for it attests with their name that nobody is in the picture" };
        var reason = new Option<string>("--reason") { Description = "Why", DefaultValueFactory = _ => "" };
        var by = Seat.By();
        var command = new Command("brief", "Asks for one piece of work by hand. Of fill and hold for the same frames the later one counts. Examples: answerprint brief myshow tst_0010 hold 20-21 --by \"Ann Lee\"; answerprint brief myshow tst_0020 cleanup --wire \"1001: 10,20 300,40; 1024: 12,24 303,46\" --by \"Ann Lee\"; answerprint brief myshow tst_0030 background --plate river.exr --describe \"a river at dusk\" --source \"second unit\" --no-people \"Ann Lee\" --by \"Ann Lee\"; answerprint brief myshow tst_0040 relight --match tst_0030 --set deflicker=true") { show, shot, kind, frames, set, defects, match, source, nobody, reason, by };
        foreach (var option in drawn.Options.Concat(screens.Options).Concat(behind.Options)) command.Add(option);
        return command.Does((session, parsed) =>
        {
            var options = new JsonObject();
            foreach (var pair in parsed.GetValue(set) ?? [])
            {
                var (name, value) = pair.Split('=', 2) is [{ Length: > 0 } n, var v] ? (n, v) : throw new FormatException($"'{pair}' is no option; write name=value");
                options[name] = value switch
                {
                    "true" => true,
                    "false" => false,
                    _ when double.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
                    _ => value,
                };
            }
            if (drawn.File(parsed) is { } file) options["matte"] = file;
            if (drawn.IsInverted(parsed)) options["inverted"] = true;
            if (drawn.Objects(parsed) is { Count: > 0 } objects) options["objects"] = new JsonArray([.. objects.Select(o => (JsonNode)JsonValue.Create(o))]);
            if (drawn.Typed(parsed) is { Count: > 0 } shapes) options["shapes"] = ShapeFile.Write(shapes).ToJsonString();
            if (behind.IsGiven(parsed))
            {
                if (parsed.GetValue(kind) != Brief.Background) throw new FormatException("--plate belongs to a new background: answerprint brief SHOW SHOT background --plate PATTERN");
                behind.Add(parsed, options);
                screens.ForBackground(parsed, options);
                if (parsed.GetValue(source) is { } from) options["source"] = from;
            }
            else if (screens.IsGiven(parsed))
            {
                options["screen"] = ScreenPaper.Write(screens.How(parsed));
                var typed = screens.Typed(parsed);
                if (typed.Count > 0 == drawn.IsGiven(parsed)) throw new FormatException(typed.Count > 0 ? "a screen is said with --screen; ask for other things in a brief of their own" : "say where the screen is: --screen \"1001: x,y x,y x,y x,y\"");
                if (typed.Count > 0) options["shapes"] = ShapeFile.Write(typed).ToJsonString();
                foreach (var (name, value) in new[] { ("insert", screens.Insert(parsed)), ("holdout", screens.Holdout(parsed)), ("source", parsed.GetValue(source)) }) if (value is not null) options[name] = value;
            }
            else if ((screens.Holdout(parsed) ?? parsed.GetValue(source) ?? parsed.GetValue(nobody)) is not null) throw new FormatException("--holdout, --source and --no-people belong to a screen (--screen) or a new background (--plate)");
            if (parsed.GetValue(match) is { } like) options["match"] = parsed.GetValue(kind) == Brief.Relight ? like : throw new FormatException("--match belongs to relight: answerprint brief SHOW SHOT relight --match OTHER");
            var repairs = parsed.GetValue(kind) == Brief.Repair;
            if (repairs && parsed.GetValue(defects) is null) throw new FormatException("a repair needs --defects: 812,400 or 1005:0,610,1920,8 or a file");
            if (!repairs && parsed.GetValue(defects) is not null) throw new FormatException("--defects belongs to a repair: answerprint brief SHOW SHOT repair --defects 812,400");
            if (repairs) options["defects"] = JsonSerializer.SerializeToNode(DefectFile.Read(parsed.GetValue(defects)!).Defects, JsonSerializerOptions.Web);
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            if (parsed.GetValue(nobody) is { } named) options["noPeople"] = new PeopleFiles(open.PeopleFolder).Get(named).Digest;
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, "", new SessionWatch(session), session.Cancel);
            var brief = desk.Ask(parsed.GetValue(shot)!, parsed.GetValue(kind)!, parsed.GetValue(frames) is { } listed ? FrameList.Parse(listed) : [], parsed.GetValue(reason)!, options);
            session.Say($"{brief.Id}: {brief.Kind} {FrameList.Format(brief.Frames)} of {brief.Shot}. Next: answerprint plan {parsed.GetValue(show)}");
            return Outcome.Done(brief.Body());
        });
    }
}
