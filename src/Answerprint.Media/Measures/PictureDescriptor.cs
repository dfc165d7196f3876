using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Measures;

/// <summary>
/// What a frame looks like, in 324 bytes: colours, light, where light and dark lie, and which way edges run where. An analysis value for finding pictures that
/// resemble each other; it can not be turned back into a picture. Kept in bytes so that a value read from a cache equals one computed anew.
/// Sources: colour histograms and their intersection, Swain and Ballard, IJCV 7 (1991); edge orientations on a coarse grid, Oliva and Torralba, IJCV 42 (2001).
/// </summary>
public sealed class PictureDescriptor
{
    /// <summary>Rises whenever a byte can change.</summary>
    public const int Version = 1;

    public const int Length = Colours + Tones + Layout + Edges + Light;

    private const int Colours = 64, Tones = 12, Layout = Across * Down, Edges = CellsAcross * CellsDown * Ways, Light = 8;
    private const int Across = 16, Down = 9, CellsAcross = 4, CellsDown = 3, Ways = 8;
    private const int Width = 64, Height = 36;

    private readonly byte[] bytes;

    private PictureDescriptor(byte[] bytes) => this.bytes = bytes;

    /// <exception cref="FormatException">It is not so many bytes.</exception>
    public static PictureDescriptor Read(byte[] bytes) => bytes.Length == Length ? new(bytes) : throw new FormatException($"a picture's descriptor has {Length} bytes");

    /// <summary>The bytes; not to be changed.</summary>
    public byte[] Bytes => bytes;

    /// <summary>Mean light in stops against full white (1.0): −2.5 is a mid grey of .18; at least −12.</summary>
    public double MeanStops => -bytes[^Light] / 20.0;

    /// <summary>How many stops brighter the right half is than the left; negative where the left is brighter. ±6 at most.</summary>
    public double RightOverLeft => (bytes[^(Light - 1)] - 128) / 20.0;

    /// <summary>How many stops brighter the upper half is than the lower. ±6 at most.</summary>
    public double UpperOverLower => (bytes[^(Light - 2)] - 128) / 20.0;

    /// <param name="light">C×H×W scene-linear; made small by averaging, clipped to 0..1, display-encoded (BT.1886).</param>
    public static PictureDescriptor Of(Frame light)
    {
        var rgb = new float[3][];
        for (var c = 0; c < 3; c++) rgb[c] = Small(light.Plane(Math.Min(c, light.Channels.Count - 1)), light.Width, light.Height);
        var made = new byte[Length];
        PutLight(rgb, made.AsSpan(Length - Light));
        foreach (var plane in rgb) Transfer.Bt1886.ToCode(plane);
        var luma = new float[Width * Height];
        for (var i = 0; i < luma.Length; i++) luma[i] = (0.2126f * rgb[0][i]) + (0.7152f * rgb[1][i]) + (0.0722f * rgb[2][i]);
        PutColours(rgb, luma, made.AsSpan(0, Colours), made.AsSpan(Colours, Tones));
        PutLayout(luma, made.AsSpan(Colours + Tones, Layout));
        PutEdges(luma, made.AsSpan(Colours + Tones + Layout, Edges));
        return new(made);
    }

    /// <summary>How unlike the framing is: where light and dark lie and how edges run, 0 (alike) to 1. A shift of a sixteenth of the picture costs little.</summary>
    public double FramingDistance(PictureDescriptor other) => (0.5 * LayoutDistance(other)) + (0.5 * Apart(Colours + Tones + Layout, Edges, other));

    /// <summary>How unlike the colours are, 0 to 1.</summary>
    public double ColourDistance(PictureDescriptor other) => (0.7 * Apart(0, Colours, other)) + (0.3 * Apart(Colours, Tones, other));

    /// <summary>How unlike exposure and white are, 0 to 1: half where the mean differs by a stop or the balance by a third.</summary>
    public double LightDistance(PictureDescriptor other)
    {
        var at = Length - Light;
        double stops = Math.Abs(bytes[at] - other.bytes[at]) / 20.0, red = Math.Abs(bytes[at + 3] - other.bytes[at + 3]) / 40.0, blue = Math.Abs(bytes[at + 4] - other.bytes[at + 4]) / 40.0;
        var sum = stops + (1.5 * (red + blue));
        return sum / (1 + sum);
    }

    private static float[] Small(float[] plane, int width, int height)
    {
        var small = new float[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            int top = y * height / Height, bottom = Math.Max(top + 1, (y + 1) * height / Height);
            for (var x = 0; x < Width; x++)
            {
                int left = x * width / Width, right = Math.Max(left + 1, (x + 1) * width / Width);
                float sum = 0;
                for (var v = top; v < bottom; v++)
                    for (var u = left; u < right; u++) sum += plane[(v * width) + u] is var s && float.IsNaN(s) ? 0 : Math.Clamp(s, 0, 1);
                small[(y * Width) + x] = sum / ((bottom - top) * (right - left));
            }
        }
        return small;
    }

    private static void PutLight(float[][] rgb, Span<byte> to)
    {
        double[] all = new double[3];
        double left = 0, right = 0, upper = 0, lower = 0, most = 0;
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var i = (y * Width) + x;
                for (var c = 0; c < 3; c++) all[c] += rgb[c][i];
                var l = (0.2126 * rgb[0][i]) + (0.7152 * rgb[1][i]) + (0.0722 * rgb[2][i]);
                if (x < Width / 2) left += l;
                else right += l;
                if (y < Height / 2) upper += l;
                else lower += l;
                most = Math.Max(most, l);
            }
        var n = Width * Height;
        const double floor = 1.0 / 4096;
        to[0] = Byte(-20 * Math.Log2(Math.Max(floor, ((0.2126 * all[0]) + (0.7152 * all[1]) + (0.0722 * all[2])) / n)));
        to[1] = Byte(128 + (20 * Math.Clamp(Math.Log2((right + floor) / (left + floor)), -6, 6)));
        to[2] = Byte(128 + (20 * Math.Clamp(Math.Log2((upper + floor) / (lower + floor)), -6, 6)));
        to[3] = Byte(128 + (40 * Math.Clamp(Math.Log2((all[0] + floor) / (all[1] + floor)), -3, 3)));
        to[4] = Byte(128 + (40 * Math.Clamp(Math.Log2((all[2] + floor) / (all[1] + floor)), -3, 3)));
        to[5] = Byte(-20 * Math.Log2(Math.Max(floor, most)));
    }

    /// <summary>Chroma on 8×8 bins, finer near grey, each pixel shared by the four bins around it; luma on 12.</summary>
    private static void PutColours(float[][] rgb, float[] luma, Span<byte> colours, Span<byte> tones)
    {
        var chroma = new double[Colours];
        var tone = new double[Tones];
        for (var i = 0; i < luma.Length; i++)
        {
            double blue = Bin((rgb[2][i] - luma[i]) / 1.8556), red = Bin((rgb[0][i] - luma[i]) / 1.5748);
            int b = (int)blue, r = (int)red;
            double fb = blue - b, fr = red - r;
            chroma[(b * 8) + r] += (1 - fb) * (1 - fr);
            chroma[(b * 8) + Math.Min(7, r + 1)] += (1 - fb) * fr;
            chroma[(Math.Min(7, b + 1) * 8) + r] += fb * (1 - fr);
            chroma[(Math.Min(7, b + 1) * 8) + Math.Min(7, r + 1)] += fb * fr;
            var t = Math.Clamp(luma[i], 0, 1) * (Tones - 1);
            tone[(int)t] += 1 - (t - (int)t);
            tone[Math.Min(Tones - 1, (int)t + 1)] += t - (int)t;
        }
        PutShares(chroma, colours);
        PutShares(tone, tones);

        static double Bin(double chromaOfHalf) => 3.5 + (3.5 * Math.CopySign(Math.Sqrt(Math.Min(1, Math.Abs(2 * chromaOfHalf))), chromaOfHalf));
    }

    /// <summary>The mean luma of each cell, less the mean of all and over their spread: exposure and contrast do not count.</summary>
    private static void PutLayout(float[] luma, Span<byte> to)
    {
        var cells = new double[Layout];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++) cells[(y * Down / Height * Across) + (x * Across / Width)] += luma[(y * Width) + x];
        var mean = cells.Average();
        var spread = Math.Max(Math.Sqrt(cells.Sum(c => (c - mean) * (c - mean)) / Layout), 1e-3 * Width * Height / Layout);
        for (var i = 0; i < Layout; i++) to[i] = Byte(128 + (32 * (cells[i] - mean) / spread));
    }

    /// <summary>Strength of edges by direction (modulo 180 degrees) in each cell, as shares of all.</summary>
    private static void PutEdges(float[] luma, Span<byte> to)
    {
        var sums = new double[Edges];
        for (var y = 1; y < Height - 1; y++)
            for (var x = 1; x < Width - 1; x++)
            {
                var i = (y * Width) + x;
                double gx = luma[i + 1] - luma[i - 1], gy = luma[i + Width] - luma[i - Width];
                var size = Math.Sqrt((gx * gx) + (gy * gy));
                if (size < 0.01) continue;
                var way = (Math.Atan2(gy, gx) + Math.PI) / Math.PI * Ways;
                var low = (int)way;
                var cell = ((y * CellsDown / Height * CellsAcross) + (x * CellsAcross / Width)) * Ways;
                // the root keeps one strong edge from being all there is
                sums[cell + (low % Ways)] += Math.Sqrt(size) * (1 - (way - low));
                sums[cell + ((low + 1) % Ways)] += Math.Sqrt(size) * (way - low);
            }
        PutShares(sums, to);
    }

    /// <summary>Shares of the sum, by their roots so that small ones are kept.</summary>
    private static void PutShares(double[] sums, Span<byte> to)
    {
        var all = sums.Sum();
        for (var i = 0; i < sums.Length; i++) to[i] = all > 0 ? Byte(255 * Math.Sqrt(sums[i] / all)) : (byte)0;
    }

    /// <summary>Hellinger distance of two sets of shares.</summary>
    private double Apart(int from, int count, PictureDescriptor other)
    {
        long sum = 0, mine = 0, theirs = 0;
        for (var i = from; i < from + count; i++)
        {
            sum += bytes[i] * other.bytes[i];
            mine += bytes[i] * bytes[i];
            theirs += other.bytes[i] * other.bytes[i];
        }
        if (mine == 0 || theirs == 0) return mine == theirs ? 0 : 1;
        return Math.Sqrt(Math.Max(0, 1 - (sum / Math.Sqrt((double)mine * theirs))));
    }

    /// <summary>Half of one less the correlation, the best over shifts of at most a cell.</summary>
    private double LayoutDistance(PictureDescriptor other)
    {
        const int at = Colours + Tones;
        double best = 1;
        for (var dy = -1; dy <= 1; dy++)
            for (var dx = -1; dx <= 1; dx++)
            {
                double sum = 0, mine = 0, theirs = 0;
                for (var y = Math.Max(0, -dy); y < Math.Min(Down, Down - dy); y++)
                    for (var x = Math.Max(0, -dx); x < Math.Min(Across, Across - dx); x++)
                    {
                        double a = bytes[at + (y * Across) + x] - 128, b = other.bytes[at + ((y + dy) * Across) + x + dx] - 128;
                        sum += a * b;
                        mine += a * a;
                        theirs += b * b;
                    }
                var alike = mine == 0 || theirs == 0 ? (mine == theirs ? 1 : 0) : sum / Math.Sqrt(mine * theirs);
                best = Math.Min(best, (0.5 * (1 - alike)) + (dx == 0 && dy == 0 ? 0 : 0.02));
            }
        return best;
    }

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}
