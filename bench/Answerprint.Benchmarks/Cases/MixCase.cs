using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>What a mixing network is worth on one clip, gap and protocol: the same frames from the same candidates, mixed without it and with it.</summary>
/// <param name="Chosen">With the network only where the trials of the shot speak for it.</param>
/// <param name="Frames">Frames made along motion; the network says nothing of others.</param>
public sealed record MixScore(string Clip, int Gap, FillProtocol Protocol, int Frames, Fidelity Without, Fidelity With, Fidelity Chosen)
{
    public (double Psnr, double Ssim) Gain => (With.PsnrLuma - Without.PsnrLuma, With.Ssim - Without.Ssim);

    public (double Psnr, double Ssim) ChosenGain => (Chosen.PsnrLuma - Without.PsnrLuma, Chosen.Ssim - Without.Ssim);
}

/// <summary>`fill` without and with a mixing network, on the gaps of <see cref="FillCase"/>.</summary>
public static class MixCase
{
    public static MixScore? Score(TruthClip truth, MixComparison comparison, int gap, FillProtocol protocol, int threads, CancellationToken cancel)
    {
        var (count, step) = (truth.Codes.Count, gap + 1);
        var (frames, without, with, chosen) = (0, default(Fidelity), default(Fidelity), default(Fidelity));
        Preparation? preparation = null;
        foreach (var start in FillCase.Starts(count, step, every: false))
        {
            var hidden = FillCase.Hidden(count, start, gap, protocol);
            using var clip = new HiddenClip(truth, hidden);
            var last = protocol == FillProtocol.K ? (count - 1) / step * step : count - 1;
            var assignment = new Assignment([new(0, clip)], new FrameRange(0, last + 1), new FillOptions([.. hidden.Where(n => n < last)]), 1, threads, Assignment.NoMattes);
            if (preparation is null || protocol == FillProtocol.D) preparation = comparison.Prepare(assignment, cancel);
            foreach (var made in comparison.Frames(assignment, preparation, new FrameRange(start + 1, start + step), cancel))
            {
                var right = HiddenClip.Planes(truth.Codes[made.Number]);
                Fidelity plain = Fidelity.Of(Fidelity.Codes(made.Without), right, truth.Width, truth.Height), mixed = Fidelity.Of(Fidelity.Codes(made.With), right, truth.Width, truth.Height);
                (without, with, chosen) = (Sum(without, plain), Sum(with, mixed), Sum(chosen, made.IsUsed ? mixed : plain));
                frames++;
            }
        }
        return frames == 0 ? null : new(truth.Name, gap, protocol, frames, Part(without, frames), Part(with, frames), Part(chosen, frames));
    }

    private static Fidelity Sum(Fidelity a, Fidelity b) => new(a.PsnrLuma + b.PsnrLuma, a.PsnrRgb + b.PsnrRgb, a.Ssim + b.Ssim);

    private static Fidelity Part(Fidelity sum, int count) => new(sum.PsnrLuma / count, sum.PsnrRgb / count, sum.Ssim / count);
}
