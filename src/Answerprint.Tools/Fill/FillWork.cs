using Answerprint.Media.Motion;
using Answerprint.Media.Frames;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Fill;

/// <summary>
/// The work of filling, counted before it is done. Prices are CPU seconds a megapixel of the picture that the part looks at, fitted to the steps of
/// a few shows (`answerprint bench bids`).
/// </summary>
internal static class FillWork
{
    /// <summary>By the term's name.</summary>
    public static IReadOnlyDictionary<string, double> Prices { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["frames looked at"] = 0.12, ["flows of habit"] = 0.9, ["trials"] = 6, ["pairs"] = 3.7, ["bends"] = 2.5, ["moments"] = 0.9, ["pictures"] = 0.3, ["held"] = 0.12,
    };

    /// <param name="made">Frames made in a gap.</param>
    /// <param name="held">Frames that show another, word by word.</param>
    /// <param name="mended">Frames of which parts are mended.</param>
    public static IReadOnlyList<WorkTerm> Of(Clip clip, IReadOnlyList<Gap> gaps, Func<Gap, int> made, int held, int mended, FillOptions options, Func<int, bool> real)
    {
        var picture = clip.Width * clip.Height / 1e6;
        var factor = SourceFrame.FactorFor(clip.Width, clip.Height);
        var analysis = picture / (factor * factor);
        var small = SmallFrames.Megapixels(clip.Width, clip.Height);
        var between = gaps.Where(g => g is { Before: not null, After: not null }).ToList();
        var moving = options.Method is FillMethod.Repeat or FillMethod.Blend ? [] : between;
        var bending = options.Method == FillMethod.Linear ? [] : moving.Where(g => g is { Earlier: not null, Later: not null }).ToList();
        var trials = options.Method == FillMethod.Auto ? FillChooser.Trials(gaps, real) : [];
        var (flows, looked) = Looked(options.Method == FillMethod.Auto ? between : [], gaps, real);
        return
        [
            Term("frames looked at", looked * picture), Term("flows of habit", flows * small), Term("trials", trials.Count * small), Term("pairs", moving.Count * analysis), Term("bends", bending.Count * analysis),
            Term("moments", moving.Sum(made) * analysis), Term("pictures", (gaps.Sum(made) + mended) * picture), Term("held", held * picture),
        ];

        static WorkTerm Term(string name, double amount) => new(name, amount, Prices[name]);
    }

    // flows between neighbours that habits are learnt from, and frames that are read small
    private static (int Flows, int Frames) Looked(List<Gap> habits, IReadOnlyList<Gap> gaps, Func<int, bool> real)
    {
        var pairs = new HashSet<int>();
        foreach (var gap in habits)
        {
            if (gap.Length + 1 is < 2 or > 12) continue;
            for (var n = gap.First - 1 - MotionHabit.Span; n < gap.Last + 1 + MotionHabit.Span; n++)
                if (real(n) && real(n + 1)) pairs.Add(n);
        }
        var frames = pairs.Concat(pairs.Select(n => n + 1)).ToHashSet();
        foreach (var gap in gaps) frames.UnionWith(new[] { gap.Earlier, gap.Before, gap.After, gap.Later }.OfType<int>());
        return (pairs.Count, frames.Count);
    }
}
