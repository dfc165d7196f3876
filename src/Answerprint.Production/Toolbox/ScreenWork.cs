using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;

namespace Answerprint.Production.Toolbox;

/// <summary>What of the plate goes on to be seen on a screen that shows another picture.</summary>
public enum Reflections
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its light is added: a screen that is off and mirrors the room.</summary>
    Screen,

    /// <summary>The picture is multiplied by it, its brightest being 1: a sign that is white.</summary>
    Multiply,

    /// <summary>How its light changes over the shot, broadly: a sign that is printed, over which shadows pass.</summary>
    Shade,
}

/// <summary>How a screen, sign or plate is treated.</summary>
/// <param name="Blur">σ in pixels of the first key's size by which what is there is blurred, 0.5..200; null: a picture takes its place.</param>
/// <param name="Shutter">Share of a frame's time for which the shutter is open, 0..1: a picture that moves is blurred by it.</param>
/// <param name="Defocus">σ of the lens's softness in pixels, 0..20.</param>
/// <param name="Grain">The plate's grain is laid over it.</param>
/// <param name="Painted">The picture is the plate's frame of this number as somebody painted it; null: it fills the corners.</param>
public sealed record ScreenTreatment(double? Blur = null, Reflections Reflections = Reflections.None, double Shutter = 0.5, double Defocus = 0.6, bool Grain = true, int? Painted = null)
{
    /// <exception cref="FormatException">A value is out of its range.</exception>
    public ScreenTreatment Checked()
    {
        if (Blur is not (null or (>= 0.5 and <= 200))) throw new FormatException($"a blur is 0.5 to 200 pixels, not {Blur}");
        if (!(Shutter is >= 0 and <= 1)) throw new FormatException($"a shutter is open for 0 to 1 of a frame, not {Shutter}");
        if (!(Defocus is >= 0 and <= 20)) throw new FormatException($"defocus is 0 to 20 pixels, not {Defocus}");
        return Blur is not null && (Reflections != Reflections.None || Painted is not null) ? throw new FormatException("a blur shows no other picture, so it has no reflections and nothing painted") : this;
    }

    /// <summary>How much of each pixel of a frame it changes, before anything is held out.</summary>
    public Matte Coverage(KeyedShape screen, int frame, int width, int height) => ScreenSweep.Coverage(screen, frame, Blur is null ? Shutter : 0, Defocus, width, height);
}

/// <summary>A screen, sign or plate at work.</summary>
/// <param name="Screen">Its four corners, with a key on every frame on which it is.</param>
/// <param name="Coverage">How much of each pixel it changes, what passes before it held out.</param>
/// <param name="Picture">What takes its place: one frame for all, or under the plate's numbers. Null: what is there is blurred.</param>
public sealed record ScreenWork(KeyedShape Screen, ScreenTreatment How, MatteClip Coverage, Clip? Picture)
{
    /// <summary>The picture's frame for a frame of the plate; null where it has none.</summary>
    public int? PictureOn(int frame) => Picture is not { } clip ? null : clip.Range.Length == 1 || How.Painted is not null ? clip.Range.Start : clip.Has(frame) ? frame : null;
}
