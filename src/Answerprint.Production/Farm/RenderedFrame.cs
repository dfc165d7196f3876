using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production.Farm;

/// <summary>A frame of a version: what lies in the vault for it.</summary>
/// <param name="Number">In the plate's numbers.</param>
/// <param name="Picture">The EXR file.</param>
/// <param name="Bits">The picture's bits (<see cref="PlateBits"/>).</param>
/// <param name="Origin">The EXR file of the origin pass; null where the frame is the plate's.</param>
/// <param name="Work">The work matte, an EXR with a float channel A; null where the frame is the plate's, or where all of it was made.</param>
/// <param name="Figures">What the tool says about it, without times; null where the frame is the plate's.</param>
/// <param name="Shows">The plate's frame that it shows whole: a hold; null for any other frame.</param>
public sealed record RenderedFrame(int Number, Digest Picture, Digest Bits, Digest? Origin, Digest? Work, RenderedFigures? Figures, int? Shows = null)
{
    /// <summary>In another timing: the moment that it shows, in the plate's numbers; null where the timing is the plate's own.</summary>
    public double? Moment { get; init; }

    /// <summary>What was published of the edge of performers in it (class P4); null where nobody is judged.</summary>
    public RenderedEdge? Edge { get; init; }

    /// <summary>Everything that lies in the vault for it.</summary>
    public IEnumerable<Digest> Files => new[] { Picture, Origin, Work, Edge?.Alpha.File, Edge?.Foreground.File, Edge?.Background.File }.OfType<Digest>();

    /// <summary>Whether the frame is one that a tool made, changed or held.</summary>
    public bool IsTouched => Origin is not null;

    /// <summary>Whether the frame shows another real frame, word by word: nothing of it was made.</summary>
    public bool IsHeld => Shows is not null;

    /// <summary>Whether the frame is one that a tool made or changed.</summary>
    public bool IsMade => IsTouched && !IsHeld;

    public JsonObject Write()
    {
        var o = new JsonObject { ["frame"] = Number, ["picture"] = Picture.Hex, ["bits"] = Bits.Hex };
        if (Origin is { } origin) o["origin"] = origin.Hex;
        if (Work is { } work) o["work"] = work.Hex;
        if (Figures is { } figures) o["figures"] = figures.Write();
        if (Shows is { } shows) o["shows"] = shows;
        if (Moment is { } moment) o["moment"] = moment;
        if (Edge is { } edge) o["edge"] = edge.Write();
        return o;
    }

    public static RenderedFrame Read(JsonObject o) => new(
        o.Int("frame"), o.Digest("picture"), o.Digest("bits"), o["origin"] is null ? null : o.Digest("origin"), o["work"] is null ? null : o.Digest("work"),
        o["figures"] is JsonObject f ? RenderedFigures.Read(f) : null, o["shows"] is null ? null : o.Int("shows"))
    {
        Moment = o["moment"] is null ? null : o.Number("moment"), Edge = o["edge"] is JsonObject edge ? RenderedEdge.Read(edge) : null,
    };
}

/// <summary>What a tool says about a frame, as far as it is the same on every run: no times.</summary>
public sealed record RenderedFigures(double Confidence, double ForecastPsnr, bool Flagged, bool Calibrated, string Method, double SynthShare)
{
    public static RenderedFigures Of(MadeFrame made)
    {
        double synth = 0, covered = 0;
        var (reader, row, width) = (made.Origin.IsReal ? null : made.Origin.Reader(), made.Origin.Row(), made.Work.Width);
        for (var i = 0; i < made.Work.Coverage.Length; i++)
        {
            if (i % width == 0) reader?.Invoke(i / width, row);
            if (made.Work.Coverage[i] == 0) continue;
            covered++;
            if (reader is not null) synth += row.Synth[i % width];
        }
        var f = made.Figures;
        return new(f.Confidence, f.ForecastPsnr, f.Flagged, f.Calibrated, f.Method, covered > 0 ? synth / covered : 0);
    }

    public JsonObject Write() => new()
    {
        ["confidence"] = Round(Confidence), ["forecastPsnr"] = Round(ForecastPsnr), ["flagged"] = Flagged, ["calibrated"] = Calibrated, ["method"] = Method, ["synthShare"] = Round(SynthShare),
    };

    public static RenderedFigures Read(JsonObject o) => new(
        o.Number("confidence"), o.Number("forecastPsnr"), o.Bool("flagged"), o.Bool("calibrated"), o.Text("method"), o.Number("synthShare"));

    private static double Round(double value) => double.IsFinite(value) ? Math.Round(value, 6) : 0;
}
