using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Production.Toolbox;

namespace Answerprint.Studio.Commands;

/// <summary>How a command line says which screens, signs and number plates show another picture or are blurred.</summary>
internal sealed class ScreenArguments
{
    private readonly Option<string[]> screens = new("--screen") { Description = "A screen, sign or number plate: its four corners on a few frames, from its own top left clockwise; it is followed from there: \"1001: 10,20 200,22 198,140 12,139\"; \"still; …\" where it does not move. Needs --insert or --blur" };
    private readonly Option<string?> insert = new("--insert") { Description = "What it shows: one picture for all frames, or pictures or a movie under the plate's numbers" };
    private readonly Option<int?> painted = new("--painted") { Description = "The picture of --insert is this frame of the plate as somebody painted it: what was painted within the corners goes along with them" };
    private readonly Option<double?> blur = new("--blur") { Description = "Blur what is there instead: σ in pixels. It hides from the eye; what must not be known is replaced" };
    private readonly Option<Reflections> reflections = new("--reflections") { Description = "What of the plate goes on to be seen on it: none; screen (its light is added: a screen that is off and mirrors the room); multiply (a sign that is white); shade (how its light changes over the shot: a printed sign over which shadows pass)" };
    private readonly Option<double> shutter = new("--shutter") { Description = "Share of a frame's time for which the shutter is open, 0..1: a picture that moves is blurred by it", DefaultValueFactory = _ => 0.5 };
    private readonly Option<double> defocus = new("--defocus") { Description = "σ of the lens's softness in pixels", DefaultValueFactory = _ => 0.6 };
    private readonly Option<bool> noGrain = new("--no-grain") { Description = "Leave out the plate's grain, which is measured and laid over it" };
    private readonly Option<string?> holdout = new("--holdout") { Description = "What passes before it: mattes under the plate's numbers, a file of shapes (.json) or a Nuke script (.nk)" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> Options => [screens, insert, painted, blur, reflections, shutter, defocus, noGrain, holdout];

    /// <summary>Whether screens are treated, and not things taken out.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(insert) is not null || parsed.GetValue(blur) is not null || parsed.GetValue(screens) is { Length: > 0 };

    public string? Insert(ParseResult parsed) => parsed.GetValue(insert);

    public string? Holdout(ParseResult parsed) => parsed.GetValue(holdout);

    /// <summary>What of these a new background takes as well, as options of its tool.</summary>
    /// <exception cref="FormatException">Something was said that only a screen has.</exception>
    public void ForBackground(ParseResult parsed, JsonObject options)
    {
        if (IsGiven(parsed)) throw new FormatException("--screen, --insert and --blur treat a screen within the picture: ask for cleanup. By how many pixels people's edges are blurred by motion says --set blur=6");
        if (parsed.GetValue(holdout) is { } file) options["holdout"] = file;
        if (parsed.GetValue(noGrain)) options["grain"] = false;
        if (parsed.GetResult(defocus) is { Implicit: false }) options["defocus"] = parsed.GetValue(defocus);
    }

    /// <exception cref="FormatException">Something is missing, out of its range, or does not go with the rest.</exception>
    public ScreenTreatment How(ParseResult parsed)
    {
        if (parsed.GetValue(insert) is null == parsed.GetValue(blur) is null) throw new FormatException("a screen shows another picture (--insert), or is blurred (--blur)");
        return new ScreenTreatment(parsed.GetValue(blur), parsed.GetValue(reflections), parsed.GetValue(shutter), parsed.GetValue(defocus), !parsed.GetValue(noGrain), parsed.GetValue(painted)).Checked();
    }

    /// <summary>What was typed.</summary>
    /// <exception cref="FormatException">It is no screen.</exception>
    public IReadOnlyList<KeyedShape> Typed(ParseResult parsed) => [.. (parsed.GetValue(screens) ?? []).Select(t => ShapeWords.Parse(ShapeKind.Screen, t))];

    /// <summary>The screens, typed or of a file: of a script or a file of shapes whatever has four corners.</summary>
    /// <param name="file">The file that --matte names; null: there is none.</param>
    /// <param name="plate">What they were drawn over.</param>
    /// <exception cref="FormatException">There are none, or things to take out as well.</exception>
    public IReadOnlyList<KeyedShape> Shapes(ParseResult parsed, string? file, Clip plate)
    {
        var typed = Typed(parsed);
        if (file is null) return typed.Count > 0 ? typed : throw new FormatException("say where the screen is: --screen \"1001: x,y x,y x,y x,y\", or --matte FILE.nk with the corners of a CornerPin2D");
        if (typed.Count > 0) throw new FormatException("--matte, or screens typed as --screen, not both; ask once for each");
        if (!ShapeFile.Is(file)) throw new FormatException("a screen has four corners: name a file of shapes or a Nuke script, or type them with --screen; what passes before it is said with --holdout");
        return ScreenShapes.Of(Drawing.Shapes(file, plate), file);
    }
}
