using System.Globalization;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>One event line of a CMX 3600 list with what the lines below it say.</summary>
/// <param name="Line">1-based line in the file.</param>
/// <param name="Transition">"C", "D", "W001", "K", "KB", "KO".</param>
/// <param name="Length">Frames of the transition; 0 for a cut.</param>
internal sealed record EdlLine(
    int Line, string Number, string Reel, string Channels, string Transition, int Length, Timecode SourceIn, Timecode SourceOut, Timecode RecordIn, Timecode RecordOut)
{
    /// <summary>The first record frame; a list that runs over midnight counts on.</summary>
    public int At { get; set; } = RecordIn.Frame;

    public List<string> Comments { get; } = [];

    /// <summary>Lines below the event that are no comments and not understood, as they stand.</summary>
    public List<string> Strange { get; } = [];

    public List<(Timecode At, string Color, string Text)> Locators { get; } = [];

    public List<int> ExtraAudio { get; } = [];

    public string FromName { get; set; } = "";

    public string ToName { get; set; } = "";

    public string FromFile { get; set; } = "";

    public string ToFile { get; set; } = "";

    public string FullReel { get; set; } = "";

    public double[]? Sop { get; set; }

    public double? Saturation { get; set; }

    /// <summary>Frames a second that M2 asks for; null: as shot.</summary>
    public double? MotionRate { get; set; }

    public int RecordLength => Length24(RecordIn, RecordOut);

    public int SourceLength => Length24(SourceIn, SourceOut);

    public bool IsCut => Transition == "C";

    public bool IsBlack => Reel is "BL" or "BLACK";

    /// <summary>Splits an event line by its words; null where it is none. The reel may hold blanks, so the line is read from its right end.</summary>
    /// <param name="label">Reads a timecode of the source (true) or record side, or throws with the line.</param>
    public static EdlLine? Read(string text, int line, Func<string, bool, Timecode> label, Func<string, Exception> bad)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0].Length > 8 || !words[0].All(char.IsAsciiDigit)) return null;
        if (words.Length < 8) throw bad($"an event line has {words.Length} fields where 8 or 9 are wanted");
        var n = words.Length - 4;
        int length = 0, kind = n - 1;
        if (words[kind].All(char.IsAsciiDigit))
        {
            if (words[kind].Length > 6) throw bad($"{BadCut.Quote(words[kind])} is no length of a transition");
            length = int.Parse(words[kind], CultureInfo.InvariantCulture);
            kind--;
        }
        // "K B": key background; one word more
        var transition = words[kind].ToUpperInvariant();
        if (transition is "B" or "O" && kind > 3 && words[kind - 1].Equals("K", StringComparison.OrdinalIgnoreCase)) transition = "K" + words[kind--].ToUpperInvariant();
        if (!IsTransition(transition)) throw bad($"{BadCut.Quote(words[kind])} is no transition; C, D, W and a number, or K is wanted");
        if (kind < 3) throw bad("an event line lacks its reel or its channels");
        return new(
            line, words[0], string.Join(' ', words[1..(kind - 1)]), words[kind - 1].ToUpperInvariant(), transition, transition == "C" ? 0 : length,
            label(words[n], true), label(words[n + 1], true), label(words[n + 2], false), label(words[n + 3], false));
    }

    private static bool IsTransition(string word) => word is "C" or "D" or "K" or "KB" or "KO" || (word is ['W', ..] && word.Length <= 4 && word.Skip(1).All(char.IsAsciiDigit));

    private static int Length24(Timecode from, Timecode to) =>
        to.Frame >= from.Frame ? to.Frame - from.Frame : to.Frame - from.Frame + Timecode.FramesOfDay(from.Rate, from.IsDropFrame);
}
