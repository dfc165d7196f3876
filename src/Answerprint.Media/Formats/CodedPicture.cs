using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// A picture as code values, as a movie, PNG or other display-referred file holds it. Decoding is ours, from the code to the half word,
/// in float operations of one fixed order, so that the same codes give the same bits on every processor.
/// </summary>
/// <param name="Planes">Y, U, V or R, G, B or Y, then alpha; row by row, each at its own size.</param>
public sealed partial record CodedPicture(Coding Coding, int Width, int Height, ushort[][] Planes)
{
    private static readonly string[] Colours = ["R", "G", "B"];

    /// <summary>What the file says beside its codes, as the attributes of OpenEXR that say the same (timecode, rate, key code).</summary>
    public IReadOnlyList<StoredAttribute> Attributes { get; init; } = [];

    /// <summary>The file's own header as it stands, where a writer of the same kind carries it on (DPX); null else.</summary>
    public byte[]? Header { get; init; }

    /// <summary>The half picture of the declared decode: the plate's bits.</summary>
    public StoredFrame ToStored()
    {
        var names = Coding.Alpha ? (string[])[.. Colours, "A"] : Colours;
        var words = names.Select(_ => new byte[Width * Height * 2]).ToArray();
        var width = Width;
        var table = Coding.Model != CodeModel.Yuv && Coding.Colour.IsByChannel && Coding.Most < (long)Width * Height ? Table() : null;
        Parallel.For(0, Height, () => new Rows(width), (y, _, rows) =>
        {
            if (table is not null)
            {
                for (var c = 0; c < 3; c++) Look(table, Planes[Coding.Model == CodeModel.Grey ? 0 : c].AsSpan(y * width, width), Row(words[c], y));
            }
            else
            {
                DecodeRow(y, rows);
                for (var c = 0; c < 3; c++) HalfWords.FromFloat(rows.Rgb[c], Row(words[c], y));
            }
            if (!Coding.Alpha) return rows;
            Coverage(y, rows.Luma);
            HalfWords.FromFloat(rows.Luma, Row(words[3], y));
            return rows;
        }, _ => { });
        var window = new Window(0, 0, Width - 1, Height - 1);
        return new(window, window, [.. names.Select((n, c) => new StoredChannel(n, SampleType.Half, words[c]))], Attributes);

        Span<ushort> Row(byte[] plane, int y) => MemoryMarshal.Cast<byte, ushort>(plane.AsSpan()).Slice(y * width, width);
    }

    /// <summary>Coverage 0..1 of a matte: alpha where there is one, else luma or grey, else luma of red, green and blue; expanded from its range, not linearised, clipped to 0..1.</summary>
    public Matte ToMatte()
    {
        var matte = new Matte(Width, Height);
        var (kr, kb) = Coding.Weights;
        Parallel.For(0, Height, y =>
        {
            var row = matte.Coverage.AsSpan(y * Width, Width);
            if (Coding.Alpha) Coverage(y, row);
            else if (Coding.Model != CodeModel.Rgb) Scale(Planes[0].AsSpan(y * Width, Width), Coding.Luma, row);
            else
            {
                for (var x = 0; x < row.Length; x++)
                {
                    int r = Planes[0][(y * Width) + x], g = Planes[1][(y * Width) + x], b = Planes[2][(y * Width) + x];
                    row[x] = r == g && g == b ? r / (float)Coding.Most : ((kr * r) + ((1 - kr - kb) * g) + (kb * b)) / Coding.Most;
                }
            }
            for (var x = 0; x < row.Length; x++) row[x] = Math.Clamp(row[x], 0, 1);
        });
        return matte;
    }

    /// <summary>The half word of every code of red, green, blue or grey: decoded once, the same bits as sample by sample.</summary>
    private ushort[] Table()
    {
        var codes = new ushort[Coding.Most + 1];
        for (var i = 0; i < codes.Length; i++) codes[i] = (ushort)i;
        var light = new float[codes.Length];
        Scale(codes, Coding.Luma, light);
        Coding.Colour.Transfer.ToLight(light);
        HalfWords.FromFloat(light, codes);
        return codes;
    }

    /// <exception cref="ArgumentException">A code is beyond the depth.</exception>
    private static void Look(ushort[] table, ReadOnlySpan<ushort> codes, Span<ushort> words)
    {
        for (var x = 0; x < codes.Length; x++) words[x] = codes[x] < table.Length ? table[codes[x]] : throw new ArgumentException($"code {codes[x]} is beyond the depth", nameof(codes));
    }

    private void Coverage(int y, Span<float> row) => Scale(Planes[^1].AsSpan(y * Width, Width), (0, Coding.Most), row);

    private static void Scale(ReadOnlySpan<ushort> codes, (float Zero, float Span) range, Span<float> values)
    {
        var whole = codes.Length / 16 * 16;
        var (zero, span) = (Vector256.Create(range.Zero), Vector256.Create(range.Span));
        var from = MemoryMarshal.Cast<ushort, Vector256<ushort>>(codes[..whole]);
        var to = MemoryMarshal.Cast<float, Vector256<float>>(values[..whole]);
        for (var i = 0; i < from.Length; i++)
        {
            var (low, high) = Vector256.Widen(from[i]);
            to[2 * i] = (Vector256.ConvertToSingle(low.AsInt32()) - zero) / span;
            to[(2 * i) + 1] = (Vector256.ConvertToSingle(high.AsInt32()) - zero) / span;
        }
        for (var x = whole; x < codes.Length; x++) values[x] = (codes[x] - range.Zero) / range.Span;
    }

    /// <summary>One row of scene-linear red, green and blue.</summary>
    private void DecodeRow(int y, Rows rows)
    {
        switch (Coding.Model)
        {
            case CodeModel.Grey:
                Scale(Planes[0].AsSpan(y * Width, Width), Coding.Luma, rows.Rgb[0]);
                if (Coding.Colour.IsByChannel) Coding.Colour.Transfer.ToLight(rows.Rgb[0]);
                rows.Rgb[0].CopyTo(rows.Rgb[1], 0);
                rows.Rgb[0].CopyTo(rows.Rgb[2], 0);
                if (!Coding.Colour.IsByChannel) Coding.Colour.ToLight(rows.Rgb[0], rows.Rgb[1], rows.Rgb[2]);
                return;
            case CodeModel.Rgb:
                for (var c = 0; c < 3; c++) Scale(Planes[c].AsSpan(y * Width, Width), Coding.Luma, rows.Rgb[c]);
                break;
            default:
                ChromaRow(1, y, rows, rows.Blue);
                ChromaRow(2, y, rows, rows.Red);
                Scale(Planes[0].AsSpan(y * Width, Width), Coding.Luma, rows.Luma);
                Matrix(rows);
                break;
        }
        Coding.Colour.ToLight(rows.Rgb[0], rows.Rgb[1], rows.Rgb[2]);
    }

    /// <summary>
    /// The chroma of one row at full width, linear between the samples where they lie: exact sums of integer codes × 64, then one scaling.
    /// Beyond the border the last sample goes on.
    /// </summary>
    private void ChromaRow(int plane, int y, Rows rows, float[] values)
    {
        var (width, height) = Coding.SizeOf(plane, Width, Height);
        var codes = Planes[plane];
        var (row, down) = Place(y, Coding.ChromaY, centred: Coding.Site != ChromaSite.TopLeft);
        var upper = codes.AsSpan(Math.Clamp(row, 0, height - 1) * width, width);
        var lower = codes.AsSpan(Math.Clamp(row + 1, 0, height - 1) * width, width);
        var line = rows.Chroma.AsSpan(0, width);
        for (var x = 0; x < width; x++) line[x] = (upper[x] * (8 - down)) + (lower[x] * down);
        var (middle, span) = Coding.Chroma;
        var zero = (int)middle * 64;
        var scale = 1 / (span * 64);
        if (Coding.ChromaX == 0)
        {
            for (var x = 0; x < values.Length; x++) values[x] = ((line[x] * 8) - zero) * scale;
        }
        else if (Coding.ChromaX == 1 && Coding.Site != ChromaSite.Centre)
        {
            var x0 = 0;
            for (; x0 + 5 <= width && (2 * x0) + 8 <= values.Length; x0 += 4)
            {
                var here = Vector128.LoadUnsafe(ref line[x0]);
                var pairs = Vector256.Create(here * 8, (here + Vector128.LoadUnsafe(ref line[x0 + 1])) * 4) - Vector256.Create(zero);
                var mixed = Vector256.ConvertToSingle(pairs) * Vector256.Create(scale);
                Vector256.Shuffle(mixed, Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).StoreUnsafe(ref values[2 * x0]);
            }
            for (var x = x0; x < width - 1; x++)
            {
                values[2 * x] = ((line[x] * 8) - zero) * scale;
                values[(2 * x) + 1] = (((line[x] + line[x + 1]) * 4) - zero) * scale;
            }
            for (var x = 2 * (width - 1); x < values.Length; x++) values[x] = ((line[width - 1] * 8) - zero) * scale;
        }
        else
        {
            for (var x = 0; x < values.Length; x++)
            {
                var (left, right) = Place(x, Coding.ChromaX, centred: Coding.Site == ChromaSite.Centre);
                values[x] = ((line[Math.Clamp(left, 0, width - 1)] * (8 - right)) + (line[Math.Clamp(left + 1, 0, width - 1)] * right) - zero) * scale;
            }
        }
    }

    /// <summary>The chroma sample before a luma position, and the weight of the next one in eighths.</summary>
    private static (int Sample, int Eighths) Place(int position, int shift, bool centred)
    {
        if (shift == 0) return (position, 0);
        // in units of 1/(2·2^shift) of a chroma sample
        var at = centred ? (2 * position) + 1 - (1 << shift) : 2 * position;
        var unit = 2 << shift;
        var sample = at >= 0 ? at / unit : -1;
        return (sample, (at - (sample * unit)) * 8 / unit);
    }

    // R = Y + 2(1−Kr)·Cr, B = Y + 2(1−Kb)·Cb, G = Y − (2Kr(1−Kr)·Cr + 2Kb(1−Kb)·Cb)/Kg   (ITU-R BT.601, BT.709, BT.2020)
    private void Matrix(Rows rows)
    {
        var (kr, kb) = Coding.Weights;
        var kg = 1 - kr - kb;
        float red = 2 * (1 - kr), blue = 2 * (1 - kb), greenRed = red * kr / kg, greenBlue = blue * kb / kg;
        var whole = Width / 8 * 8;
        for (var x = 0; x < whole; x += 8)
        {
            var luma = Vector256.LoadUnsafe(ref rows.Luma[x]);
            var cb = Vector256.LoadUnsafe(ref rows.Blue[x]);
            var cr = Vector256.LoadUnsafe(ref rows.Red[x]);
            (luma + (cr * Vector256.Create(red))).StoreUnsafe(ref rows.Rgb[0][x]);
            (luma - ((cr * Vector256.Create(greenRed)) + (cb * Vector256.Create(greenBlue)))).StoreUnsafe(ref rows.Rgb[1][x]);
            (luma + (cb * Vector256.Create(blue))).StoreUnsafe(ref rows.Rgb[2][x]);
        }
        for (var x = whole; x < Width; x++)
        {
            rows.Rgb[0][x] = rows.Luma[x] + (rows.Red[x] * red);
            rows.Rgb[1][x] = rows.Luma[x] - ((rows.Red[x] * greenRed) + (rows.Blue[x] * greenBlue));
            rows.Rgb[2][x] = rows.Luma[x] + (rows.Blue[x] * blue);
        }
    }

    /// <summary>Room for one row of work.</summary>
    private sealed class Rows(int width)
    {
        public float[] Luma { get; } = new float[width];

        public float[] Blue { get; } = new float[width];

        public float[] Red { get; } = new float[width];

        public int[] Chroma { get; } = new int[width];

        public float[][] Rgb { get; } = [new float[width], new float[width], new float[width]];
    }
}
