namespace Answerprint.Production.Cuts;

/// <summary>A stretch of constant speed.</summary>
/// <param name="From">Where it begins, in the time of the clip as it is played.</param>
/// <param name="Source">The first moment of media that it shows; played backwards the lowest, as everywhere in a cut.</param>
internal readonly record struct SpeedPiece(RationalTime From, RationalTime Length, RationalTime Source, double Speed);

/// <summary>
/// A clip's speed as points: at this moment of the clip as it is played, that moment of its media. Straight between two points; beyond the first and
/// last it goes on as it went there.
/// </summary>
internal sealed class SpeedRamp
{
    /// <summary>More points are refused.</summary>
    public const int MostPoints = 10_000;

    private readonly List<(RationalTime At, RationalTime Value)> points;

    /// <param name="points">Two or more, each later than the one before.</param>
    public SpeedRamp(IEnumerable<(RationalTime At, RationalTime Value)> points) => this.points = [.. points];

    /// <summary>Whether the points can be a speed at all.</summary>
    public static bool IsRamp(IReadOnlyList<(RationalTime At, RationalTime Value)> points)
    {
        for (var i = 1; i < points.Count; i++)
            if (points[i].At <= points[i - 1].At) return false;
        return points.Count is >= 2 and <= MostPoints;
    }

    /// <summary>The moment of media that is shown at a moment of the clip.</summary>
    public RationalTime ValueAt(RationalTime moment)
    {
        var i = 1;
        while (i + 1 < points.Count && points[i].At <= moment) i++;
        return On(points[i - 1], points[i], moment);
    }

    /// <summary>The stretches of constant speed between two moments of the clip; neighbours of one speed are one.</summary>
    public List<SpeedPiece> Between(RationalTime from, RationalTime to)
    {
        var pieces = new List<SpeedPiece>();
        for (var i = 1; i < points.Count; i++)
        {
            var (a, b) = (points[i - 1], points[i]);
            var start = i == 1 ? from : RationalTime.Max(from, a.At);
            var end = i == points.Count - 1 ? to : RationalTime.Min(to, b.At);
            if (end <= start) continue;
            var speed = (b.Value - a.Value).Seconds / (b.At - a.At).Seconds;
            var source = On(a, b, speed < 0 ? end : start);
            if (pieces.Count > 0 && Math.Abs(pieces[^1].Speed - speed) < 1e-9)
            {
                var last = pieces[^1];
                pieces[^1] = last with { Length = last.Length + (end - start), Source = speed < 0 ? source : last.Source };
            }
            else pieces.Add(new(start, end - start, source, speed));
        }
        return pieces;
    }

    /// <summary>value = a.value + (moment − a.at) · (b.value − a.value) / (b.at − a.at), exactly.</summary>
    private static RationalTime On((RationalTime At, RationalTime Value) a, (RationalTime At, RationalTime Value) b, RationalTime moment)
    {
        var rate = a.Value.Rate;
        RationalTime rise = b.Value - a.Value, run = (b.At - a.At).RescaleTo(rate), step = (moment - a.At).RescaleTo(rate);
        return a.Value + new RationalTime(checked(step.Numerator * rise.Numerator * run.Denominator), checked(step.Denominator * rise.Denominator * run.Numerator), rate);
    }
}
