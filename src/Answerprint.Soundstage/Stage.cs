using Answerprint.Media.Time;

namespace Answerprint.Soundstage;

/// <summary>A scene, a camera move, and the frames that are shot: all that decides the pictures. A value: safe for several threads.</summary>
/// <param name="Range">Frame numbers of the take.</param>
/// <param name="Width">Pixels; the picture is <see cref="Height"/> high, pixels are square.</param>
/// <param name="Seed">Decides the shake, the grain and the places of the samples; the scene has its own.</param>
public sealed record Stage(Scene Scene, CameraMove Move, FrameRange Range, FrameRate Rate, int Width, int Height, ulong Seed)
{
    /// <summary>Stops, 0 as lit.</summary>
    public double Exposure { get; init; }

    /// <summary>Grain: rms of the noise as a share of the square root of the light, seeded by frame and place; 0 for none.</summary>
    public double Grain { get; init; }

    /// <summary>Horizontal angle of view at the start of the take, degrees.</summary>
    public double View { get; init; } = 54;

    /// <summary>White balance: the light that the camera takes for white, kelvin, 2000..15000. 6500 leaves the light as it is; more makes the picture warmer.</summary>
    public double Kelvin { get; init; } = ColourTemperature.Neutral;

    /// <summary>White balance across the temperatures, stops of green: above 0 takes green away (magenta), below 0 adds it.</summary>
    public double Tint { get; init; }

    /// <summary>How long the shutter is open, degrees of a frame (180 = half of it, about its middle); 0 for an instant.</summary>
    public double Shutter { get; init; }

    /// <summary>f-number of a thin lens before a sensor 24.9 mm wide (Super 35): what is not in focus is blurred; 0 for a pinhole.</summary>
    public double Aperture { get; init; }

    /// <summary>Distance in focus, metres along the axis; 0 for that of the scene's subject.</summary>
    public double Focus { get; init; }

    /// <summary>How fast everything moves, camera and things, about the frame in the middle of the take, which stays as it is. 1 as designed.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Whether lights throw shadows.</summary>
    public bool Shadows { get; init; } = true;

    /// <summary>Names of the lights that burn; null for all. See <see cref="Scene.LightNames"/>.</summary>
    public IReadOnlyList<string>? Lights { get; init; }

    /// <summary>Whether a picture is looked at in several instants or through several places of a lens.</summary>
    public bool IsBlurred => Shutter > 0 || Aperture > 0;

    /// <summary>Scene and move of one seed.</summary>
    /// <param name="kind">Left out: the seed chooses.</param>
    /// <param name="move">Left out: the seed chooses.</param>
    public static Stage Of(ulong seed, FrameRange range, int width, int height, SceneKind? kind = null, CameraMove? move = null, FrameRate? rate = null) =>
        new(Scene.Of(seed, kind), move ?? CameraMove.Of(seed), range, rate ?? new FrameRate(24), width, height, seed);

    internal double FocusMetres => Focus > 0 ? Focus : Scene.Subject;

    /// <summary>Radius of the lens at a focal length in pixels, metres.</summary>
    internal double LensRadius(double focal) => Aperture > 0 ? focal / Width * 0.0249 / Aperture / 2 : 0;

    internal bool IsLit(string light) => Lights is null || Lights.Contains(light, StringComparer.Ordinal);

    internal double Seconds(double frame) => (Paced(frame) - Range.Start) / Rate.PerSecond;

    private double Paced(double frame)
    {
        var middle = Range.Start + (Range.Length / 2);
        return Speed == 1 ? frame : middle + ((frame - middle) * Speed);
    }

    /// <summary>The camera at a frame; frames outside the range go on as the move does.</summary>
    internal CameraPose Camera(double frame)
    {
        var seconds = Seconds(frame);
        var part = Range.Length > 1 ? (Paced(frame) - Range.Start) / (Range.Length - 1) : 0;
        // half of the way is even, half is eased: it never stops, and never runs evenly
        var way = (0.5 * part) + (0.5 * Eased(part));
        var reach = Scene.Reach;
        double yaw = 0, roll = 0, pitch = Scene.Gaze, focal = Width / (2 * Tangent(View * Math.PI / 360));
        var eye = Scene.Eye;
        if (Move.Kind.HasFlag(MoveKind.Pan)) yaw += Move.PanDegrees * (Math.PI / 180) * (way - 0.5);
        if (Move.Kind.HasFlag(MoveKind.Dolly)) eye += new Vec3(0, 0, Move.DollyShare * reach * way);
        if (Move.Kind.HasFlag(MoveKind.Truck)) eye += new Vec3(Move.TruckShare * reach * (way - 0.5), 0, 0);
        if (Move.Kind.HasFlag(MoveKind.Zoom)) focal *= 1 + ((Move.ZoomFactor - 1) * way);
        if (Move.Kind.HasFlag(MoveKind.HandHeld))
        {
            var shake = Move.ShakeDegrees * Math.PI / 180;
            yaw += shake * Hand(0, seconds);
            pitch += shake * Hand(1, seconds);
            roll += 0.6 * shake * Hand(2, seconds);
            eye += new Vec3(Hand(3, seconds), Hand(4, seconds), Hand(5, seconds)) * (0.006 * reach * Move.ShakeDegrees);
        }
        return CameraPose.Of(eye, yaw, pitch, roll, focal);
    }

    private static double Eased(double part) => 0.5 - (0.5 * Trigonometry.Cos(Math.PI * part));

    private static double Tangent(double x) => Trigonometry.Sin(x) / Trigonometry.Cos(x);

    /// <summary>Slow sway, step and tremor of a hand: three bands at 0.8, 2.1 and 5.5 knots a second.</summary>
    private double Hand(uint axis, double seconds)
    {
        var seed = (uint)Seed ^ (uint)(Seed >> 32) ^ (axis * 0x9E3779B9u);
        return Noise.Line(seed, seconds * 0.8) + (0.5 * Noise.Line(seed + 1, seconds * 2.1)) + (0.16 * Noise.Line(seed + 2, seconds * 5.5));
    }
}
