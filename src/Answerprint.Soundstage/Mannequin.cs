namespace Answerprint.Soundstage;

/// <summary>What a mannequin does.</summary>
internal enum Gait
{
    /// <summary>Walks along its path.</summary>
    Walks,

    /// <summary>Stands, turns round and waves.</summary>
    Waves,

    /// <summary>Hangs from wires and sways.</summary>
    Hangs,
}

/// <summary>
/// A jointed figure without a face in the place of a person: sixteen stiff limbs of one skeleton. Where every limb is follows from the time
/// by formulas, so its motion is known exactly at every point.
/// </summary>
/// <param name="Height">Metres.</param>
/// <param name="Path">Seconds → place on the ground and heading (radians, 0 looks away from the camera).</param>
/// <param name="Pace">Seconds for two steps.</param>
internal sealed record Mannequin(double Height, Gait Gait, Func<double, (Vec3 Place, double Heading)> Path, double Pace, double Phase)
{
    // shares of the height, after the proportions of dressmakers' figures
    private const double Thigh = 0.245, Shin = 0.246, Sole = 0.04, Waist = 0.11, Chest = 0.19, UpperArm = 0.172, ForeArm = 0.15;

    public Thing Build(uint id, string name, Material skin, Material coat, Material trousers, Material shoes)
    {
        Part Limb(Func<double, Pose> pose, double top, double bottom, double length, Material of, double flat = 1, int sides = 16) =>
            new(t => pose(t))
            {
                Meshes = [Mesh.Capsule(top * Height, bottom * Height, length * Height, of, sides, flat)],
                Shadows = Bodies(top, bottom, length, flat),
            };

        return new(
            id, name, true,
            [
                Limb(t => Spine(t, 0), 0.082, 0.088, 0.05, trousers, 0.72, 20),
                Limb(t => Spine(t, 1), 0.088, 0.076, Waist, coat, 0.7, 20),
                Limb(t => Spine(t, 2), 0.098, 0.086, Chest * 0.75, coat, 0.66, 24),
                Limb(t => Spine(t, 3), 0.034, 0.036, 0.055, skin),
                Limb(t => Spine(t, 4), 0.058, 0.043, 0.075, skin, 1, 24),
                .. Sides().SelectMany(s => new[]
                {
                    Limb(t => Arm(t, s, 0), 0.036, 0.029, UpperArm, coat),
                    Limb(t => Arm(t, s, 1), 0.029, 0.021, ForeArm, coat),
                    Limb(t => Arm(t, s, 2), 0.023, 0.018, 0.055, skin),
                    Limb(t => Leg(t, s, 0), 0.054, 0.04, Thigh, trousers),
                    Limb(t => Leg(t, s, 1), 0.04, 0.027, Shin, trousers),
                    Limb(t => Leg(t, s, 2), 0.026, 0.022, 0.1, shoes),
                }),
            ]) { IsMannequin = true };
    }

    /// <summary>Where a harness is hooked in at the back, for wires.</summary>
    public Vec3 Hook(double seconds, int side) => Spine(seconds, 2).Point(new Vec3(side * 0.09, -0.02, -0.07) * Height);

    /// <summary>A flat limb throws the shadow of two round ones side by side.</summary>
    private Shape[] Bodies(double top, double bottom, double length, double flat)
    {
        double thick = (top + bottom) / 2 * flat * Height, off = (top + bottom) / 2 * (1 - flat) * Height;
        Vec3 down = new(0, -length * Height, 0), right = new(off, 0, 0);
        return flat == 1 ? [new CapsuleShape(default, down, thick)] : [new CapsuleShape(right * -1, down - right, thick), new CapsuleShape(right, down + right, thick)];
    }

    private static int[] Sides() => [-1, 1];

    private double Step(double seconds) => (2 * Math.PI * seconds / Pace) + Phase;

    /// <summary>Hip of a leg: the swing of the thigh and the bend of the knee, radians.</summary>
    private (double Swing, double Knee) Stride(double seconds, int side)
    {
        var step = Step(seconds) + (side < 0 ? 0 : Math.PI);
        return Gait switch
        {
            // the knee bends while the leg swings forward
            Gait.Walks => ((0.42 * Trigonometry.Sin(step)) + 0.07, 0.1 + (0.5 * (0.5 + (0.5 * Trigonometry.Cos(step - 0.35))) * (0.5 + (0.5 * Trigonometry.Cos(step - 0.35))))),
            Gait.Hangs => (0.25 + (0.16 * Trigonometry.Sin((0.8 * step) + side)), 0.45 + (0.2 * Trigonometry.Sin((0.7 * step) + 1))),
            _ => (0.03 * side, 0.04),
        };
    }

    private Pose Root(double seconds)
    {
        var (place, heading) = Path(seconds);
        double high;
        if (Gait == Gait.Hangs) high = 0;
        else
        {
            // the lower foot stands on the ground
            high = 0;
            foreach (var side in Sides())
            {
                var (swing, knee) = Stride(seconds, side);
                high = Math.Max(high, (Thigh * Trigonometry.Cos(swing)) + (Shin * Trigonometry.Cos(swing - knee)) + Sole);
            }
        }
        var sway = Gait == Gait.Walks ? 0.05 * Trigonometry.Sin(Step(seconds)) : 0.02 * Trigonometry.Sin(0.7 * Step(seconds));
        return Pose.Upright(place + new Vec3(0, high * Height, 0), heading + sway);
    }

    private Pose Spine(double seconds, int joint)
    {
        var lean = Gait switch { Gait.Hangs => -0.35 + (0.08 * Trigonometry.Sin(0.9 * Step(seconds))), Gait.Walks => -0.05, _ => 0 };
        var twist = Gait == Gait.Walks ? -0.14 * Trigonometry.Sin(Step(seconds)) : 0.1 * Trigonometry.Sin(0.5 * Step(seconds));
        var hips = Root(seconds).Then(default, 0, lean * 0.5);
        if (joint == 0) return hips.Then(new Vec3(0, 0.03, 0) * Height);
        var chest = hips.Then(new Vec3(0, Waist + 0.04, 0) * Height, twist, lean * 0.5);
        return joint switch
        {
            1 => chest,
            2 => chest.Then(new Vec3(0, Chest * 0.9, 0) * Height, twist * 0.5),
            3 => chest.Then(new Vec3(0, Chest + 0.07, 0) * Height, -twist, -lean * 0.5),
            _ => chest.Then(new Vec3(0, Chest + 0.155, 0.008) * Height, -1.5 * twist, -lean * 0.8),
        };
    }

    private Pose Arm(double seconds, int side, int joint)
    {
        var step = Step(seconds) + (side < 0 ? Math.PI : 0);
        var (swing, spread, bend) = Gait switch
        {
            Gait.Walks => (0.38 * Trigonometry.Sin(step), 0.1 * side, 0.28 + (0.14 * Trigonometry.Sin(step))),
            Gait.Hangs => (0.5 + (0.15 * Trigonometry.Sin(0.8 * step)), 0.5 * side, 0.5),
            _ => side > 0 ? (0.3, 2.35, 0.35 + (0.45 * Trigonometry.Sin(2 * step))) : (0.05, -0.12, 0.25),
        };
        var shoulder = Spine(seconds, 2).Then(new Vec3(side * 0.118, 0.015, 0) * Height, 0, swing, spread);
        if (joint == 0) return shoulder;
        // a raised forearm waves from side to side, a hanging one bends forward
        var elbow = Gait == Gait.Waves && side > 0
            ? shoulder.Then(new Vec3(0, -UpperArm, 0) * Height, 0, 0, bend)
            : shoulder.Then(new Vec3(0, -UpperArm, 0) * Height, 0, bend);
        return joint == 1 ? elbow : elbow.Then(new Vec3(0, -ForeArm - 0.015, 0) * Height, 0, 0.15);
    }

    private Pose Leg(double seconds, int side, int joint)
    {
        var (swing, knee) = Stride(seconds, side);
        var hip = Root(seconds).Then(new Vec3(side * 0.05, 0, 0) * Height, 0, swing);
        if (joint == 0) return hip;
        var shin = hip.Then(new Vec3(0, -Thigh, 0) * Height, 0, -knee);
        // the foot lies across the shin, toes ahead
        return joint == 1 ? shin : shin.Then(new Vec3(0, -Shin - 0.012, -0.015) * Height, 0, 1.45 - (0.5 * (swing - knee)));
    }
}
