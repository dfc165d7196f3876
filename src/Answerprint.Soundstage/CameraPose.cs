namespace Answerprint.Soundstage;

/// <summary>A pinhole camera at one moment: place, axes and focal length in pixels.</summary>
internal readonly record struct CameraPose(Vec3 Eye, Vec3 Right, Vec3 Down, Vec3 Forward, double Focal)
{
    /// <summary>How far the picture is shifted to the right, pixels: what keeps the plane of focus in its place when the eye moves over a lens.</summary>
    public double ShiftX { get; init; }

    /// <summary>Likewise down.</summary>
    public double ShiftY { get; init; }

    /// <summary>Turned by yaw (to the right), then pitch (up), then roll (clockwise), radians.</summary>
    public static CameraPose Of(Vec3 eye, double yaw, double pitch, double roll, double focal)
    {
        double cy = Trigonometry.Cos(yaw), sy = Trigonometry.Sin(yaw), cp = Trigonometry.Cos(pitch), sp = Trigonometry.Sin(pitch), cr = Trigonometry.Cos(roll), sr = Trigonometry.Sin(roll);
        var forward = new Vec3(sy * cp, sp, cy * cp);
        var level = new Vec3(cy, 0, -sy);
        var up = forward.Cross(level);
        var right = (level * cr) - (up * sr);
        var down = ((up * cr) + (level * sr)) * -1;
        return new(eye, right, down, forward, focal);
    }

    /// <summary>
    /// The camera that looks through one point of a lens: what lies in the plane of focus stays in its pixel, all else shifts (Haeberli and
    /// Akeley, The Accumulation Buffer, SIGGRAPH 1990).
    /// </summary>
    /// <param name="x">Place on the lens, metres to the right of its middle.</param>
    /// <param name="y">Likewise down.</param>
    /// <param name="focus">Metres along the axis.</param>
    public CameraPose Through(double x, double y, double focus) =>
        this with { Eye = Eye + (Right * x) + (Down * y), ShiftX = Focal * x / focus, ShiftY = Focal * y / focus };
}
