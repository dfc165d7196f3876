namespace Answerprint.Media.Frames;

/// <summary>
/// A picture to calculate with: C×H×W planar float32, scene-linear light, rows from the top. Values are never clipped: negative,
/// above 1, infinite and NaN are normal. Channels are named ("R", "G", "B", "A").
/// Not safe for writing from several threads to the same rows.
/// </summary>
public sealed class Frame
{
    private readonly float[][] planes;

    public Frame(int width, int height, params string[] channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Width = width;
        Height = height;
        Channels = channels.Length == 0 ? ["R", "G", "B"] : [.. channels];
        planes = new float[Channels.Count][];
        for (var c = 0; c < planes.Length; c++) planes[c] = new float[checked(width * height)];
    }

    public int Width { get; }

    public int Height { get; }

    public IReadOnlyList<string> Channels { get; }

    /// <summary>Width × height, the length of every plane.</summary>
    public int Size => Width * Height;

    /// <summary>The samples of channel <paramref name="index"/>, row by row: the array itself, not a copy.</summary>
    public float[] Plane(int index) => planes[index];

    /// <summary>The samples of a named channel, or null where the picture has no such channel.</summary>
    public float[]? Plane(string channel)
    {
        for (var c = 0; c < Channels.Count; c++)
            if (Channels[c] == channel) return planes[c];
        return null;
    }

    public Frame Copy()
    {
        var copy = new Frame(Width, Height, [.. Channels]);
        for (var c = 0; c < planes.Length; c++) planes[c].CopyTo(copy.planes[c], 0);
        return copy;
    }
}
