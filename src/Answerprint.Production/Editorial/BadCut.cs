using Answerprint.Media.Frames;

namespace Answerprint.Production.Editorial;

/// <summary>What can be wrong with a cut's file, said one way.</summary>
internal static class BadCut
{
    public static BadInputException At(string file, string place, string problem, string remedy = "Export the cut again from the editing system", Exception? inner = null) =>
        new("bad-cut", file, place, problem, remedy, inner);

    /// <summary>A piece of the file, short enough for a message and without line ends.</summary>
    public static string Quote(string text)
    {
        var clean = new string([.. text.Take(60).Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > 60 ? $"'{clean}…'" : $"'{clean}'";
    }
}
