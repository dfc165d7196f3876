using Answerprint.Media.Frames;

namespace Answerprint.Production.Cuts;

/// <summary>What can be wrong with a cut's file, said one way.</summary>
internal static class BadCut
{
    public static BadInputException At(string file, string place, string problem, string remedy = "Export the cut again from the editing system", Exception? inner = null) =>
        new("bad-cut", file, Clean(place), problem, remedy, inner);

    /// <summary>Works on the times of a cut. Sums that no longer fit 128 bits mean a damaged file.</summary>
    public static T Exactly<T>(string file, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OverflowException e)
        {
            throw At(file, "", "times of so many different rates stand in the cut that they can not be added exactly", inner: e);
        }
    }

    /// <summary>Text of a file, fit for a line of a message.</summary>
    public static string Clean(string text, int most = 300)
    {
        var clean = new string([.. text.Take(most).Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > most ? clean + "…" : clean;
    }

    /// <summary>A piece of the file, short enough for a message and without line ends.</summary>
    public static string Quote(string text) => $"'{Clean(text, 60)}'";
}
