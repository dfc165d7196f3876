using System.CommandLine;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`turnaround`: from a cut to a package in one go, but for approval, which stays with people.</summary>
internal static class TurnaroundCommand
{
    public static Command Create()
    {
        var (show, cut, media, output, rate, by) = (ShowArguments.Show(), ShowArguments.Cut(), ShowArguments.Media(), ShowArguments.Out(), ShowArguments.Rate(), Seat.By());
        var declare = new Option<string?>("--declare") { Description = "Who is in the plates, as JSON: [{\"plate\": \"beach.mov\", \"noPeople\": true}]" };
        var title = new Option<string?>("--title") { Description = "Title of the show, where it is made now; default the name of its folder" };
        var entity = new Option<string?>("--entity") { Description = "The legal entity that answers for the work, where the show is made now" };
        var colour = new Option<string?>("--colour") { Description = "What the code values of plates mean, where the show is made now: logc3, acescct, srgb …, or a space of the config" };
        var ocio = new Option<string?>("--ocio") { Description = "The show's OpenColorIO config, where it is made now, or own for the program's ACES config" };
        var command = new Command("turnaround", "Ingest, survey, plan, render, inspect and package in one go; approval stays with people. Goes on where it was stopped. Example: answerprint turnaround myshow cut.otio --media plates/ --out back/ --title \"My Show\" --rate 24 --by \"Ann Lee\" --declare people.json")
        {
            show, cut, media, output, declare, title, rate, entity, colour, ocio, by,
        };
        return command.Does((session, parsed) =>
        {
            Output.CheckFolder("--out", parsed.GetValue(output)!);
            var folder = parsed.GetValue(show)!;
            if (!Show.IsShow(folder)) Output.CheckFolder("SHOW", folder);
            var file = parsed.GetValue(cut)!;
            var named = ShowArguments.RateOf(parsed.GetValue(rate));
            var said = parsed.GetValue(declare) is { } path ? DeclareCommand.Read(path) : [];
            var isNew = !Show.IsShow(folder);
            if (isNew)
            {
                var person = Seat.Named(parsed.GetValue(by), null) ??
                    throw new BadInputException("nobody", folder, "", "nobody is named who does this, and every step bears a person's name", $"Add --by PERSON, or set {Seat.Variable}");
                var turnover = session.Apart(() => Turnover.Read(file, named));
                InitCommand.Make(folder, parsed.GetValue(title) ?? Path.GetFileName(Path.GetFullPath(folder)), named ?? turnover.Timeline.Rate, ShowFile.CodeOf(Path.GetFileName(Path.GetFullPath(folder))), null, parsed.GetValue(entity), null, person, InitCommand.FirstRoles, session,
                    InitCommand.ColourOf(folder, parsed.GetValue(colour), parsed.GetValue(ocio)));
            }
            try
            {
                return Work(folder, file, named, said, parsed.GetValue(media)!, parsed.GetValue(output)!, parsed.GetValue(by), session);
            }
            catch (BadInputException) when (isNew && !HasCut(folder, session))
            {
                // a show that was made for this cut, and has taken nothing in, goes with it
                Directory.Delete(folder, recursive: true);
                throw;
            }
        });
    }

    private static Outcome Work(string folder, string file, FrameRate? named, IReadOnlyList<DeclareCommand.Declared> said, string[] media, string output, string? by, Session session)
    {
        using var open = session.Apart(() => Show.Open(folder, session.Clock));
        var desk = new Desk(open, Seat.Of(open, by), ToolRack.Tools, ToolRack.Machine, new SessionWatch(session), session.Cancel);
        // the cut that was named now is the one that counts, and what it says of its plates comes before any verdict
        desk.Ingest(file, media, named);
        IngestCommand.Say(desk.Now, session);
        DeclareCommand.Apply(open, [.. said.Select(d => d with { By = d.By ?? by })], session);
        return MissionLoop.Run(desk, output, session);
    }

    private static bool HasCut(string folder, Session session)
    {
        using var look = Show.Look(folder, session.Clock);
        return Standing.Of(look.Book.Acts).Cut is not null;
    }
}
