using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>A real frame made ready: the picture to gather from, and its luma in display codes for analysis.</summary>
internal sealed class SourceFrame
{
    /// <param name="number">In the plate's numbers.</param>
    /// <param name="linear">The plate's picture; kept.</param>
    public SourceFrame(int number, Frame linear)
    {
        Number = number;
        Picture = new EncodedPicture(linear);
        var luma = Lanes.Plane(linear.Size);
        var bytes = new byte[linear.Size];
        var red = Picture.Planes[0];
        var green = Picture.Planes[Math.Min(1, linear.Channels.Count - 1)];
        var blue = Picture.Planes[Math.Min(2, linear.Channels.Count - 1)];
        for (var y = 0; y < linear.Height; y++)
        {
            var row = ((y + PaddedPlane.Pad) * red.Stride) + PaddedPlane.Pad;
            for (var x = 0; x < linear.Width; x++)
            {
                var i = (y * linear.Width) + x;
                var value = 255 * ((0.299f * red.Values[row + x]) + (0.587f * green.Values[row + x]) + (0.114f * blue.Values[row + x]));
                // what is not a number has no place in analysis
                value = float.IsNaN(value) ? 0 : Math.Clamp(value, 0, 255);
                luma[i] = value;
                bytes[i] = (byte)(value + 0.5f);
            }
        }
        Codes = luma;
        Luma = new PaddedPlane(luma.AsSpan(0, linear.Size), linear.Width, linear.Height);
        Small = new LumaPicture(linear.Width, linear.Height, bytes);
    }

    public int Number { get; }

    public EncodedPicture Picture { get; }

    public int Width => Picture.Width;

    public int Height => Picture.Height;

    /// <summary>H×W luma in display codes, 0..255, not rounded.</summary>
    public float[] Codes { get; }

    /// <summary><see cref="Codes"/> with borders.</summary>
    public PaddedPlane Luma { get; }

    /// <summary><see cref="Codes"/> in 8 bits, for flow and features.</summary>
    public LumaPicture Small { get; }
}
