using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Quality;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Background;

/// <summary>
/// A performer before another plate, as class P4 allows it: their own pixels stand, or have one declared colour function, where the matte is whole; only a band of 3 px and the motion blur is mixed;
/// and the frame is taken apart into α, F and B so that anybody can put it together again: out = α·F + (1 − α)·B in binary64, rounded once.
/// </summary>
internal static class PerformerEdge
{
    /// <summary>Coverage from which on people's pixels are taken for whole: less would leave the old background's light in them, for they stand as they are.</summary>
    private const float Whole = 0.95f;

    /// <summary>And that which lies farther than so many pixels from anything that has less than this.</summary>
    private const float Mostly = 0.6f;
    private const int Shore = 2;

    /// <summary>Holds coverage, where people are judged, to what class P4 allows.</summary>
    /// <param name="coverage">Changed in place.</param>
    /// <param name="cast">The performers' drawn mattes; null: none on this frame.</param>
    /// <param name="judged">Where people are judged; null: nowhere on this frame.</param>
    /// <param name="blur">Pixels by which motion blur widens the band.</param>
    /// <returns>How much coverage was given or taken, in pixels.</returns>
    public static double Hold(float[] coverage, Matte? cast, Matte? judged, int width, int height, double blur)
    {
        var (reach, moved) = ((int)Math.Ceiling(EdgeChange.MostBand + blur), 0.0);
        if (judged is null) return 0;
        if (cast is not null)
        {
            var near = Masks.Grown(Array.ConvertAll(cast.Coverage, c => c != 1), width, height, reach);
            for (var i = 0; i < coverage.Length; i++) if (!near[i]) Set(i, 1);
        }
        // what has next to nothing of the old background is whole: the band lies outside it, where B can take that away. So is what is half clear over more than an edge: skin with the screen's light on it
        var shore = Masks.Grown(Array.ConvertAll(coverage, c => c < Mostly), width, height, Shore);
        for (var i = 0; i < coverage.Length; i++) if (IsSoft(i) && (coverage[i] >= Whole || !shore[i])) Set(i, 1);
        // what is too far from that can only go
        var nearWhole = Masks.Grown(Array.ConvertAll(coverage, c => c == 1), width, height, reach);
        for (var i = 0; i < coverage.Length; i++) if (IsSoft(i) && !nearWhole[i]) Set(i, 0);
        var nearNone = Masks.Grown(Array.ConvertAll(coverage, c => c == 0), width, height, reach);
        for (var i = 0; i < coverage.Length; i++) if (IsSoft(i) && !nearNone[i]) Set(i, coverage[i] < 0.5f ? 0 : 1);
        return moved;

        bool IsSoft(int i) => judged.Coverage[i] > 0 && coverage[i] is > 0 and < 1;

        void Set(int i, float value) => (moved, coverage[i]) = (moved + Math.Abs(value - coverage[i]), value);
    }

    /// <summary>The one colour function by which a screen's light is taken from all of the foreground; null where the screen is neither green nor blue, or nothing is to be taken.</summary>
    public static DespillColour? DespillOf(ScreenColour? colour, double amount) => amount > 0 && colour?.OnlyChannel is 1 or 2 ? new(colour.OnlyChannel == 1, Mean: false, amount) : null;

    /// <summary>Looks whether a plate can be published.</summary>
    /// <exception cref="ToolRefusedException">It can not.</exception>
    public static void Check(StoredFrame plate) => _ = Colours(plate);

    /// <summary>Takes a frame apart.</summary>
    /// <param name="stored">The plate.</param>
    /// <param name="coverage">α.</param>
    /// <param name="wanted">The composite as it would be without all this, scene-linear: what the edge is to look like.</param>
    /// <param name="behind">The new plate as it is seen behind, scene-linear.</param>
    /// <returns>The frame whose samples are as they are stored, where it differs from the plate, and F and B.</returns>
    public static (Frame Picture, Matte Work, StoredFrame Foreground, StoredFrame Background) Apart(StoredFrame stored, float[] coverage, Frame wanted, Frame behind, DespillColour? despill, int threads, CancellationToken cancel)
    {
        var channels = Colours(stored);
        int width = stored.Width, height = stored.Height, size = width * height;
        var plate = channels.Select(c =>
        {
            var values = new float[size];
            StoredPicture.Values(c, values);
            return values;
        }).ToArray();
        var (made, work) = (new Frame(width, height), new Matte(width, height));
        var (front, back) = (new float[3][], new float[3][]);
        for (var c = 0; c < 3; c++) (front[c], back[c]) = (new float[size], new float[size]);
        Rows.Each(threads, height, (from, to) =>
        {
            for (var i = from * width; i < to * width; i++)
            {
                double r = plate[0][i], g = plate[1][i], b = plate[2][i], a = coverage[i];
                despill?.Apply(ref r, ref g, ref b);
                for (var c = 0; c < 3; c++)
                {
                    var own = c == 0 ? r : c == 1 ? g : b;
                    if (a > 0) front[c][i] = Rounded(own, channels[c].Type);
                    if (a < 1) back[c][i] = Rounded(a == 0 ? behind.Plane(c)[i] : Behind(own, a, wanted.Plane(c)[i], behind.Plane(c)[i]), channels[c].Type);
                    var sum = a == 1 ? own : a == 0 ? back[c][i] : (a * own) + ((1 - a) * back[c][i]);
                    made.Plane(c)[i] = Rounded(sum, channels[c].Type);
                    if (!(a == 1 && BitConverter.SingleToInt32Bits(made.Plane(c)[i]) == BitConverter.SingleToInt32Bits(plate[c][i]))) work.Coverage[i] = 1;
                }
            }
        }, cancel);
        return (made, work, Of(front), Of(back));

        StoredFrame Of(float[][] planes) => stored with { Channels = [.. channels.Select((c, n) => StoredPicture.Channel(c.Name, c.Type, planes[n]))], Attributes = [], Layout = null };
    }

    private static StoredChannel[] Colours(StoredFrame plate) => [.. new[] { "R", "G", "B" }.Select(c => plate.Channel(c) is { Type: not SampleType.UInt } channel
        ? channel
        : throw new ToolRefusedException("no-colour", "the plate", "where people are, the foreground is published in the plate's own colours, and it has not all of R, G and B", "Deliver the plate in R, G and B"))];

    /// <summary>What must lie behind F for the edge to look as it is wanted; the new plate itself where no number does that.</summary>
    private static double Behind(double own, double a, float wanted, float behind)
    {
        var value = (wanted - (a * own)) / (1 - a);
        return Math.Abs(value) < 60000 ? value : behind;
    }

    /// <summary>As it is stored: rounded once.</summary>
    private static float Rounded(double value, SampleType type) => type == SampleType.Half ? (float)(Half)value : (float)value;
}
