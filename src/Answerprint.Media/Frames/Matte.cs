namespace Answerprint.Media.Frames;

/// <summary>Coverage of one named thing, H×W float32 in 0..1: 1 = the thing (remove this; keep this; this performer). Inside = coverage above 0.</summary>
public sealed class Matte
{
    public Matte(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Width = width;
        Height = height;
        Coverage = new float[checked(width * height)];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Row by row from the top: the array itself, not a copy.</summary>
    public float[] Coverage { get; }

    public bool IsEmpty => !Coverage.AsSpan().ContainsAnyExcept(0f);

    /// <summary>Whether it is 1 everywhere: nothing of what it lies on stands.</summary>
    public bool IsWhole => !Coverage.AsSpan().ContainsAnyExcept(1f);

    /// <summary>A matte that covers the whole picture.</summary>
    public static Matte Whole(int width, int height)
    {
        var matte = new Matte(width, height);
        matte.Coverage.AsSpan().Fill(1);
        return matte;
    }
}
