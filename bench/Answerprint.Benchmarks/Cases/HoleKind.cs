namespace Answerprint.Benchmarks.Cases;

/// <summary>What is laid over a clip and has to be taken out again.</summary>
public enum HoleKind
{
    /// <summary>A wire from the top to the bottom, three pixels wide at 640, that swings with whoever hangs on it.</summary>
    Wire,

    /// <summary>A disc of an eighth of the height that crosses the picture.</summary>
    Object,

    /// <summary>Six marks of eight pixels that stand on the scene's frame, not on what moves in it.</summary>
    Marks,
}

/// <summary>Where a thing covers a frame, by arithmetic alone: so the truth behind it is known.</summary>
public static class SyntheticHole
{
    /// <summary>H×W, 1 where it is.</summary>
    /// <param name="frame">From 0.</param>
    /// <param name="frames">Of the clip.</param>
    public static bool[] On(HoleKind kind, int frame, int frames, int width, int height)
    {
        var inside = new bool[width * height];
        var t = frames > 1 ? (double)frame / (frames - 1) : 0;
        switch (kind)
        {
            case HoleKind.Wire:
                var half = Math.Max(1, width / 640.0 * 1.5);
                for (var y = 0; y < height; y++)
                {
                    var centre = width * (0.42 + (0.10 * t) + (0.03 * Math.Sin(2 * Math.PI * ((1.5 * t) + (0.4 * y / height)))) + (0.06 * y / height));
                    for (var x = Math.Max(0, (int)Math.Ceiling(centre - half)); x <= Math.Min(width - 1, (int)Math.Floor(centre + half)); x++) inside[(y * width) + x] = true;
                }
                break;
            case HoleKind.Object:
                var (cx, cy, r) = (width * (0.15 + (0.7 * t)), height * (0.5 + (0.12 * Math.Sin(2 * Math.PI * t))), height / 8.0);
                for (var i = 0; i < inside.Length; i++) inside[i] = (((i % width) - cx) * ((i % width) - cx)) + (((i / width) - cy) * ((i / width) - cy)) <= r * r;
                break;
            default:
                var side = Math.Max(2, width / 80);
                for (var n = 0; n < 6; n++)
                {
                    var (left, top) = ((int)(width * (0.12 + (0.15 * n))) + (int)Math.Round(6 * Math.Sin(n + (4 * t))), (int)(height * (0.25 + (0.1 * (n * 7 % 5)))) + (int)Math.Round(5 * Math.Cos((2 * n) + (3 * t))));
                    for (var y = top; y < Math.Min(height, top + side); y++) for (var x = left; x < Math.Min(width, left + side); x++) inside[(y * width) + x] = true;
                }
                break;
        }
        return inside;
    }
}
