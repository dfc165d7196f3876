using System.Globalization;
using System.Net;
using System.Text;

namespace Answerprint.Benchmarks;

/// <summary>A plot as SVG 1.1, alone in its file: axes from the values, words for people, nothing that loads anything.</summary>
internal sealed class Plot
{
    private const double Left = 62, Top = 44, Wide = 640, High = 320;
    private static readonly string[] Inks = ["#2a6f97", "#e07a1f", "#4d8b31", "#a23b72", "#6b6b6b", "#8c6d1f"];

    private readonly StringBuilder marks = new();
    private readonly (double From, double To) across, up;
    private readonly string title, wordsAcross, wordsUp;
    private readonly List<string> legend = [];

    /// <param name="across">Values at the left and right edge.</param>
    /// <param name="up">Values at the lower and upper edge.</param>
    public Plot(string title, string wordsAcross, string wordsUp, (double From, double To) across, (double From, double To) up)
    {
        (this.title, this.wordsAcross, this.wordsUp) = (title, wordsAcross, wordsUp);
        this.across = across.To > across.From ? across : (across.From, across.From + 1);
        this.up = up.To > up.From ? up : (up.From, up.From + 1);
    }

    /// <summary>A round dot for each pair.</summary>
    public Plot Dots(string name, IEnumerable<(double X, double Y)> points)
    {
        var ink = Ink(name);
        foreach (var (x, y) in points) marks.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(x):0.0}\" cy=\"{Y(y):0.0}\" r=\"3.5\" fill=\"{ink}\" fill-opacity=\"0.75\"/>\n");
        return this;
    }

    /// <summary>A line through the pairs, with a dot at each.</summary>
    public Plot Line(string name, IReadOnlyList<(double X, double Y)> points)
    {
        var ink = Ink(name);
        marks.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{ink}\" stroke-width=\"2\" points=\"{string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):0.0},{Y(p.Y):0.0}")))}\"/>\n");
        foreach (var (x, y) in points) marks.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(x):0.0}\" cy=\"{Y(y):0.0}\" r=\"3\" fill=\"{ink}\"/>\n");
        return this;
    }

    /// <summary>A thin grey line from one pair to another: what ought to be.</summary>
    public Plot Rule((double X, double Y) from, (double X, double Y) to)
    {
        marks.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(from.X):0.0}\" y1=\"{Y(from.Y):0.0}\" x2=\"{X(to.X):0.0}\" y2=\"{Y(to.Y):0.0}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>\n");
        return this;
    }

    /// <summary>Bars from zero, side by side: a group of them at each whole number across.</summary>
    public Plot Bars(string name, int of, int group, IReadOnlyList<double> values)
    {
        var ink = Ink(name);
        var width = 0.8 / of;
        for (var i = 0; i < values.Count; i++)
        {
            double x = X(i - 0.4 + (group * width)), zero = Y(0), y = Y(values[i]);
            marks.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.0}\" y=\"{Math.Min(y, zero):0.0}\" width=\"{Math.Max(1, X(width) - X(0) - 1):0.0}\" height=\"{Math.Max(0.5, Math.Abs(y - zero)):0.0}\" fill=\"{ink}\"/>\n");
        }
        return this;
    }

    /// <summary>The whole file.</summary>
    /// <param name="names">Words at 0, 1, 2 … across in place of numbers.</param>
    public string ToSvg(IReadOnlyList<string>? names = null)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Left + Wide + 24:0}\" height=\"{Top + High + 56:0}\" font-family=\"DejaVu Sans, sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        Words(text, Left, 20, title, "start", 14);
        foreach (var tick in Ticks(up))
        {
            text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{Y(tick):0.0}\" x2=\"{Left + Wide}\" y2=\"{Y(tick):0.0}\" stroke=\"{(tick == 0 ? "#555" : "#ddd")}\"/>\n");
            Words(text, Left - 6, Y(tick) + 4, tick.ToString("0.##", CultureInfo.InvariantCulture), "end");
        }
        if (names is not null)
            for (var i = 0; i < names.Count; i++) Words(text, X(i), Top + High + 18, names[i], "middle");
        else
            foreach (var tick in Ticks(across)) Words(text, X(tick), Top + High + 18, tick.ToString("0.##", CultureInfo.InvariantCulture), "middle");
        Words(text, Left + (Wide / 2), Top + High + 42, wordsAcross, "middle");
        text.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate(16 {Top + (High / 2)}) rotate(-90)\">");
        Words(text, 0, 0, wordsUp, "middle");
        text.Append("</g>\n").Append(marks);
        for (var i = 0; i < legend.Count; i++)
        {
            var x = Left + (Wide / Math.Max(3, legend.Count) * i);
            text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0}\" y=\"28\" width=\"10\" height=\"10\" fill=\"{Inks[i % Inks.Length]}\"/>\n");
            Words(text, x + 15, 37, legend[i], "start");
        }
        return text.Append("</svg>\n").ToString();
    }

    private string Ink(string name)
    {
        if (!legend.Contains(name)) legend.Add(name);
        return Inks[legend.IndexOf(name) % Inks.Length];
    }

    private double X(double value) => Left + (Wide * (value - across.From) / (across.To - across.From));

    private double Y(double value) => Top + (High * (up.To - value) / (up.To - up.From));

    /// <summary>About six round numbers between two values: steps of 1, 2 or 5 times a power of ten.</summary>
    private static IEnumerable<double> Ticks((double From, double To) range)
    {
        var rough = (range.To - range.From) / 6;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        for (var n = Math.Ceiling(range.From / step); n * step <= range.To + (step * 1e-9); n++) yield return n * step;
    }

    private static void Words(StringBuilder text, double x, double y, string words, string anchor, int size = 12) =>
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"#222\">{WebUtility.HtmlEncode(words)}</text>\n");
}
