using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

public sealed partial record CodedPicture
{
    /// <summary>
    /// The inverse of the declared decode: scene-linear R, G, B (and A) → codes, rounded to the nearest and clipped to what the depth can hold.
    /// Chroma at reduced resolution is the mean around its site. Where the light has no A, alpha is full.
    /// </summary>
    public static CodedPicture Encode(Frame light, Coding coding)
    {
        var planes = new ushort[coding.Planes][];
        for (var p = 0; p < planes.Length; p++)
        {
            var (width, height) = coding.SizeOf(p, light.Width, light.Height);
            planes[p] = new ushort[width * height];
        }
        var yuv = coding.Model == CodeModel.Yuv;
        var blue = new float[yuv ? light.Size : 0];
        var red = new float[yuv ? light.Size : 0];
        var w = light.Width;
        Parallel.For(0, light.Height, () => new Rows(w), (y, _, rows) =>
        {
            for (var c = 0; c < 3; c++) light.Plane(c).AsSpan(y * w, w).CopyTo(rows.Rgb[c]);
            coding.Colour.ToCode(rows.Rgb[0], rows.Rgb[1], rows.Rgb[2]);
            if (coding.Alpha)
            {
                var target = planes[^1].AsSpan(y * w, w);
                if (light.Plane("A") is { } alpha) Quantise(alpha.AsSpan(y * w, w), (0, coding.Most), coding.Most, target);
                else target.Fill((ushort)coding.Most);
            }
            if (coding.Model == CodeModel.Rgb)
            {
                for (var c = 0; c < 3; c++) Quantise(rows.Rgb[c], coding.Luma, coding.Most, planes[c].AsSpan(y * w, w));
                return rows;
            }
            var (kr, kb) = coding.Weights;
            var kg = 1 - kr - kb;
            for (var x = 0; x < w; x++)
            {
                float r = rows.Rgb[0][x], g = rows.Rgb[1][x], b = rows.Rgb[2][x];
                var luma = r == g && g == b ? g : (kr * r) + (kg * g) + (kb * b);
                rows.Luma[x] = luma;
                if (!yuv) continue;
                blue[(y * w) + x] = (b - luma) / (2 * (1 - kb));
                red[(y * w) + x] = (r - luma) / (2 * (1 - kr));
            }
            Quantise(rows.Luma, coding.Luma, coding.Most, planes[0].AsSpan(y * w, w));
            return rows;
        }, _ => { });
        if (yuv)
        {
            Lessen(blue, light.Width, light.Height, coding, planes[1]);
            Lessen(red, light.Width, light.Height, coding, planes[2]);
        }
        return new(coding, light.Width, light.Height, planes);
    }

    /// <summary>
    /// These codes with a piece of work in them. Codes of pixels with coverage exactly 0 stand; a chroma sample that several pixels share
    /// changes only where all of them are inside, because it is the outside's own code as well.
    /// </summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public CodedPicture With(Frame light, Matte work)
    {
        if (light.Width != Width || light.Height != Height || work.Width != Width || work.Height != Height)
            throw new ArgumentException($"the plate is {Width}×{Height}, the render {light.Width}×{light.Height}, the matte {work.Width}×{work.Height}", nameof(light));
        if (work.IsEmpty) return this;
        var made = Encode(light, Coding);
        var planes = new ushort[Planes.Length][];
        for (var p = 0; p < planes.Length; p++)
        {
            planes[p] = (ushort[])Planes[p].Clone();
            if (Coding.Alpha && p == planes.Length - 1 && light.Plane("A") is null) continue;
            var (width, height) = Coding.SizeOf(p, Width, Height);
            int across = width == Width ? 0 : Coding.ChromaX, down = height == Height ? 0 : Coding.ChromaY;
            var target = planes[p];
            var source = made.Planes[p];
            Parallel.For(0, height, y =>
            {
                for (var x = 0; x < width; x++)
                    if (Inside(work, x << across, y << down, 1 << across, 1 << down)) target[(y * width) + x] = source[(y * width) + x];
            });
        }
        return this with { Planes = planes };
    }

    private static bool Inside(Matte work, int left, int top, int columns, int rows)
    {
        for (var y = top; y < Math.Min(top + rows, work.Height); y++)
            for (var x = left; x < Math.Min(left + columns, work.Width); x++)
                if (work.Coverage[(y * work.Width) + x] == 0) return false;
        return true;
    }

    private static void Quantise(ReadOnlySpan<float> values, (float Zero, float Span) range, int most, Span<ushort> codes)
    {
        for (var x = 0; x < codes.Length; x++)
        {
            var code = MathF.Floor((values[x] * range.Span) + range.Zero + 0.5f);
            // not a number has no code; it becomes the lowest
            codes[x] = code >= most ? (ushort)most : code > 0 ? (ushort)code : (ushort)0;
        }
    }

    /// <summary>Full-resolution chroma → the stored resolution: ¼ ½ ¼ around a sited sample, the plain mean of a centred one.</summary>
    private static void Lessen(float[] chroma, int width, int height, Coding coding, ushort[] codes)
    {
        var (columns, rows) = coding.SizeOf(1, width, height);
        var across = Taps(coding.ChromaX, coding.Site != ChromaSite.Centre);
        var down = Taps(coding.ChromaY, coding.Site == ChromaSite.TopLeft);
        Parallel.For(0, rows, y =>
        {
            var line = new float[columns];
            for (var x = 0; x < columns; x++)
            {
                var sum = 0f;
                foreach (var (dy, wy) in down)
                {
                    var row = Math.Clamp((y << coding.ChromaY) + dy, 0, height - 1) * width;
                    foreach (var (dx, wx) in across) sum += wy * wx * chroma[row + Math.Clamp((x << coding.ChromaX) + dx, 0, width - 1)];
                }
                line[x] = sum;
            }
            Quantise(line, coding.Chroma, coding.Most, codes.AsSpan(y * columns, columns));
        });
    }

    private static (int Offset, float Weight)[] Taps(int shift, bool sited) => (shift, sited) switch
    {
        (0, _) => [(0, 1f)],
        (1, true) => [(-1, 0.25f), (0, 0.5f), (1, 0.25f)],
        _ => [.. Enumerable.Range(0, 1 << shift).Select(i => (i, 1f / (1 << shift)))],
    };
}
