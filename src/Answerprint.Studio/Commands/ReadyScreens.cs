using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;

namespace Answerprint.Studio.Commands;

/// <summary>Screens that were followed, with what they show.</summary>
/// <param name="plate">Not owned.</param>
/// <param name="picture">Owned.</param>
/// <param name="holdout">Owned.</param>
internal sealed class ReadyScreens(IReadOnlyList<ScreenWork> works, Clip plate, Clip? picture, MatteClip? holdout) : IDisposable
{
    public IReadOnlyList<ScreenWork> Works => works;

    /// <summary>The union of what they change.</summary>
    public MatteClip All => new Union(works, plate);

    public void Dispose()
    {
        picture?.Dispose();
        holdout?.Dispose();
    }

    private sealed class Union(IReadOnlyList<ScreenWork> works, Clip plate) : MatteClip
    {
        public override string Name => works[0].Coverage.Name;

        public override FrameRange Range => plate.Range;

        public override FrameRate Rate => plate.Rate;

        public override int Width => plate.Width;

        public override int Height => plate.Height;

        public override bool Has(int frame) => works.Any(w => w.Coverage.Has(frame));

        public override Matte Of(int frame)
        {
            var all = new Matte(Width, Height);
            foreach (var one in works.Where(w => w.Coverage.Has(frame)).Select(w => w.Coverage.Of(frame)))
                for (var i = 0; i < all.Coverage.Length; i++) all.Coverage[i] = Math.Max(all.Coverage[i], one.Coverage[i]);
            return all;
        }
    }
}
