using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// Takes in, frame by frame, what was made elsewhere, as if it were a tool: so it goes the way of every step (leave, recipe, chunks, vault), and ends in the same bytes however often it
/// is stopped. It changes nothing and makes nothing; its options name the bits of every picture, so the recipe is those very pictures.
/// </summary>
/// <param name="version">The version's pictures, under the plate's numbers.</param>
/// <param name="work">Who made it and what was said of that.</param>
public sealed class OutsideVersionTool(Clip version, OutsideWork work) : Tool
{
    public override ToolCard Card { get; } = new(
        "elsewhere", "1", "Takes in pictures that were made elsewhere", ["It knows of no pixel that was changed where it came from"], "compositing", MakesPixels: true, IsModel: work.Terms.CountsAsModel, typeof(OutsideVersionOptions));

    public override IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range) => [new(assignment.Plate.Index, [.. range.Numbers.Where(assignment.Plate.Clip.Has)])];

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel) => new(PlainJson.Bytes(work.Write()));

    /// <exception cref="BadInputException">A picture is no longer the one that was judged.</exception>
    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var options = (OutsideVersionOptions)assignment.Options;
        foreach (var number in range.Numbers.Where(options.Bits.ContainsKey))
        {
            cancel.ThrowIfCancellationRequested();
            var difference = Judged(version, number, Digest.Parse(options.Bits[number]), assignment.Plate.Clip);
            if (difference.Changed == 0) continue;
            yield return Made(assignment.Plate, number, difference, $"made elsewhere: {work.MadeBy}", new Dictionary<string, double>());
        }
    }

    /// <summary>What a picture of the version changed, if it is the one that was judged.</summary>
    /// <exception cref="BadInputException">It is not.</exception>
    public static OutsideDifference Judged(Clip version, int number, Digest bits, Clip plate)
    {
        var stored = version.ReadStored(number);
        if (PlateBits.Of(stored) != bits) throw new BadInputException("version-changed", version.Name, $"frame {number}", "the picture is not the one that was looked at a moment ago", "Wait until nobody writes to it, and run the same command again");
        return plate.Has(number) ? OutsideDifference.Of(plate.ReadStored(number), stored, version.Name, number) : OutsideDifference.Made(stored, plate.Width, plate.Height, version.Name, number);
    }

    /// <summary>A frame that was not made by us.</summary>
    internal static MadeFrame Made(PlateAtWork plate, int number, OutsideDifference difference, string method, IReadOnlyDictionary<string, double> measures)
    {
        var there = plate.Clip.Has(number);
        return new(number, difference.Picture, difference.Work, new OutsideOrigin(difference.Work, there ? (plate.Index, number) : null), new(0, 0, 0, Flagged: false, Calibrated: false, method, measures)) { OnPlate = there };
    }
}

/// <summary>What is taken in.</summary>
/// <param name="Bits">Frame of the plate → the bits of the version's picture.</param>
/// <param name="Work">Who made it and with what.</param>
public sealed record OutsideVersionOptions(IReadOnlyDictionary<int, string> Bits, OutsideWork Work);
