using Answerprint.Media.Motion;
using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Soundstage;

namespace Answerprint.Tools.Fill;

/// <summary>Renders a take, makes the candidates of its gap as the tool does, and cuts squares out of them where they err most.</summary>
internal static class MixLessonMaker
{
    /// <summary>Squares of a frame; each is the worst of so many places.</summary>
    private const int Squares = 2, Tries = 3;

    /// <summary>Squared codes: below, there is nothing to learn.</summary>
    private const double Perfect = 0.5;

    public static IReadOnlyList<MixLesson> Make(MixStage take, int threads, CancellationToken cancel)
    {
        var renderer = new Renderer(take.Stage, take.Stage.IsBlurred ? 6 : 4, threads);
        SourceFrame p = Shot(take.Before - take.Reach), a = Shot(take.Before), b = Shot(take.After), n = Shot(take.After + take.Reach);
        var flows = new FlowStore();
        var pair = PairMotion.Find(a, b, flows, threads, cancel);
        var maker = new FillMaker(pair, take.Share > 0 ? new Deviation(p, a, b, n, flows, threads, cancel) : null, 0, threads);
        var chance = new Random(take.Number);
        var lessons = new List<MixLesson>();
        foreach (var number in take.Truths)
        {
            var truth = Shot(number);
            var t = (number - take.Before) / (float)(take.Gap + 1);
            var bend = maker.Bend(t, (float)take.Share, 0, cancel);
            var candidates = maker.Candidates(t, bend, evidence: true, learn: true, cancel);
            var deviation = bend is null ? new float[MixEvidence.Half(a.Width) * MixEvidence.Half(a.Height)] : MixEvidence.Length(bend);
            for (var k = 0; k < Squares; k++)
            {
                var (left, top, error) = Enumerable.Range(0, Tries).Select(_ => Tried(chance, candidates, truth)).MaxBy(place => place.Error);
                if (error < Perfect) continue;
                int stride = a.Width, half = MixEvidence.Half(stride);
                lessons.Add(new()
                {
                    Take = take.Number, T = t, Gap = take.Gap,
                    Candidates = [.. candidates.Select(c => new MixLesson.Known(
                        c.Evidence!.Slot,
                        [.. c.Evidence.All.Select(plane => MixLesson.Cut(plane, half, left / 2, top / 2, MixLesson.Side / 2))],
                        [.. new[] { c.Seen!.Value.A, c.Seen.Value.B, c.Share, c.Cost }.Select(plane => MixLesson.Cut(plane, stride, left, top, MixLesson.Side))]))],
                    Deviation = MixLesson.Cut(deviation, half, left / 2, top / 2, MixLesson.Side / 2), Truth = MixLesson.Cut(truth.Codes, stride, left, top, MixLesson.Side),
                });
            }
        }
        return lessons;

        SourceFrame Shot(int frame)
        {
            cancel.ThrowIfCancellationRequested();
            return new(frame, Recorded(renderer.Render(frame).Picture!, (float)take.Softness), 1);
        }
    }

    // as a camera and an 8-bit file keep it: a little soft, in whole codes
    private static Frame Recorded(Frame picture, float softness)
    {
        for (var c = 0; c < picture.Channels.Count; c++)
        {
            var plane = Lanes.Plane(picture.Size);
            picture.Plane(c).CopyTo(plane, 0);
            if (softness > 0.3f) Gaussian.Blur(plane, picture.Width, picture.Height, softness);
            Transfer.Bt1886.ToCode(plane);
            for (var i = 0; i < plane.Length; i++) plane[i] = Math.Clamp(MathF.Round(255 * plane[i]), 0, 255) / 255;
            Transfer.Bt1886.ToLight(plane);
            plane.AsSpan(0, picture.Size).CopyTo(picture.Plane(c));
        }
        return picture;
    }

    // the squared error there of what looks best
    private static (int Left, int Top, double Error) Tried(Random chance, Candidate[] candidates, SourceFrame truth)
    {
        int left = 2 * chance.Next(((truth.Width - MixLesson.Side) / 2) + 1), top = 2 * chance.Next(((truth.Height - MixLesson.Side) / 2) + 1);
        double sum = 0;
        var count = 0;
        for (var y = top; y < top + MixLesson.Side; y += 3)
        {
            for (var x = left; x < left + MixLesson.Side; x += 3)
            {
                var i = (y * truth.Width) + x;
                var best = candidates.MinBy(c => c.Cost[i])!;
                var made = best.Seen!.Value.B[i] + (best.Share[i] * (best.Seen.Value.A[i] - best.Seen.Value.B[i]));
                sum += (made - truth.Codes[i]) * (made - truth.Codes[i]);
                count++;
            }
        }
        return (left, top, sum / count);
    }
}
