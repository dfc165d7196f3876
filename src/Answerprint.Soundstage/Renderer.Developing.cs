using Answerprint.Media.Frames;

namespace Answerprint.Soundstage;

public sealed partial class Renderer
{
    /// <summary>The camera's gains, then the grain.</summary>
    private StageFrame Developed(StageFrame made, Passes passes, Exposure exposure)
    {
        var share = Stage.IsBlurred ? 1.0 / Samples : 1;
        var clean = Frames(exposure.Picture, share);
        return made with
        {
            Picture = passes.HasFlag(Passes.Picture) ? Grained(clean, made.Number, copy: passes.HasFlag(Passes.Grainless)) : null,
            Grainless = passes.HasFlag(Passes.Grainless) ? clean : null,
            Albedo = exposure.Albedo is null ? null : Frames(exposure.Albedo, share, gains: false),
            Lights = exposure.Lights.Length == 0 ? null : [.. exposure.Lights.Select((l, k) => (Stage.Scene.LightNames[k], Frames(l, share)))],
        };
    }

    private Frame Frames(Colour[] light, double share, bool gains = true)
    {
        var frame = new Frame(Width, Height);
        var gain = gains ? ColourTemperature.Balance(Stage.Kelvin, Stage.Tint) * Stops.Gain(Stage.Exposure) : new(1, 1, 1);
        float[] r = frame.Plane(0), g = frame.Plane(1), b = frame.Plane(2);
        for (var i = 0; i < light.Length; i++)
        {
            var colour = (share == 1 ? light[i] : light[i] * share) * gain;
            (r[i], g[i], b[i]) = ((float)colour.R, (float)colour.G, (float)colour.B);
        }
        return frame;
    }

    /// <summary>
    /// value + grain · bell · √max(value, 0.001), the bell of mean 0 and variance 1: noise whose variance grows with the light, as that of
    /// photons does. The same seed, frame and pixel give the same bell whatever the picture.
    /// </summary>
    private Frame Grained(Frame clean, int frame, bool copy)
    {
        if (Stage.Grain <= 0) return copy ? clean.Copy() : clean;
        var picture = copy ? clean.Copy() : clean;
        var seed = (uint)Stage.Seed ^ ((uint)frame * 0x9E3779B9u);
        for (var c = 0; c < 3; c++)
        {
            var (plane, channel) = (picture.Plane(c), c);
            Parallel.For(0, Height, Hands, y =>
            {
                for (var i = y * Width; i < (y + 1) * Width; i++)
                {
                    // three even chances make nearly a bell of variance 1
                    var bell = 2 * (Noise.Unit(seed, i, channel) + Noise.Unit(seed, i, channel + 3) + Noise.Unit(seed, i, channel + 6) - 1.5);
                    plane[i] = (float)(plane[i] + (Stage.Grain * bell * Math.Sqrt(Math.Max(plane[i], 0.001))));
                }
            });
        }
        return picture;
    }
}
