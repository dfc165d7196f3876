using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Delivery;
using Answerprint.Production.Toolbox;

namespace Answerprint.Studio.Commands;

/// <summary>
/// The pictures of a first look: for each frame NAME.FRAME.png, which says on itself and in its text that it is no version, and NAME.FRAME.confidence.png, white where the tool is sure
/// and black where it is not.
/// </summary>
internal static class LookPictures
{
    private static readonly Dictionary<string, string> Marks = new(StringComparer.Ordinal) { ["answerprint.look"] = "a first look at a quarter of the size; no version", [TrialMark.Name] = "first look" };

    /// <param name="name">Of the shot, or of the clip.</param>
    /// <param name="number">How people call the frame.</param>
    /// <param name="confidence">H×W, 0..1.</param>
    /// <returns>What is said about it, with the names of both files.</returns>
    public static JsonObject Write(string folder, string name, int number, MadeFrame frame, float[] confidence, ViewTransform view)
    {
        Directory.CreateDirectory(folder);
        var label = string.Create(CultureInfo.InvariantCulture, $"{frame.Figures.Method} CONFIDENCE {frame.Figures.Confidence:0.00}");
        var shown = BurnIn.On(view.Show(frame.Picture), ["FIRST LOOK 1/4 SIZE - NO VERSION", $"{name} {number} {label}"]);
        var planes = Enumerable.Range(0, 3).Select(c => Codes(shown.Codes(c))).ToArray();
        var stem = string.Create(CultureInfo.InvariantCulture, $"{name}.{number:D4}");
        PngFile.Write(Path.Combine(folder, $"{stem}.png"), new(Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Srgb), shown.Width, shown.Height, planes), Marks);
        PngFile.Write(Path.Combine(folder, $"{stem}.confidence.png"), new(Coding.Still(CodeModel.Grey, 8, alpha: false, ColourSpace.Srgb), shown.Width, shown.Height, [Codes(confidence)]), Marks);
        return new()
        {
            ["frame"] = number, ["picture"] = $"{stem}.png", ["confidencePicture"] = $"{stem}.confidence.png", ["method"] = frame.Figures.Method, ["confidence"] = Math.Round(frame.Figures.Confidence, 4),
            ["calibrated"] = frame.Figures.Calibrated, ["flagged"] = frame.Figures.Flagged,
        };
    }

    private static ushort[] Codes(ReadOnlySpan<float> values)
    {
        var codes = new ushort[values.Length];
        for (var i = 0; i < codes.Length; i++) codes[i] = (ushort)((Math.Clamp(values[i], 0, 1) * 255) + 0.5f);
        return codes;
    }
}
