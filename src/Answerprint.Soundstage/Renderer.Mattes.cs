using Answerprint.Media.Frames;

namespace Answerprint.Soundstage;

public sealed partial class Renderer
{
    /// <summary>Coverage of one thing at a frame, 0..1, over 16 samples a pixel or more; wires by their exact area. With blur: the part it has in the picture, over the picture's own instants.</summary>
    public Matte Matte(int frame, uint thing) => Mattes(frame, [thing])[0];

    /// <summary>Coverage of several things in one go.</summary>
    public IReadOnlyList<Matte> Mattes(int frame, IReadOnlyList<uint> things)
    {
        var mattes = things.Select(_ => new Matte(Width, Height)).ToArray();
        var of = Stage.Scene.Things.Select(t => things.ToList().IndexOf(t.Id)).ToArray();
        if (!Stage.IsBlurred) Add(new View(Stage, frame), -1, Math.Max(16, Samples), 1);
        else
            for (var k = 0; k < Samples; k++) Add(Moment(frame, k), k, 1, 1f / Samples);
        foreach (var matte in mattes)
            foreach (ref var c in matte.Coverage.AsSpan())
                if (c > 1 - 1e-6f) c = 1;
        return mattes;

        void Add(View view, int instant, int count, float part) => Cover(view, frame, instant, count, (_, pixel, shares) =>
        {
            foreach (ref readonly var share in shares)
                if (of[view[share.Facet].Thing] is >= 0 and var k) mattes[k].Coverage[pixel] += (float)share.Weight * part;
        });
    }
}
