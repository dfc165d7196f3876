namespace Answerprint.Soundstage;

/// <summary>Places on a round lens.</summary>
internal static class Lens
{
    private const double Golden = 2.3999632297286533;

    /// <summary>
    /// One of <paramref name="count"/> places spread evenly over a disc of radius 1 (Vogel 1979), their mean in its middle. Neighbours in
    /// order lie far apart, so that the order, which is that of time, has nothing to do with the place.
    /// </summary>
    public static (double X, double Y) Place(int sample, int count)
    {
        double x = 0, y = 0, meanX = 0, meanY = 0;
        // a step that shares no divisor with the count
        var step = count % 11 == 0 ? 7 : 11;
        for (var k = 0; k < count; k++)
        {
            var radius = Math.Sqrt((k + 0.5) / count);
            var (px, py) = (radius * Trigonometry.Cos(Golden * k), radius * Trigonometry.Sin(Golden * k));
            (meanX, meanY) = (meanX + (px / count), meanY + (py / count));
            if (k == sample * step % count) (x, y) = (px, py);
        }
        return count == 1 ? default : (x - meanX, y - meanY);
    }
}
