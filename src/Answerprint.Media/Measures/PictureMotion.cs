using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Media.Measures;

/// <summary>How a picture moves from one frame to the next: the camera's part, fitted to the flow of all pixels, and what is left.</summary>
/// <param name="Pan">Widths of the picture a second, to the right positive (of the picture's content).</param>
/// <param name="Tilt">Widths a second, down positive.</param>
/// <param name="Zoom">Growth a second: .1 is ten per cent.</param>
/// <param name="Subject">The mean motion that the camera does not explain, widths a second.</param>
public readonly record struct PictureMotion(double Pan, double Tilt, double Zoom, double Subject)
{
    private const int AnalysedWidth = 128;

    /// <param name="a">Scene-linear.</param>
    /// <param name="b">The next frame, of the same size.</param>
    /// <param name="perSecond">Frames a second.</param>
    public static PictureMotion Of(Frame a, Frame b, double perSecond)
    {
        var (from, to) = (Luma(a), Luma(b));
        var flow = FlowSolver.Fast.Solve(from, to);
        int w = from.Width, h = from.Height;
        double pan = 0, tilt = 0, zoom = 0;
        // u = pan + zoom·x, v = tilt + zoom·y about the middle, by weights that let strays go (Cauchy, half a pixel)
        for (var round = 0; round < 5; round++)
        {
            double s = 0, sx = 0, sy = 0, sr = 0, su = 0, sv = 0, sz = 0;
            for (var y = 0; y < h; y += 2)
                for (var x = 0; x < w; x += 2)
                {
                    double u = flow.X((y * w) + x), v = flow.Y((y * w) + x), px = x - ((w - 1) / 2.0), py = y - ((h - 1) / 2.0);
                    double du = u - pan - (zoom * px), dv = v - tilt - (zoom * py);
                    var weight = round == 0 ? 1 : 1 / (1 + (4 * ((du * du) + (dv * dv))));
                    s += weight;
                    sx += weight * px;
                    sy += weight * py;
                    sr += weight * ((px * px) + (py * py));
                    su += weight * u;
                    sv += weight * v;
                    sz += weight * ((px * u) + (py * v));
                }
            var spread = sr - (((sx * sx) + (sy * sy)) / s);
            zoom = spread > 1e-9 ? (sz - (((sx * su) + (sy * sv)) / s)) / spread : 0;
            pan = (su - (zoom * sx)) / s;
            tilt = (sv - (zoom * sy)) / s;
        }
        double left = 0;
        var count = 0;
        for (var y = 0; y < h; y += 2)
            for (var x = 0; x < w; x += 2, count++)
            {
                double du = flow.X((y * w) + x) - pan - (zoom * (x - ((w - 1) / 2.0))), dv = flow.Y((y * w) + x) - tilt - (zoom * (y - ((h - 1) / 2.0)));
                left += Math.Sqrt((du * du) + (dv * dv));
            }
        return new(Round(pan / w * perSecond), Round(tilt / w * perSecond), Round(zoom * perSecond), Round(left / count / w * perSecond));
    }

    /// <summary>How unlike two motions are, 0 to 1: half at a difference of a twelfth of the width a second.</summary>
    public double Distance(PictureMotion other)
    {
        var sum = Math.Abs(Pan - other.Pan) + Math.Abs(Tilt - other.Tilt) + (0.5 * Math.Abs(Zoom - other.Zoom)) + (0.5 * Math.Abs(Subject - other.Subject));
        return 12 * sum / (1 + (12 * sum));
    }

    // as it is written, so that a value from a cache equals one computed anew
    private static double Round(double value) => double.IsFinite(value) ? Math.Round(Math.Clamp(value, -50, 50), 4) : 0;

    private static LumaPicture Luma(Frame light)
    {
        var w = Math.Min(AnalysedWidth, light.Width);
        var h = Math.Max(1, light.Height * w / light.Width);
        var codes = new float[w * h];
        float[] weights = [0.2126f, 0.7152f, 0.0722f];
        for (var c = 0; c < 3; c++)
        {
            var plane = light.Plane(Math.Min(c, light.Channels.Count - 1));
            for (var y = 0; y < h; y++)
            {
                int top = y * light.Height / h, bottom = Math.Max(top + 1, (y + 1) * light.Height / h);
                for (var x = 0; x < w; x++)
                {
                    int left = x * light.Width / w, right = Math.Max(left + 1, (x + 1) * light.Width / w);
                    float sum = 0;
                    for (var v = top; v < bottom; v++)
                        for (var u = left; u < right; u++) sum += plane[(v * light.Width) + u] is var s && float.IsNaN(s) ? 0 : Math.Clamp(s, 0, 1);
                    codes[(y * w) + x] += weights[c] * sum / ((bottom - top) * (right - left));
                }
            }
        }
        Transfer.Bt1886.ToCode(codes);
        return new(w, h, [.. codes.Select(v => (byte)((255 * v) + 0.5f))]);
    }
}
