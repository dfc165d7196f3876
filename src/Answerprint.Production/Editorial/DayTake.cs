using System.Text.RegularExpressions;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>One take of a day's dailies: its media, and what the camera report says of it.</summary>
/// <param name="Entry">Null where the report names it and no media is there.</param>
/// <param name="Facts">Null where the media is missing or can not be read.</param>
/// <param name="Log">Null where no report names it.</param>
public sealed partial record DayTake(MediaEntry? Entry, MediaFacts? Facts, DayLogEntry? Log)
{
    /// <summary>As the report calls it, else the file.</summary>
    public string Name => Log is { Clip.Name.Length: > 0 } l ? l.Clip.Name : Entry?.Name ?? Log?.Clip.Reel ?? "";

    /// <summary>Letter of the camera: as the report says, else of the file's roll; empty where nobody says.</summary>
    public string Camera => Log?.Of("Camera", "Cam", "Camera ID", "Camera Index") is { Length: > 0 } said ? said.ToUpperInvariant()
        : CameraRoll.Of(Entry?.Stem ?? Name)?.Letters is { } roll ? roll.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') : "";

    /// <summary>Scene or slate without the words that mark a plate ("12A CP" is of 12A), as the report says it, else as the file's name begins ("12A_T3"); empty where neither does.</summary>
    public string SetUp => (Log?.Of("Scene", "Slate", "Setup", "Set-up") is { Length: > 0 } said ? PlateWords().Replace(said, "").Trim(' ', '_', '-', '/', '.') : SceneOfName().Match(Entry?.Stem ?? "").Groups["scene"].Value).ToUpperInvariant();

    /// <summary>All that people wrote about it: notes, descriptions, its names.</summary>
    private string Said => $"{Log?.Of("Scene", "Slate")} {Log?.Notes} {Name} {Entry?.Stem}";

    /// <summary>Whether it is said to be a plate of the set without what plays in it: "clean plate", "CP", "BG plate", "empty".</summary>
    public bool IsPlate => PlateWords().IsMatch(Said) && !NoPlate().IsMatch(Said);

    /// <summary>Whether work on pictures is foreseen, so that a plate of the empty set is wanted; what is said of it. Null: nothing is.</summary>
    public string? Foreseen => WorkWords().Match(Said) is { Success: true } m && !IsPlate ? m.Value : null;

    [GeneratedRegex(@"^(S(C|CENE)?[ _-]?(?<scene>\d{1,4}[A-Z]{0,3})|(?<scene>\d{1,4}[A-Z]{1,3}))(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SceneOfName();

    [GeneratedRegex(@"(?<![A-Za-z])(clean[ _-]?plates?|bg[ _-]?plates?|back(ground)?[ _-]?plates?|vfx[ _-]?plates?|plates?|clean[ _-]?pass|empty([ _-]?(set|frame|plate))?|cp|tiles?)(?![A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlateWords();

    [GeneratedRegex(@"(?<![A-Za-z])(no|missing|needs?|need a|without|w/o)[ _-]+(a[ _-]+)?(clean|bg|background|vfx|empty)?[ _-]?plates?|number[ _-]?plates?|license[ _-]?plates?|plates? (of|with) ", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoPlate();

    [GeneratedRegex(@"(?<![A-Za-z])(vfx|cgi?|wires?|rigs?|harness|blue[ _-]?screen|green[ _-]?screen|chroma|track(ing)?[ _-]?mark(er)?s?|paint[ _-]?out|clean[ _-]?up|removal|remove|screen[ _-]?(insert|replacement|burn)|burn[ _-]?in|comp|set[ _-]?ext(ension)?|matte|roto)(?![A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WorkWords();
}

/// <summary>One line of a camera report.</summary>
/// <param name="Log">The list that it stands in.</param>
public sealed record DayLogEntry(ClipList Log, ClipEntry Clip)
{
    /// <summary>The first of columns that is there and not empty, without regard to case; empty where none is.</summary>
    public string Of(params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
            for (var i = 0; i < Log.Columns.Count && i < Clip.Fields.Count; i++)
                if (Log.Columns[i].Equals(column, StringComparison.OrdinalIgnoreCase) && Clip.Fields[i].Trim() is { Length: > 0 } value) return value;
        return "";
    }

    /// <summary>All that columns of notes say.</summary>
    public string Notes => string.Join(" ", NoteColumns.Select(c => Of(c)).Where(t => t.Length > 0));

    /// <summary>Label after the last frame less the label of the first; null where it does not say both.</summary>
    public long? Frames => Clip is { Start: { } start, End: { } end } && end.Frame > start.Frame ? end.Frame - start.Frame : null;

    /// <summary>Where the action is marked within the take; null where it is not.</summary>
    public (Timecode In, Timecode Out)? Marked => Clip.Start is { } start && LabelOf("Mark IN", start.Rate) is { } first && LabelOf("Mark OUT", start.Rate) is { } after && after.Frame > first.Frame ? (first, after) : null;

    private static readonly string[] NoteColumns = ["Comments", "Comment", "Comments1", "Notes", "Note", "Description", "Desc", "VFX", "VFX Notes", "Camera Notes", "Script Notes", "Remarks", "Shot Type", "Keywords", "Labels"];

    private Timecode? LabelOf(string column, FrameRate rate) => Of(column) is { Length: > 0 } text && Timecode.TryParse(text, rate, null, out var label, out _) ? label : null;
}
