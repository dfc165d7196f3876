using Answerprint.Production.Quality;

namespace Answerprint.Tools.Reframe;

/// <summary>How the camera's shake is dealt with.</summary>
public enum Steadying
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>The camera moves smoothly.</summary>
    Smooth,

    /// <summary>The camera stands.</summary>
    Lock,
}

/// <summary>What is done about the edge of the plate that comes into the picture.</summary>
public enum Border
{
    /// <summary>The picture is enlarged until no edge is seen on any frame.</summary>
    Crop,

    /// <summary>Beyond the edge it is black.</summary>
    Black,
}

/// <summary>What `reframe` is asked for. Each frame gets one transform of the whole picture: what class P2 allows on people (docs/performers.md).</summary>
/// <param name="Frames">The frames to work on, in the plate's numbers; null: all.</param>
/// <param name="Steady">How shake is dealt with.</param>
/// <param name="Smooth">Frames to each side over which a smooth camera is told, 2..250.</param>
/// <param name="ShiftX">Pixels that the picture is moved to the right, −16384..16384.</param>
/// <param name="ShiftY">And down.</param>
/// <param name="Scale">About the middle, 0.25..4.</param>
/// <param name="Rotate">Degrees, clockwise as seen, −180..180.</param>
/// <param name="Edge">What is done where the plate ends.</param>
/// <param name="Filter">How it is read between pixels.</param>
public sealed record ReframeOptions(
    IReadOnlyList<int>? Frames = null, Steadying Steady = Steadying.None, int Smooth = 36, double ShiftX = 0, double ShiftY = 0, double Scale = 1, double Rotate = 0, Border Edge = Border.Crop, PictureFilter Filter = PictureFilter.Lanczos3)
{
    /// <exception cref="FormatException">A value is out of its range.</exception>
    public ReframeOptions Checked()
    {
        Within("smooth", Smooth, 2, 250);
        Within("shiftX", ShiftX, -16384, 16384);
        Within("shiftY", ShiftY, -16384, 16384);
        Within("scale", Scale, 0.25, 4);
        Within("rotate", Rotate, -180, 180);
        if (!Enum.IsDefined(Steady) || !Enum.IsDefined(Edge) || !Enum.IsDefined(Filter)) throw new FormatException("steady is none, smooth or lock; edge crop or black; filter nearest, linear, cubic or lanczos3");
        return Steady == Steadying.None && ShiftX == 0 && ShiftY == 0 && Scale == 1 && Rotate == 0 ? throw new FormatException("reframe is asked for nothing: steady (smooth or lock), a shift, a scale or a rotation") : this;
    }

    private static void Within(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most)) throw new FormatException(FormattableString.Invariant($"{name} is {least} to {most}, not {value}"));
    }
}
