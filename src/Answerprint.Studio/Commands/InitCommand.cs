using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`init`: a new show folder.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var title = new Option<string>("--title") { Description = "The title as people say it", Required = true };
        var rate = new Option<string>("--rate") { Description = "Frames a second: 24, 23.976, 24000/1001", Required = true };
        var code = new Option<string?>("--code") { Description = "The letters of the show in names; default from the title" };
        var site = new Option<string?>("--site") { Description = $"Where the work is done; default the variable {Seat.SiteVariable}, else local" };
        var entity = new Option<string?>("--entity") { Description = "The legal entity that answers for the work" };
        var handles = new Option<int?>("--handles") { Description = "Frames that versions carry before and after the cut; default 8" };
        var colour = new Option<string?>("--colour") { Description = "What the code values of plates mean, where not by their kind of file: logc3, acescct, srgb …, or a space of the config" };
        var ocio = new Option<string?>("--ocio") { Description = "The show's OpenColorIO config, or own for the program's ACES config" };
        var naming = new Option<string>("--naming") { Description = "How shots and versions are called: generic (show_0010_comp_v001) or netflix (SHOW_EPISODE_SEQ_SCENE_0010_comp_VENDOR_v001, after Netflix's public recommendation)", DefaultValueFactory = _ => "generic" };
        var (episode, sequence, scene, vendor) = (Part("--episode", "104"), Part("--sequence", "TCC"), Part("--scene", "067"), Part("--vendor", "NFX"));
        var by = Seat.By();
        var roles = new Option<string[]>("--role") { Description = "Roles of that person; default vfx_editor and vfx_supervisor", AllowMultipleArgumentsPerToken = true };
        var solo = new Option<bool>("--solo") { Description = "A one-person house: one person may do what otherwise asks for two; every package says so" };
        var command = new Command("init", "Makes a show: show.json, a key, an empty book, and its first person. Example: answerprint init myshow --title \"My Show\" --rate 24 --by \"Ann Lee\"")
        {
            show, title, rate, code, site, entity, handles, colour, ocio, naming, episode, sequence, scene, vendor, by, roles, solo,
        };
        return command.Does((session, parsed) =>
        {
            var folder = parsed.GetValue(show)!;
            var name = Seat.Named(parsed.GetValue(by), null) ?? throw new FormatException($"a show begins with a person: add --by NAME, or set {Seat.Variable}");
            var held = parsed.GetValue(roles) is { Length: > 0 } words ? words.Select(RoleWords.Parse).ToList() : FirstRoles;
            var made = Make(folder, parsed.GetValue(title)!, FrameRate.Parse(parsed.GetValue(rate)!), parsed.GetValue(code), parsed.GetValue(site), parsed.GetValue(entity), parsed.GetValue(handles), name, held, session, ColourOf(folder, parsed.GetValue(colour), parsed.GetValue(ocio)),
                new Naming(Naming.ParsePreset(parsed.GetValue(naming)!), parsed.GetValue(episode)!, parsed.GetValue(sequence)!, parsed.GetValue(scene)!, "comp", parsed.GetValue(vendor)!).Checked(), parsed.GetValue(solo));
            return Outcome.Done(made);
        });

        static Option<string> Part(string name, string example) => new(name) { Description = $"The {name[2..]} in names of shots and versions, such as {example}", DefaultValueFactory = _ => "" };
    }

    /// <summary>What the first person of a show may do when nobody says otherwise: a one-person house.</summary>
    public static IReadOnlyList<Role> FirstRoles { get; } = [Role.VfxEditor, Role.VfxSupervisor];

    /// <summary>What show.json will say of colour; the config is opened once and the name looked up, so that a wrong one is said now.</summary>
    public static ShowColour ColourOf(string folder, string? plates, string? config)
    {
        using var choice = ColourChoice.Of(config, null, Environment.GetEnvironmentVariable(ColourChoice.Variable));
        if (plates is not null) _ = choice.Parse(plates);
        var place = config is null or "own" ? config ?? "" : Path.GetFullPath(config);
        var inside = Path.GetRelativePath(Path.GetFullPath(folder), place.Length == 0 ? "." : place);
        return new(plates ?? "", config is null or "own" || inside.StartsWith("..", StringComparison.Ordinal) ? place : inside, "");
    }

    /// <summary>Makes the show and its first person.</summary>
    public static JsonObject Make(string folder, string title, FrameRate rate, string? code, string? site, string? entity, int? handles, string person, IReadOnlyList<Role> roles, Session session, ShowColour? colour = null, Naming? naming = null, bool solo = false)
    {
        if (!solo && roles.Where(r => Authority.IsOfWeight(r) && r != Role.Producer).ToList() is { Count: > 0 } weighty)
            throw new NotEntitledException("self-given", person, "", $"nobody makes themselves {string.Join(" or ", weighty.Select(r => r.Plain()))}", "Give the role to somebody else once the show is made; or, in a one-person house, add --solo");
        if (handles is < 0 or > 1000) throw new FormatException("handles are 0 to 1000 frames");
        var file = ShowFile.New(title, rate);
        file = file with
        {
            Code = (naming ?? Naming.Generic).Code(code is null ? file.Code : ShowFile.CodeOf(code)),
            Naming = naming ?? Naming.Generic,
            Site = site ?? Environment.GetEnvironmentVariable(Seat.SiteVariable) ?? file.Site,
            AccountableEntity = entity ?? "",
            Handles = handles ?? file.Handles,
            Colour = colour ?? ShowColour.None,
        };
        Show.Create(folder, file, session.Clock);
        using var show = Show.Open(folder, session.Clock);
        var first = Seat.Add(show, person, roles, "", "", entity ?? "", "", null);
        show.Book.Append(ActNames.ShowCreated, Seat.Of(show, first.Name), new JsonObject { ["title"] = file.Title, ["code"] = file.Code, ["rate"] = rate.ToString(), ["handles"] = file.Handles, ["show"] = Digest.Of(PlainJson.Bytes(file.Write())).Hex, [PeopleActs.PeopleMember] = PeopleActs.PeopleOf(solo) });
        session.Say($"The show '{title}' is in {folder}. {first.Name} is its {string.Join(" and ", roles.Select(r => r.Plain()))}; give others their roles with: answerprint person");
        if (solo) session.Say("The solo profile is on: one person may do what otherwise asks for two, and every package says so.");
        session.Say($"Its public key, for those who check packages: {show.Key!.Public}");
        return new JsonObject { ["show"] = folder, ["title"] = title, ["code"] = file.Code, ["rate"] = rate.ToString(), ["key"] = show.Key.Public.ToString() };
    }
}
