namespace Answerprint.Soundstage;

/// <summary>
/// Where the point at the centre of each pixel stands in another frame: H×W float32, pixels, row by row. A pixel (x, y) is found at
/// (x + X, y + Y); (0, 0) is the centre of the top left pixel.
/// </summary>
public sealed class FlowTruth(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>To the right. 0 where the point lies behind the other camera (then it is hidden as well).</summary>
    public float[] X { get; } = new float[checked(width * height)];

    /// <summary>Downwards.</summary>
    public float[] Y { get; } = new float[width * height];

    /// <summary>1 where the point is not seen in the other frame (covered, turned away, or outside the picture), else 0. All 0 unless <see cref="Passes.Hidden"/> was asked.</summary>
    public byte[] Hidden { get; } = new byte[width * height];
}
