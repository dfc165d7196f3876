namespace Answerprint.Soundstage;

/// <summary>Exposure.</summary>
internal static class Stops
{
    /// <summary>2 to the power of stops, from whole doublings and a series for the rest.</summary>
    public static double Gain(double stops)
    {
        var whole = Math.Floor(stops);
        double x = (stops - whole) * 0.69314718055994530942, term = 1, sum = 1;
        for (var n = 1; n < 18; n++) sum += term *= x / n;
        return Math.ScaleB(sum, (int)whole);
    }
}
