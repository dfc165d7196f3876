namespace Answerprint.Soundstage;

/// <summary>A pinhole camera at one moment: place, axes and focal length in pixels.</summary>
internal readonly record struct CameraPose(Vec3 Eye, Vec3 Right, Vec3 Down, Vec3 Forward, double Focal)
{
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
}
