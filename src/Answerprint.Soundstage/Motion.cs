namespace Answerprint.Soundstage;

/// <summary>How a thing moves: seconds from the first frame → where it is and how it is turned. Smooth, and never linear in time unless it stands still.</summary>
/// <param name="Slide">Metres from the place at second 0 to the place at second <paramref name="Period"/>; it eases there and back.</param>
/// <param name="Turn">Radians about the vertical axis, likewise there and back.</param>
/// <param name="Period">Seconds of the way there.</param>
/// <param name="Phase">Part of the way already gone at second 0, radians.</param>
internal sealed record Motion(Vec3 Slide, double Turn, double Period, double Phase = 0)
{
    public static Motion Still { get; } = new(default, 0, 1);

    public bool Moves => this != Still;

    /// <summary>½ − ½cos(πt/period + phase): the share of the way at a time.</summary>
    public double Share(double seconds) => 0.5 - (0.5 * Trigonometry.Cos((Math.PI * seconds / Period) + Phase));

    /// <summary>The pose by time of what stands at a place and is turned there before it moves.</summary>
    public Func<double, Pose> From(Vec3 place, double turn)
    {
        var rest = Pose.Upright(place, turn);
        if (!Moves) return _ => rest;
        return seconds =>
        {
            var share = Share(seconds);
            return Pose.Upright(place + (Slide * share), turn + (Turn * share));
        };
    }
}
