using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;

namespace Answerprint.Studio.Commands;

/// <summary>Covers, in frames that a trial made, the regions where the people screen asks: nothing made is shown where somebody may be.</summary>
internal sealed class PeopleHatch : IDisposable
{
    private readonly PeopleScreen screen;
    private readonly Dictionary<int, IReadOnlyList<Question>> asked = [];

    private PeopleHatch(PeopleScreen screen) => this.screen = screen;

    /// <summary>Frames that were hatched.</summary>
    public int Hatched { get; private set; }

    /// <returns>Null where the detectors are not installed.</returns>
    public static PeopleHatch? Open()
    {
        try
        {
            return new(PeopleScreen.Open());
        }
        catch (BadInputException e) when (e.Code == "no-cascades")
        {
            return null;
        }
    }

    /// <summary>Hatches the made picture where the screen asks about it or about a real frame beside it; the hatch is synthetic in the origin pass.</summary>
    /// <returns>Where the pixels of what is now there came from, and the share of the picture that was covered, 0..1.</returns>
    /// <param name="clip">The real frames, which are asked about at their own size.</param>
    /// <param name="factor">How many times smaller the made picture is.</param>
    public (OriginPass Origin, double Share) Cover(Clip clip, MadeFrame frame, IReadOnlyList<int> real, CancellationToken cancel, int factor = 1)
    {
        // a repair reads on; what lies behind it is not asked about again
        foreach (var old in asked.Keys.Where(n => n < real[0]).ToList()) asked.Remove(old);
        var boxes = new List<Box>();
        foreach (var number in real)
        {
            if (!asked.TryGetValue(number, out var questions)) asked[number] = questions = screen.Ask(clip, [number], _ => null, cancel);
            boxes.AddRange(questions.Select(q => Made(q.Box, factor, frame.Picture)));
        }
        using var made = MemoryClip.Of("made", new FrameRate(24), frame.Number, frame.Picture);
        boxes.AddRange(screen.Ask(made, [frame.Number], _ => null, cancel).Select(q => q.Box));
        var covered = new bool[frame.Picture.Size];
        foreach (var box in boxes)
            for (var y = box.Y; y < box.Y + box.Height; y++) covered.AsSpan((y * frame.Picture.Width) + box.X, box.Width).Fill(true);
        var count = 0;
        for (var i = 0; i < covered.Length; i++)
        {
            if (!covered[i]) continue;
            count++;
            var light = (((i % frame.Picture.Width) + (i / frame.Picture.Width)) / 8 % 2) == 0 ? 0.18f : 0.04f;
            for (var c = 0; c < frame.Picture.Channels.Count; c++) frame.Picture.Plane(c)[i] = frame.Picture.Channels[c] == "A" ? 1 : light;
        }
        if (count == 0) return (frame.Origin, 0);
        Hatched++;
        return (new Covered(frame.Origin, covered), (double)count / covered.Length);
    }

    // where it lies in the made picture, edges outwards
    private static Box Made(Box box, int factor, Frame picture)
    {
        int left = Math.Min(box.X / factor, picture.Width), top = Math.Min(box.Y / factor, picture.Height);
        int right = Math.Min((box.X + box.Width + factor - 1) / factor, picture.Width), end = Math.Min((box.Y + box.Height + factor - 1) / factor, picture.Height);
        return new(left, top, right - left, end - top);
    }

    public void Dispose() => screen.Dispose();

    /// <summary>An origin pass in which what is covered comes from no plate.</summary>
    private sealed class Covered(OriginPass below, bool[] covered) : OriginPass(below.Width, below.Height, below.TapCount)
    {
        public override long Bytes => below.Bytes + covered.Length;

        public override OriginReader Reader()
        {
            var reader = below.Reader();
            return (y, row) =>
            {
                reader(y, row);
                for (var x = 0; x < Width; x++)
                {
                    if (!covered[(y * Width) + x]) continue;
                    foreach (var tap in row.Tap) tap.Weight[x] = 0;
                    row.Synth[x] = 1;
                }
            };
        }
    }
}
