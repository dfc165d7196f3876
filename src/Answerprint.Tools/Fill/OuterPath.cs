using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>Where the pixels of a frame lie in the frames further out, one after another, followed from frame to frame on small pictures.</summary>
internal static class OuterPath
{
    /// <param name="near">From the gap's end to the first frame outside, at the size of analysis.</param>
    /// <param name="from">That frame's number.</param>
    /// <param name="sign">-1 before the gap, 1 after it.</param>
    /// <param name="count">Frames outside, the first among them.</param>
    public static FlowField[] Follow(FlowField near, int from, int sign, int count, SmallFrames frames, int threads, CancellationToken cancel)
    {
        var path = new FlowField[count];
        path[0] = near;
        for (var k = 1; k < count; k++)
        {
            var next = frames.Flow(from + (sign * (k - 1)), from + (sign * k));
            path[k] = Extended(path[k - 1], next, threads, cancel);
        }
        return path;
    }

    private static FlowField Extended(FlowField path, FlowField next, int threads, CancellationToken cancel)
    {
        var far = new FlowField(path.Width, path.Height);
        float sx = (float)path.Width / next.Width, sy = (float)path.Height / next.Height;
        Rows.Each(threads, path.Height, (first, end) =>
        {
            for (var y = first; y < end; y++)
            {
                for (var x = 0; x < path.Width; x++)
                {
                    var i = (y * path.Width) + x;
                    float px = path.X(i), py = path.Y(i);
                    var (nx, ny) = next.At(((x + px + 0.5f) / sx) - 0.5f, ((y + py + 0.5f) / sy) - 0.5f);
                    far.Values[2 * i] = px + (sx * nx);
                    far.Values[(2 * i) + 1] = py + (sy * ny);
                }
            }
        }, cancel);
        return far;
    }
}
