using Answerprint.Media.Frames;

namespace Answerprint.Media.Filters;

/// <summary>A picture made smaller by a whole factor.</summary>
public static class Reduction
{
    /// <summary>The mean light of whole cells of factor × factor pixels; cells at the right and lower edge that are not whole are left out. Of a picture smaller than a cell one pixel is left.</summary>
    /// <param name="frame">C×H×W linear light; itself where <paramref name="factor"/> is 1.</param>
    public static Frame Of(Frame frame, int factor)
    {
        if (factor == 1) return frame;
        var small = new Frame(Size(frame.Width, factor), Size(frame.Height, factor), [.. frame.Channels]);
        var (across, down) = (Math.Min(factor, frame.Width), Math.Min(factor, frame.Height));
        for (var c = 0; c < small.Channels.Count; c++)
        {
            for (var y = 0; y < small.Height; y++)
            {
                // line by line into all cells of a row, each summed in the order in which its pixels stand
                var cells = small.Plane(c).AsSpan(y * small.Width, small.Width);
                for (var v = 0; v < down; v++)
                {
                    var line = frame.Plane(c).AsSpan(((y * factor) + v) * frame.Width, frame.Width);
                    for (var x = 0; x < cells.Length; x++)
                    {
                        var sum = cells[x];
                        foreach (var sample in line.Slice(x * factor, across)) sum += sample;
                        cells[x] = sum;
                    }
                }
                foreach (ref var cell in cells) cell /= across * down;
            }
        }
        return small;
    }

    /// <summary>Pixels that are left of so many.</summary>
    internal static int Size(int pixels, int factor) => Math.Max(1, pixels / factor);
}
