using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Learning;

namespace Answerprint.Tools.Fill;

/// <summary>Frames made from the same candidates twice: mixed without a network and with one. For measuring what it is worth.</summary>
/// <param name="weights">The file of the network.</param>
/// <exception cref="FormatException">The bytes are no network that fits.</exception>
public sealed class MixComparison(byte[] weights)
{
    private readonly MixNetwork network = new(Network.Read(weights));

    /// <summary>What <see cref="FillTool"/> works out, with the network in its trials.</summary>
    public Preparation Prepare(Assignment assignment, CancellationToken cancel) => new FillTool().Prepare(assignment, network, null, cancel);

    /// <summary>The frames of the range that are made along motion, ascending; those that are held or cross-faded are left out. IsUsed: whether the trials of the shot speak for the network.</summary>
    public IEnumerable<(int Number, Frame Without, Frame With, bool IsUsed)> Frames(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var plan = FillPlan.Unpack(preparation);
        var sources = new SourceFrames(assignment.Plate.Clip);
        var small = new SmallFrames(assignment.Plate.Clip);
        foreach (var gap in FillTool.Gaps(assignment).Where(g => g.Last >= range.Start && g.First < range.End))
        {
            var choice = plan.For(gap);
            if (gap is not { Before: { } b, After: { } a } || choice.Method is not (FillMethod.Motion or FillMethod.Linear)) continue;
            var maker = FillTool.Maker(assignment, gap, choice with { Mix = null }, sources, small, cancel);
            for (var number = gap.First; number <= gap.Last; number++)
            {
                var (without, with) = maker.Both(network, (number - b) / (float)(a - b), choice.Bend, choice.Share, choice.Fade, cancel);
                yield return (number, without.Picture, with.Picture, choice.Mix is not null);
            }
        }
    }
}
