using Answerprint.Media.Filters;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Motion;

/// <summary>A real frame made ready: the picture to gather from, and its luma in display codes for analysis.</summary>
public sealed class SourceFrame
{
    /// <summary>Analysis works on at most this many pixels: larger pictures are looked at reduced, and made at full size.</summary>
    private const double MostPixels = 1_050_000;

    private EncodedPicture? picture;

    /// <param name="number">In the plate's numbers.</param>
    /// <param name="linear">The plate's picture; kept.</param>
    /// <param name="factor">The whole factor by which analysis is reduced.</param>
    public SourceFrame(int number, Frame linear, int factor)
    {
        Number = number;
        Factor = factor;
        picture = new EncodedPicture(linear);
        Width = (linear.Width + factor - 1) / factor;
        Height = (linear.Height + factor - 1) / factor;
        Codes = Lanes.Plane(Width * Height);
        var bytes = new byte[Width * Height];
        var red = Picture.Planes[0];
        var green = Picture.Planes[Math.Min(1, linear.Channels.Count - 1)];
        var blue = Picture.Planes[Math.Min(2, linear.Channels.Count - 1)];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                // cells over the right and bottom edge read the replicated border
                var sum = 0f;
                for (var v = 0; v < factor; v++)
                {
                    var row = (((y * factor) + v + PaddedPlane.Pad) * red.Stride) + (x * factor) + PaddedPlane.Pad;
                    for (var u = row; u < row + factor; u++)
                        sum += Code((0.299f * red.Values[u]) + (0.587f * green.Values[u]) + (0.114f * blue.Values[u]));
                }
                var i = (y * Width) + x;
                Codes[i] = sum / (factor * factor);
                bytes[i] = (byte)(Codes[i] + 0.5f);
            }
        }
        Luma = new PaddedPlane(Codes.AsSpan(0, bytes.Length), Width, Height);
        Small = new LumaPicture(Width, Height, bytes);
    }

    public int Number { get; }

    /// <summary>The picture to gather from; gone after <see cref="KeepOnlyAnalysis"/>.</summary>
    public EncodedPicture Picture => picture ?? throw new InvalidOperationException($"the picture of frame {Number} was let go");

    /// <summary>Lets the picture go: at 4K it takes 200 MB, which a frame that is only looked at for its motion does not need.</summary>
    public void KeepOnlyAnalysis() => picture = null;

    /// <summary>Pixels of the picture to one of analysis, each way.</summary>
    public int Factor { get; }

    /// <summary>Of the analysis pictures.</summary>
    public int Width { get; }

    /// <summary>Of the analysis pictures.</summary>
    public int Height { get; }

    /// <summary>H×W luma in display codes, 0..255, not rounded.</summary>
    public float[] Codes { get; }

    /// <summary><see cref="Codes"/> with borders.</summary>
    public PaddedPlane Luma { get; }

    /// <summary><see cref="Codes"/> in 8 bits, for flow and features.</summary>
    public LumaPicture Small { get; }

    /// <summary>The factor for pictures of this size.</summary>
    public static int FactorFor(int width, int height) => Math.Min(PaddedPlane.Pad, (int)Math.Ceiling(Math.Sqrt((double)width * height / MostPixels)));

    // what is not a number has no place in analysis
    private static float Code(float encoded) => float.IsNaN(encoded) ? 0 : Math.Clamp(255 * encoded, 0, 255);
}
