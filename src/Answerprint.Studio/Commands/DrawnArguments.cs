using System.CommandLine;
using Answerprint.Media.Shapes;

namespace Answerprint.Studio.Commands;

/// <summary>How a command line says where work is to be done: mattes, a file of shapes, a Nuke script, or shapes typed as words.</summary>
internal sealed class DrawnArguments
{
    private readonly Option<string?> matte = new("--matte") { Description = "What is taken out: mattes under the plate's numbers (a pattern or movie, 1 = take this out), a file of shapes (.json), or a Nuke script (.nk: Roto shapes, Tracker, CornerPin2D). Give every frame on which the thing is visible a matte, whether or not it is asked for" };
    private readonly Option<bool> inverted = new("--inverted") { Description = "In the mattes dark means take out: below a third of their range" };
    private readonly Option<string[]> objects = new("--object") { Description = "The pictures are Cryptomattes: these objects, materials or assets are taken out; * stands for letters", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> wires = new("--wire") { Description = "A wire through two or more points on a few frames, columns and rows from 0 at the top left: \"1001: 10,20 300,40; 1024: 12,24 303,46; size 4\". Without frames it hangs still" };
    private readonly Option<string[]> areas = new("--area") { Description = "What a closed line encloses, on a few frames: \"1001: 10,20 90,20 90,60 10,60; 1024: …\"" };
    private readonly Option<string[]> marks = new("--mark") { Description = "A round spot that is followed in the pictures from where you point at it: \"1001: 812,400; size 12\"; with more keys where it is lost; \"still; 812,400\" where it does not move" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> Options => [matte, inverted, objects, wires, areas, marks];

    public bool IsInverted(ParseResult parsed) => parsed.GetValue(inverted);

    /// <summary>The file, or null.</summary>
    public string? File(ParseResult parsed) => parsed.GetValue(matte);

    /// <summary>Names in Cryptomattes; empty: there are none.</summary>
    /// <exception cref="FormatException">No file is named.</exception>
    public IReadOnlyList<string> Objects(ParseResult parsed) => parsed.GetValue(objects) is not { Length: > 0 } named ? [] : parsed.GetValue(matte) is null ? throw new FormatException("--object belongs to Cryptomatte pictures: --matte PATTERN --object NAME") : named;

    /// <summary>What was typed.</summary>
    /// <exception cref="FormatException">It is no shape; or there is a file as well.</exception>
    public IReadOnlyList<KeyedShape> Typed(ParseResult parsed)
    {
        var typed = new[] { (ShapeKind.Wire, wires), (ShapeKind.Area, areas), (ShapeKind.Mark, marks) }.SelectMany(o => (parsed.GetValue(o.Item2) ?? []).Select(t => ShapeWords.Parse(o.Item1, t))).ToList();
        if (typed.Count > 0 && parsed.GetValue(matte) is not null) throw new FormatException("--matte, or shapes typed as --wire, --area and --mark, not both; ask once for each");
        return typed.Count == 0 || !parsed.GetValue(inverted) ? typed : throw new FormatException("--inverted belongs to mattes; shapes say themselves what is inside");
    }

    /// <summary>Whether anything says what is drawn.</summary>
    public bool IsGiven(ParseResult parsed) => File(parsed) is not null || Typed(parsed).Count > 0;
}
