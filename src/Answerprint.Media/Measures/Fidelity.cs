using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Measures;

/// <summary>How near a picture is to the truth, measured on the display encoding rounded to 8-bit codes.</summary>
/// <param name="PsnrLuma">dB over luma (.299, .587, .114); 120 where there is no difference to speak of.</param>
/// <param name="PsnrRgb">dB over the three channels together.</param>
/// <param name="Ssim">Structural similarity of luma (Wang et al. 2004): 11×11 Gaussian window, σ 1.5, the border of five pixels left out; -1..1.</param>
public readonly record struct Fidelity(double PsnrLuma, double PsnrRgb, double Ssim)
{
    /// <param name="made">Scene-linear R, G, B.</param>
    /// <param name="truth">The same size.</param>
    public static Fidelity Of(Frame made, Frame truth)
    {
        var a = Codes(made);
        var b = Codes(truth);
        return Of(a, b, made.Width, made.Height);
    }

    /// <param name="made">R, G, B planes of 8-bit codes.</param>
    /// <param name="truth">The same.</param>
    public static Fidelity Of(byte[][] made, byte[][] truth, int width, int height)
    {
        var size = width * height;
        var x = Lanes.Plane(size);
        var y = Lanes.Plane(size);
        double luma = 0, rgb = 0;
        for (var i = 0; i < size; i++)
        {
            x[i] = Luma(made, i);
            y[i] = Luma(truth, i);
            luma += (x[i] - y[i]) * (double)(x[i] - y[i]);
            for (var c = 0; c < 3; c++)
            {
                double d = made[c][i] - truth[c][i];
                rgb += d * d;
            }
        }
        return new(Psnr(luma / size), Psnr(rgb / (3.0 * size)), Similarity(x, y, width, height));
    }

    /// <summary>R, G and B as 8-bit display codes.</summary>
    public static byte[][] Codes(Frame frame)
    {
        var codes = new byte[3][];
        var encoded = new float[frame.Size];
        for (var c = 0; c < 3; c++)
        {
            frame.Plane(Math.Min(c, frame.Channels.Count - 1)).CopyTo(encoded, 0);
            Transfer.Bt1886.ToCode(encoded);
            codes[c] = new byte[frame.Size];
            for (var i = 0; i < encoded.Length; i++) codes[c][i] = (byte)Math.Clamp(MathF.Round(255 * encoded[i]), 0, 255);
        }
        return codes;
    }

    private static float Luma(byte[][] codes, int i) => MathF.Floor((0.299f * codes[0][i]) + (0.587f * codes[1][i]) + (0.114f * codes[2][i]) + 0.5f);

    private static double Psnr(double mean) => 10 * Math.Log10(255.0 * 255 / Math.Max(mean, 255.0 * 255 * 1e-12));

    private static double Similarity(float[] x, float[] y, int width, int height)
    {
        if (width <= 10 || height <= 10) return 1;
        float[] Blurred(Func<int, float> value)
        {
            var plane = Lanes.Plane(width * height);
            for (var i = 0; i < width * height; i++) plane[i] = value(i);
            Gaussian.Blur(plane, width, height, 1.5f);
            return plane;
        }

        var mx = Blurred(i => x[i]);
        var my = Blurred(i => y[i]);
        var xx = Blurred(i => x[i] * x[i]);
        var yy = Blurred(i => y[i] * y[i]);
        var xy = Blurred(i => x[i] * y[i]);
        double sum = 0;
        for (var row = 5; row < height - 5; row++)
        {
            for (var column = 5; column < width - 5; column++)
            {
                var i = (row * width) + column;
                double a = mx[i], b = my[i];
                double va = xx[i] - (a * a), vb = yy[i] - (b * b), c = xy[i] - (a * b);
                sum += ((2 * a * b) + 6.5025) * ((2 * c) + 58.5225) / (((a * a) + (b * b) + 6.5025) * (va + vb + 58.5225));
            }
        }
        return sum / ((width - 10) * (double)(height - 10));
    }
}
