using System.Globalization;
using System.Text;

namespace Answerprint.Studio.Pages;

/// <summary>An inline SVG of what was forecast and measured, frame by frame: shapes differ as well as colours.</summary>
internal static class FigurePlot
{
    private const int Left = 44, Top = 14, Foot = 26, High = 170;

    public static string Draw(string shot, IReadOnlyList<PageMeasure> measures)
    {
        var values = measures.SelectMany(m => new[] { m.Forecast, m.Measured, m.Peer }).OfType<double>().Where(double.IsFinite).ToList();
        if (measures.Count == 0 || values.Count == 0) return "";
        var low = 5 * Math.Floor((values.Min() - 1) / 5);
        var high = 5 * Math.Ceiling((values.Max() + 1) / 5);
        // wide enough to read, not so wide that three points float in a field
        var step = Math.Clamp(560 / measures.Count, 26, 110);
        var wide = Left + (step * measures.Count) + 10;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"plot\" viewBox=\"0 0 {wide} {High + Top + Foot}\" width=\"{wide}\" height=\"{High + Top + Foot}\" role=\"img\" aria-label=\"{PageWriter.Safe(shot)}: forecast and measured PSNR of {measures.Count} frames, {low:0} to {high:0} dB\">");
        for (var db = low; db <= high + 0.1; db += (high - low) > 25 ? 10 : 5)
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"rule\" x1=\"{Left}\" x2=\"{wide - 10}\" y1=\"{Y(db):F1}\" y2=\"{Y(db):F1}\"/><text x=\"{Left - 8}\" y=\"{Y(db) + 4:F1}\" text-anchor=\"end\">{db:0}</text>");
        for (var n = 0; n < measures.Count; n++)
        {
            var m = measures[n];
            var x = Left + (step * (n + 0.5));
            if (m.Measured is { } measured && double.IsFinite(m.Forecast) && double.IsFinite(measured))
                svg.Append(CultureInfo.InvariantCulture, $"<line class=\"miss\" x1=\"{x:F1}\" x2=\"{x:F1}\" y1=\"{Y(m.Forecast):F1}\" y2=\"{Y(measured):F1}\"/>");
            if (m.Peer is { } peer && double.IsFinite(peer))
                svg.Append(CultureInfo.InvariantCulture, $"<path class=\"peer\" d=\"M{x - 5:F1} {Y(peer) - 5:F1}l10 10m0 -10l-10 10\"/>");
            if (double.IsFinite(m.Forecast))
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"forecast\" cx=\"{x:F1}\" cy=\"{Y(m.Forecast):F1}\" r=\"5\"/>");
            if (m.Measured is { } known && double.IsFinite(known))
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"measured\" cx=\"{x:F1}\" cy=\"{Y(known):F1}\" r=\"5\"/>");
            if (n % Math.Max(1, 40 / step) == 0 || measures.Count < 12)
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{High + Top + 18}\" text-anchor=\"middle\">{m.Number}</text>");
        }
        svg.Append("</svg>");
        return svg.ToString();

        double Y(double db) => Top + (High * (high - db) / Math.Max(1, high - low));
    }
}
