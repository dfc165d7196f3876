using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Toolbox;

/// <summary>Makes screens ready to be worked on: follows them, and holds out what passes before them.</summary>
public static class ScreenWorks
{
    /// <param name="shapes">The screens as they were drawn.</param>
    /// <param name="plate">Not owned.</param>
    /// <param name="holdout">What passes before them; null: nothing. Not owned.</param>
    /// <param name="picture">What they show; null: they are blurred. Not owned.</param>
    /// <param name="name">For errors.</param>
    /// <param name="progress">Told each frame on which a screen was found.</param>
    /// <exception cref="BadInputException">A screen is lost, or a hold-out is of another size.</exception>
    public static IReadOnlyList<ScreenWork> Of(IReadOnlyList<KeyedShape> shapes, ScreenTreatment how, Clip plate, MatteClip? holdout, Clip? picture, string name, CancellationToken cancel, Action<int>? progress = null)
    {
        if (how.Painted is { } painted && (!plate.Has(painted) || picture is { } p && (p.Width, p.Height) != (plate.Width, plate.Height)))
            throw new BadInputException("painted", picture?.Name ?? name, $"frame {painted}", plate.Has(painted) ? $"the painted frame is {picture!.Width}×{picture.Height}, the plate is {plate.Width}×{plate.Height}" : "the plate has no such frame", "Paint a frame of the plate, and keep its size");
        var ready = shapes.Select(s => s.IsTracked ? ScreenTracker.Follow(s, plate, Before, name, cancel, progress) : s).ToList();
        if (how.Painted is { } at && ready.FirstOrDefault(s => !s.IsOn(at)) is not null) throw new BadInputException("painted", name, $"frame {at}", "the screen is not on the painted frame", "Paint a frame on which it is");
        return [.. ready.Select(s => new ScreenWork(s, how, new ScreenMattes(name, s, how, plate, Before), picture))];

        Matte? Before(int frame)
        {
            if (holdout?.Has(frame) != true) return null;
            var matte = holdout.Of(frame);
            return matte.Width == plate.Width && matte.Height == plate.Height ? matte : throw new BadInputException("matte-size", holdout.Name, $"frame {frame}", $"the hold-out is {matte.Width}×{matte.Height}, the plate is {plate.Width}×{plate.Height}", "Deliver mattes in the size of the plate");
        }
    }

    /// <summary>How much of each pixel a screen changes.</summary>
    private sealed class ScreenMattes(string name, KeyedShape screen, ScreenTreatment how, Clip plate, Func<int, Matte?> before) : MatteClip
    {
        public override string Name => name;

        public override FrameRange Range => plate.Range;

        public override FrameRate Rate => plate.Rate;

        public override int Width => plate.Width;

        public override int Height => plate.Height;

        public override bool Has(int frame) => plate.Has(frame) && screen.IsOn(frame);

        public override Matte Of(int frame)
        {
            var matte = how.Coverage(screen, frame, Width, Height);
            if (before(frame) is { } held) for (var i = 0; i < matte.Coverage.Length; i++) matte.Coverage[i] *= Math.Clamp(1 - held.Coverage[i], 0, 1);
            return matte;
        }
    }
}
