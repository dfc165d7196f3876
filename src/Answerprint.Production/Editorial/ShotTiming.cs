using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Editorial;

/// <summary>
/// A shot in another timing: which moment of its plate each frame of a version shows. The frames count on from the source frame that the first of them shows, at the rate of the plate, so
/// that their timecode begins at the source's own.
/// </summary>
/// <param name="Speed">In words: "0.4".</param>
/// <param name="Moments">Frame of the version → moment in the plate's numbers.</param>
/// <param name="Range">The frames of the version.</param>
/// <param name="Head">How many of them come before the first that the cut shows.</param>
public sealed record ShotTiming(string Speed, IReadOnlyDictionary<int, double> Moments, FrameRange Range, int Head)
{
    /// <summary>Frames of a shot beyond which it is not retimed.</summary>
    private const int MostFrames = 1_000_000;

    /// <summary>The timing of a shot.</summary>
    /// <param name="speed">As <see cref="Pace.Parse"/> reads it; null: the speed at which the cut plays the shot, backwards too.</param>
    /// <param name="there">From the first to the last frame that was taken in.</param>
    /// <param name="handles">Frames wanted on either side of what the cut shows, where the plate has them.</param>
    /// <exception cref="BadInputException">The speed can not be read, or there is none to take.</exception>
    public static ShotTiming Of(Shot shot, string? speed, FrameRange there, int handles)
    {
        var stands = speed is null && shot.Speed == 0;
        var backwards = speed is null && shot.Speed < 0;
        var pace = PaceOf(shot, speed);
        var start = backwards ? shot.Cut.End - 1 : shot.Cut.Start;
        double At(int step) => stands ? start : backwards ? (2.0 * start) - pace.After(start, step) : pace.After(start, step);
        bool Has(int step) => At(step) is var moment && moment >= there.Start && moment <= there.End - 1;
        var (head, length) = (0, shot.Record.Length);
        // a ramp says nothing of what comes before it
        while (pace.IsEven && head < handles && Has(-head - 1)) head++;
        var tail = 0;
        while (tail < handles && Has(length + tail)) tail++;
        if (length > MostFrames) throw new BadInputException("too-long", shot.Name, $"{length} frames", "the shot is too long to retime", "Cut it into several");
        var lowest = Math.Min(At(-head), At(length + tail - 1));
        var first = (int)Math.Floor(backwards ? lowest : At(-head));
        var moments = new SortedDictionary<int, double>();
        for (var k = 0; k < head + length + tail; k++) moments[first + k] = At(k - head);
        return new(stands ? "0" : backwards ? $"-{pace}" : pace.ToString(), moments, new(first, first + moments.Count), head);
    }

    /// <summary>Refuses a retime that would change nothing.</summary>
    /// <exception cref="BadInputException">No speed is named and the cut has none.</exception>
    public static void Check(Shot shot, string? speed)
    {
        if (speed is null && shot.Speed is (0 or 1))
            throw new BadInputException("no-speed", shot.Name, "", shot.Speed == 0 ? "the cut freezes the shot" : "the cut plays the shot as it was shot", "Say a speed: --set speed=0.4; or for a freeze: answerprint brief SHOW SHOT hold");
    }

    /// <summary>The plate's frames that these moments lie at or between, ascending.</summary>
    public static IReadOnlyList<int> Around(IEnumerable<double> moments) => [.. moments.SelectMany(m => new[] { (int)Math.Floor(m), (int)Math.Ceiling(m) }).Distinct().Order()];

    /// <summary>Under what a timing stands: of another cut of the shot it is another.</summary>
    public static string KeyOf(Shot shot) => string.Create(CultureInfo.InvariantCulture, $"{shot.Cut} at {shot.Speed} over {shot.Record.Length}");

    public JsonObject Options(FrameRange there) => new()
    {
        ["moments"] = new JsonObject(Moments.Select(m => KeyValuePair.Create(m.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)m.Value))), ["first"] = there.Start, ["last"] = there.End - 1,
    };

    private static Pace PaceOf(Shot shot, string? speed)
    {
        try
        {
            if (speed is not null) return Pace.Parse(speed);
            if (shot.Speed is 0) return Pace.Even(1, 1);
            return Pace.Parse(Math.Abs(shot.Speed).ToString("0.#########", CultureInfo.InvariantCulture));
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-speed", shot.Name, speed ?? "", e.Message.TrimEnd('.'), "Say --set speed=0.4, within 0.1 and 10", e);
        }
    }
}
