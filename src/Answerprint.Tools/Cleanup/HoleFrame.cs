using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Cleanup;

/// <summary>What is known of a frame for finding it again in others: its luma with the hole filled smoothly, and its features beside the hole. No picture to gather from.</summary>
internal sealed class HoleFrame
{
    /// <summary>Features keep so far from a hole, in analysis pixels: its edge is no part of the scene.</summary>
    private const int FeatureDistance = 5;

    /// <summary>So far beside its place a resampled pixel draws, in pixels.</summary>
    internal const int KernelReach = 4;

    private readonly Lazy<Features> features;

    /// <param name="source">The picture made ready; its picture is not kept.</param>
    /// <param name="blocked">H×W of the picture, where nothing may be taken from; null: everywhere may.</param>
    /// <param name="near">H×W, where the edge of what is taken out may still show, and holes themselves; null: nowhere.</param>
    public HoleFrame(SourceFrame source, bool[]? blocked, bool[]? near)
    {
        Touched = blocked is null ? null : Masks.Grown(blocked, source.Picture.Width, source.Picture.Height, KernelReach);
        (Number, Factor, Width, Height, Codes) = (source.Number, source.Factor, source.Width, source.Height, source.Codes);
        (Blocked, Near) = (blocked, near);
        Hole = near is null ? new bool[Width * Height] : Reduced(near, source.Picture.Width, source.Picture.Height);
        var luma = source.Small;
        if (near is not null)
        {
            var plane = source.Codes.AsSpan(0, Width * Height).ToArray();
            PushPull.Fill(Width, Height, Array.ConvertAll(Hole, h => !h), plane);
            luma = new(Width, Height, Array.ConvertAll(plane, v => (byte)(Math.Clamp(v, 0, 255) + 0.5f)));
        }
        Luma = luma;
        features = new(() => Features.Of(Luma, near is null ? null : Array.ConvertAll(Masks.Grown(Hole, Width, Height, FeatureDistance), g => !g)));
    }

    public int Number { get; }

    /// <summary>Pixels of the picture to one of analysis, each way.</summary>
    public int Factor { get; }

    /// <summary>Of the analysis pictures.</summary>
    public int Width { get; }

    public int Height { get; }

    /// <summary>Luma in display codes, holes as they are.</summary>
    public float[] Codes { get; }

    /// <summary>Luma in 8 bits, holes filled.</summary>
    public LumaPicture Luma { get; }

    /// <summary>Analysis pixels that a hole reaches.</summary>
    public bool[] Hole { get; }

    /// <summary>Picture pixels that nothing is taken from; null: none.</summary>
    public bool[]? Blocked { get; }

    /// <summary>The same and as far around as a kernel reads; null: none.</summary>
    public bool[]? Touched { get; }

    /// <summary>Picture pixels at which the edge of what is taken out may still show; null: none.</summary>
    public bool[]? Near { get; }

    public Features Features => features.Value;

    private bool[] Reduced(bool[] blocked, int width, int height)
    {
        var hole = new bool[Width * Height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (blocked[(y * width) + x]) hole[(y / Factor * Width) + (x / Factor)] = true;
        return hole;
    }
}
