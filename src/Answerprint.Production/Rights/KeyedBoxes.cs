using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>Boxes around somebody who moves, drawn on a few frames: between two of them the box goes in a straight line, rounded outwards.</summary>
public static class KeyedBoxes
{
    /// <summary>The area on a frame, coverage 1 inside.</summary>
    /// <param name="boxes">Those with frames are keys at the first frame that they name, and stand until the last of it; those without are on every frame.</param>
    public static Matte At(IReadOnlyList<RegionBox> boxes, int frame, int width, int height)
    {
        var inside = new bool[width * height];
        foreach (var still in boxes.Where(b => b.Frames is null)) Mark(still.X, still.Y, still.X + still.Width, still.Y + still.Height);
        var keys = boxes.Where(b => b.Frames is not null).OrderBy(b => b.Frames!.Value.Start).ToList();
        if (keys.Count > 0)
        {
            var (before, after) = (keys.LastOrDefault(k => k.Frames!.Value.Start <= frame) ?? keys[0], keys.FirstOrDefault(k => k.Frames!.Value.Start > frame) ?? keys[^1]);
            var (from, to) = (before.Frames!.Value.End - 1, after.Frames!.Value.Start);
            var t = frame <= from || to <= from ? 0 : (double)(frame - from) / (to - from);
            Mark((int)Math.Floor(Mix(before.X, after.X)), (int)Math.Floor(Mix(before.Y, after.Y)), (int)Math.Ceiling(Mix(before.X + before.Width, after.X + after.Width)), (int)Math.Ceiling(Mix(before.Y + before.Height, after.Y + after.Height)));

            double Mix(double a, double b) => a + (t * (b - a));
        }
        var matte = new Matte(width, height);
        for (var i = 0; i < inside.Length; i++) matte.Coverage[i] = inside[i] ? 1 : 0;
        return matte;

        void Mark(int left, int top, int right, int bottom)
        {
            for (var y = Math.Max(0, top); y < Math.Min(height, bottom); y++)
                if (Math.Min(width, right) > Math.Max(0, left)) inside.AsSpan((y * width) + Math.Max(0, left), Math.Min(width, right) - Math.Max(0, left)).Fill(value: true);
        }
    }
}
