namespace Answerprint.Media.Frames;

/// <summary>A rectangle of a picture that is not what the camera saw.</summary>
/// <param name="Frame">The frame that it is on, in the plate's numbers; null: on every frame, as a dead pixel of the sensor is.</param>
/// <param name="X">Leftmost column, from 0.</param>
/// <param name="Y">Topmost row, from 0.</param>
/// <param name="Width">At least 1.</param>
/// <param name="Height">At least 1.</param>
public sealed record Defect(int? Frame, int X, int Y, int Width = 1, int Height = 1)
{
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{(Frame is { } f ? $"{f}:" : "")}{X},{Y}{(Width == 1 && Height == 1 ? "" : $",{Width},{Height}")}");
}

/// <summary>Where pictures are damaged.</summary>
public sealed class DefectMap(IReadOnlyList<Defect> defects)
{
    /// <summary>More rectangles are refused.</summary>
    public const int Most = 200_000;

    /// <summary>The longest side of what counts as a dead pixel or dust, in pixels (class R).</summary>
    public const int MostDust = 6;

    public IReadOnlyList<Defect> Defects { get; } = defects;

    public bool IsEmpty => Defects.Count == 0;

    /// <summary>Whether a frame is damaged.</summary>
    public bool IsOn(int frame) => Defects.Any(d => d.Frame is null || d.Frame == frame);

    /// <summary>Coverage 1 where the frame is damaged, else 0; null where nothing of it is.</summary>
    /// <exception cref="BadInputException">A defect lies outside the picture.</exception>
    public Matte? On(int frame, int width, int height)
    {
        Matte? matte = null;
        foreach (var d in Defects)
        {
            if (d.Frame is { } only && only != frame) continue;
            if (d.X < 0 || d.Y < 0 || d.Width < 1 || d.Height < 1 || d.X > width - d.Width || d.Y > height - d.Height)
                throw new BadInputException("defect-outside", $"{d}", "", $"the picture is {width} × {height}", "Count columns and rows from 0 at the top left: x,y or frame:x,y,width,height");
            matte ??= new(width, height);
            for (var y = d.Y; y < d.Y + d.Height; y++) matte.Coverage.AsSpan((y * width) + d.X, d.Width).Fill(1);
        }
        return matte;
    }

    /// <summary>The rectangles of a matte: runs of covered pixels, alike ones below each other joined.</summary>
    /// <exception cref="BadInputException">There are too many.</exception>
    public static IReadOnlyList<Defect> Of(Matte matte, int? frame, string file)
    {
        var done = new List<Defect>();
        var open = new Dictionary<(int X, int Width), (int Y, int Height)>();
        for (var y = 0; y <= matte.Height; y++)
        {
            var here = new HashSet<(int X, int Width)>();
            for (var x = 0; y < matte.Height && x < matte.Width; x++)
            {
                var start = x;
                while (x < matte.Width && matte.Coverage[(y * matte.Width) + x] > 0) x++;
                if (x > start) here.Add((start, x - start));
            }
            foreach (var (run, at) in open.Where(o => !here.Contains(o.Key)).OrderBy(o => o.Key.X).ToList())
            {
                done.Add(new(frame, run.X, at.Y, run.Width, at.Height));
                open.Remove(run);
            }
            foreach (var run in here) open[run] = open.TryGetValue(run, out var at) ? (at.Y, at.Height + 1) : (y, 1);
            if (done.Count > Most) throw TooMany(file);
        }
        return done;
    }

    public static BadInputException TooMany(string file) => new("too-many-defects", file, "", $"it has more than {Most} rectangles", "Name the damaged regions more roughly");
}
