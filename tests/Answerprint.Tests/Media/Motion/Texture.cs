using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tests.Media.Motion;

/// <summary>A rich, smooth pattern without end that can be photographed from any place: motion with known truth.</summary>
internal sealed class Texture(int seed)
{
    private readonly (double X, double Y, double Phase)[] waves = Waves(seed);

    /// <summary>0..1 at a place in pixels.</summary>
    public float At(double x, double y, int channel = 0)
    {
        var sum = 0.0;
        foreach (var wave in waves) sum += Math.Sin((wave.X * x) + (wave.Y * y) + wave.Phase + (channel * 0.7));
        return (float)(0.5 + (sum * 0.45 / Math.Sqrt(waves.Length) / 1.6));
    }

    /// <summary>Scene-linear R, G, B seen from (dx, dy).</summary>
    public Frame Frame(int width, int height, double dx, double dy)
    {
        var frame = new Frame(width, height);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = MathF.Pow(Math.Clamp(At((i % width) + dx, (i / width) + dy, c), 0.02f, 1), 2.4f);
        return frame;
    }

    public LumaPicture Luma(int width, int height, double dx, double dy)
    {
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)Math.Clamp(255 * At((i % width) + dx, (i / width) + dy), 0, 255);
        return new(width, height, pixels);
    }

    private static (double, double, double)[] Waves(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 40).Select(_ =>
        {
            var angle = random.NextDouble() * Math.PI * 2;
            var pitch = Math.PI * 2 / (6 + (random.NextDouble() * 40));
            return (Math.Cos(angle) * pitch, Math.Sin(angle) * pitch, random.NextDouble() * 6.28);
        })];
    }
}
