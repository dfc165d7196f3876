using Answerprint.Media.Filters;

namespace Answerprint.Tools.Cleanup;

/// <summary>One frame in one way of lying under a hole: where each pixel of the hole is found in it, what it shows there and how far to trust that. Lists run with the pixels of the hole.</summary>
internal sealed class SourceView
{
    /// <summary>What a frame farther away costs more, in codes of 255 a frame.</summary>
    private const float Distance = 1;

    /// <summary>What a place costs more that lies so near to a hole of its own frame that the edge of what was taken out may still show.</summary>
    private const float NearHole = 5;

    /// <summary>Codes by which surroundings that are of the same place can be wrong; beyond, the frame is of another place: there is a cut between, or nothing was found again.</summary>
    private const float AnotherPlace = 30;

    /// <param name="own">The frame with the hole.</param>
    /// <param name="pixels">Of the hole, ascending.</param>
    /// <param name="depth">How far within the hole each of them lies, in pixels.</param>
    /// <param name="threads">The result does not depend on it.</param>
    public SourceView(HoleFrame own, HoleFrame other, EncodedPicture picture, Alignment way, int[] pixels, float[] depth, int threads)
    {
        (Frame, IsWhole) = (other.Number, way.IsWhole);
        (X, Y, Cost, Error) = (new float[pixels.Length], new float[pixels.Length], new float[pixels.Length], new float[pixels.Length]);
        Codes = [new float[pixels.Length], new float[pixels.Length], new float[pixels.Length]];
        var (w, h, factor, away) = (picture.Width, picture.Height, own.Factor, Distance * Math.Abs(other.Number - own.Number));
        Rows.Each(threads, pixels.Length, (first, end) =>
        {
            for (var n = first; n < end; n++)
            {
                int x = pixels[n] % w, y = pixels[n] / w;
                var (u, v) = way.At(x, y, factor);
                (u, v) = (MathF.Round(u * Lanczos.Phases) / Lanczos.Phases, MathF.Round(v * Lanczos.Phases) / Lanczos.Phases);
                Cost[n] = float.PositiveInfinity;
                if (!(u >= 0 && v >= 0 && u <= w - 1 && v <= h - 1)) continue;
                var at = ((int)MathF.Round(v) * w) + (int)MathF.Round(u);
                if (other.Blocked is { } blocked && blocked[at]) continue;
                // where a kernel would read what nothing is taken from, the nearest whole pixel is copied: that is all real, and can be checked
                if (!way.IsWhole && other.Touched is { } touched && touched[at]) (u, v) = (MathF.Round(u), MathF.Round(v));
                (X[n], Y[n]) = (u, v);
                var sound = true;
                for (var c = 0; c < 3; c++)
                {
                    var plane = picture.Planes[Math.Min(c, picture.Planes.Length - 1)];
                    Codes[c][n] = 255 * plane.Lanczos(Lanczos.Units(u), Lanczos.Units(v));
                    sound &= float.IsFinite(Codes[c][n]);
                }
                if (!sound) continue;
                Error[n] = way.ErrorAt(x, y, factor);
                if (Error[n] > AnotherPlace) continue;
                Cost[n] = Error[n] + away + way.Moved + (way.Guess * depth[n] / factor) + (other.Near is { } near && near[at] ? NearHole : 0);
            }
        });
    }

    private SourceView(int frame, int count)
    {
        (Frame, X, Y, Cost, Error) = (frame, new float[count], new float[count], new float[count], new float[count]);
        Codes = [];
        Cost.AsSpan().Fill(float.PositiveInfinity);
    }

    /// <summary>A frame that pixels are copied from, each from a place of its own; shows nothing until it is put.</summary>
    /// <param name="count">Pixels of the hole.</param>
    public static SourceView Copies(int frame, int count) => new(frame, count);

    /// <summary>Says where a pixel is copied from.</summary>
    /// <param name="error">By how many codes its surroundings are wrong.</param>
    public void Put(int n, int x, int y, float error) => (X[n], Y[n], Cost[n], Error[n]) = (x, y, error, error);

    private SourceView(int frame) => (Frame, X, Y, Cost, Error, Codes) = (frame, [], [], [], [], []);

    public int Frame { get; }

    /// <summary>Every pixel is drawn from its own place.</summary>
    public bool IsWhole { get; }

    /// <summary>Places in that frame, multiples of 1/64.</summary>
    public float[] X { get; }

    public float[] Y { get; }

    /// <summary>In codes of 255; infinite where the frame does not show it.</summary>
    public float[] Cost { get; }

    /// <summary>By how many codes the surroundings are wrong.</summary>
    public float[] Error { get; }

    /// <summary>Red, green, blue in display codes of 255.</summary>
    public float[][] Codes { get; }

    /// <summary>The frame's number alone.</summary>
    public SourceView Emptied() => new(Frame);

    public bool Shows(int n) => float.IsFinite(Cost[n]);

    /// <summary>By how many codes two views differ at a pixel, the mean of the colours.</summary>
    public float Apart(SourceView other, int n) => (MathF.Abs(Codes[0][n] - other.Codes[0][n]) + MathF.Abs(Codes[1][n] - other.Codes[1][n]) + MathF.Abs(Codes[2][n] - other.Codes[2][n])) / 3;
}
