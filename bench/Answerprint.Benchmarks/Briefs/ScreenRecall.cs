using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Media.Time;
using Answerprint.Production.Rights;

namespace Answerprint.Benchmarks.Briefs;

/// <summary>How often the people screen asks about somebody who is there, on the frames of a clip as they are: by what is seen of them, because detectors differ so much in that.</summary>
/// <param name="People">Boxes of people over all frames.</param>
/// <param name="Asked">Of these, asked about: questions cover a quarter of the box at least.</param>
/// <param name="Questions">All that was asked.</param>
/// <param name="Elsewhere">Of these, where nobody is.</param>
public sealed record ScreenRecall(PeopleClip Clip, int People, int Asked, int Questions, int Elsewhere)
{
    private const double Share = 0.25;

    /// <param name="codes">The clip's frames, interleaved 8-bit R, G, B.</param>
    /// <exception cref="BadInputException">The detectors are not installed.</exception>
    public static ScreenRecall Of(PeopleClip clip, IReadOnlyList<byte[]> codes, CancellationToken cancel)
    {
        using var screen = PeopleScreen.Open();
        var (people, asked, questions, elsewhere) = (0, 0, 0, 0);
        for (var n = 1; n <= clip.Frames; n++)
        {
            using var frame = MemoryClip.Of(clip.Name, new FrameRate(24), n, HiddenClip.Decode(codes[n - 1], clip.Width, clip.Height));
            var seen = screen.Ask(frame, [n], _ => null, cancel);
            var there = clip.People.Select(p => KeyedBoxes.At([.. p.Select(RegionBox.Parse)], n, clip.Width, clip.Height)).ToList();
            questions += seen.Count;
            elsewhere += seen.Count(q => !there.Exists(m => Covered(m, [q.Box]) > 0));
            people += there.Count(m => !m.IsEmpty);
            asked += there.Count(m => !m.IsEmpty && Covered(m, seen.Select(q => q.Box)) >= Share);
        }
        return new(clip, people, asked, questions, elsewhere);
    }

    /// <summary>The share of a matte that boxes cover.</summary>
    private static double Covered(Matte matte, IEnumerable<Box> boxes)
    {
        var inside = new bool[matte.Coverage.Length];
        foreach (var box in boxes)
            for (var y = box.Y; y < box.Y + box.Height; y++) inside.AsSpan((y * matte.Width) + box.X, box.Width).Fill(value: true);
        var (all, met) = (0, 0);
        for (var i = 0; i < inside.Length; i++)
        {
            if (!(matte.Coverage[i] > 0)) continue;
            all++;
            if (inside[i]) met++;
        }
        return all == 0 ? 0 : (double)met / all;
    }
}
