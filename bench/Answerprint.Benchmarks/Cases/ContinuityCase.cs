using System.Diagnostics;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Tools.Continuity;

namespace Answerprint.Benchmarks.Cases;

/// <summary>What of the faults of one kind was found in one clip.</summary>
/// <param name="Kind">"duplicate", "dropped" … or "cut".</param>
/// <param name="Put">Faults that were put in.</param>
/// <param name="Found">Of those, what was named, on its frame or one beside it.</param>
/// <param name="False">What else was named as such a fault, in the clip with the faults and in the clip as it is.</param>
/// <param name="Seconds">A frame.</param>
public sealed record ContinuityScore(string Clip, string Kind, int Put, int Found, int False, double Seconds);

/// <summary>Faults put into a real clip, one kind at a time, and looked for.</summary>
/// <param name="codes">The clip, interleaved R, G, B, 8-bit display codes.</param>
/// <param name="between">Frames of another clip, for cuts.</param>
public sealed class ContinuityCase(string name, IReadOnlyList<byte[]> codes, IReadOnlyList<byte[]> between, int width, int height, int threads)
{
    /// <summary>Frames between faults.</summary>
    private const int Apart = 11;

    /// <summary>Mean difference of two frames from which on something can be said to move, display codes.</summary>
    private const double Moves = 0.7;

    /// <summary>A flickering frame: a factor on display codes. Light across a cut: on light, a tenth of a stop and a white that is a little colder.</summary>
    private const double Flicker = 1.06, Lighter = 0.12, Colder = 0.1;

    public IReadOnlyList<ContinuityScore> Run(CancellationToken cancel)
    {
        List<int> places = [.. Enumerable.Range(1, 20).Select(k => k * Apart).Where(k => k < codes.Count - 4 && Difference(codes[k - 1], codes[k]) >= Moves && Difference(codes[k], codes[k + 1]) >= Moves)];
        var clean = Faults([.. codes], cancel, out _);
        var scores = new List<ContinuityScore>();
        // the places of faults in the clip that is made, one after the other
        Add(FaultKind.Duplicate, places.ConvertAll(k => k), [.. codes.Select((c, n) => places.Contains(n) ? codes[n - 1] : c)]);
        Add(FaultKind.Dropped, [.. places.Select((k, i) => k - i)], [.. codes.Where((_, n) => !places.Contains(n))]);
        Add(FaultKind.Flicker, places, [.. codes.Select((c, n) => places.Contains(n) ? Lit(c, v => v * Flicker) : c)]);
        var middle = codes.Count / 2;
        if (codes.Count >= 24 && between.Count >= 8)
        {
            // a shot, another, and the first again: with the light that it had, and with another
            List<byte[]> first = [.. codes.Take(middle)], other = [.. between.Take(8)], rest = [.. codes.Skip(middle)];
            var same = Faults([.. first, .. other, .. rest], cancel, out var shots);
            double up = Math.Pow(2, Lighter / 2.4), blue = Math.Pow(2, Colder / 2.4);
            var lit = Faults([.. first, .. other, .. rest.Select(c => Lit(c, v => v * up, blue))], cancel, out _);
            int[] cuts = [middle, middle + 8];
            var begins = shots.Select(s => s.First).Where(f => f > 0).ToList();
            scores.Add(new(name, "cut", 2, cuts.Count(begins.Contains), begins.Count(b => !cuts.Contains(b)), 0));
            scores.Add(new(name, FaultWords.Word(FaultKind.LightAcrossCut).Replace('-', ' '), 1, lit.Any(f => f.Kind == FaultKind.LightAcrossCut && f.Frame == middle + 8) ? 1 : 0, same.Count(f => f.Kind == FaultKind.LightAcrossCut), 0));
        }
        int x = width / 3, y = height / 3;
        Add(FaultKind.StuckPixel, [0], [.. codes.Select(c => Dead(c, x, y))], f => f.Place is { } p && p == (x, y));
        Boom(scores, cancel);
        return scores;

        void Add(FaultKind kind, IReadOnlyList<int> put, List<byte[]> made, Func<ContinuityFault, bool>? right = null)
        {
            if (put.Count == 0 || made.Count < 8) return;
            var clock = Stopwatch.GetTimestamp();
            var found = Faults(made, cancel, out _).Where(f => f.Kind == kind).ToList();
            var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds / made.Count;
            bool Right(ContinuityFault f, int k) => right?.Invoke(f) ?? Math.Abs(f.Frame - k) <= 1;
            scores.Add(new(name, FaultWords.Word(kind).Replace('-', ' '), put.Count, put.Count(k => found.Any(f => Right(f, k))), found.Count(f => !put.Any(k => Right(f, k))) + clean.Count(f => f.Kind == kind), seconds));
        }
    }

    /// <summary>A boom that comes into the picture for a fifth of the clip and goes again; what is named without it is false.</summary>
    private void Boom(List<ContinuityScore> scores, CancellationToken cancel)
    {
        int first = codes.Count * 2 / 5, last = codes.Count * 3 / 5;
        if (codes.Count < 24) return;
        var clock = Stopwatch.GetTimestamp();
        var clean = Intruders(n => codes[n], cancel);
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds / codes.Count;
        var at = width * 0.62;
        bool Right(Intruder i) => i.Frame >= first && i.Frame <= last && i.X < at + (0.08 * width) && i.X + i.Width > at - (0.08 * width);
        var found = Intruders(n => n < first || n > last ? codes[n] : Boomed(codes[n], at, height * 0.2 * Math.Sin(Math.PI * (n - first + 1) / (last - first + 2))), cancel);
        scores.Add(new(name, "boom", 1, found.Any(Right) ? 1 : 0, clean.Count(i => !Right(i)), seconds));
    }

    private IReadOnlyList<Intruder> Intruders(Func<int, byte[]> picture, CancellationToken cancel)
    {
        var watch = new IntruderWatch(threads);
        foreach (var n in DailiesWatch.SamplesOf(new(new(0, codes.Count), new FrameRate(24), width, height, [])))
        {
            cancel.ThrowIfCancellationRequested();
            watch.Add(n, HiddenClip.Decode(picture(n), width, height));
        }
        return watch.Found();
    }

    /// <summary>A rod a hundredth of the picture wide and the windshield at its end, of a dark grey with soft edges, down to a line.</summary>
    private byte[] Boomed(byte[] codes, double at, double down)
    {
        var made = (byte[])codes.Clone();
        double rod = 0.006 * width, wide = 0.035 * width, tall = 0.05 * height;
        for (var y = 0; y < Math.Min(height, down + tall + 2); y++)
        {
            for (var x = (int)(at - (3 * wide)); x < Math.Min(width, at + (3 * wide)); x++)
            {
                double dx = x - at - (0.15 * (down - y)), nearRod = y < down ? rod + 0.5 - Math.Abs(dx) : 0;
                var nearShield = (1 - Math.Sqrt(((x - at) * (x - at) / (wide * wide)) + ((y - down) * (y - down) / (tall * tall)))) * wide / 2;
                var cover = Math.Clamp(Math.Max(nearRod, nearShield), 0, 1);
                if (cover <= 0 || x < 0) continue;
                for (var c = 0; c < 3; c++) made[(3 * ((y * width) + x)) + c] = (byte)((made[(3 * ((y * width) + x)) + c] * (1 - cover)) + (cover * 46) + 0.5);
            }
        }
        return made;
    }

    private IReadOnlyList<ContinuityFault> Faults(List<byte[]> pictures, CancellationToken cancel, out IReadOnlyList<SeenShot> shots)
    {
        using var clip = new CodedClip(name, pictures, width, height);
        var report = ContinuityWatch.Of([clip], threads, null, cancel);
        shots = report.Shots;
        return report.Faults;
    }

    private static double Difference(byte[] a, byte[] b)
    {
        long sum = 0;
        for (var i = 0; i < a.Length; i++) sum += Math.Abs(a[i] - b[i]);
        return (double)sum / a.Length;
    }

    private static byte[] Lit(byte[] codes, Func<double, double> light, double blue = 1)
    {
        var made = new byte[codes.Length];
        for (var i = 0; i < codes.Length; i++) made[i] = (byte)Math.Clamp(Math.Round(light(codes[i]) * (i % 3 == 2 ? blue : 1)), 0, 255);
        return made;
    }

    private byte[] Dead(byte[] codes, int x, int y)
    {
        var made = (byte[])codes.Clone();
        made.AsSpan(3 * ((y * width) + x), 3).Fill(255);
        return made;
    }

    /// <summary>Frames in codes, made light when they are read.</summary>
    private sealed class CodedClip(string name, IReadOnlyList<byte[]> pictures, int width, int height) : Clip
    {
        public override string Name => name;

        public override FrameRange Range => new(0, pictures.Count);

        public override FrameRate Rate => new(24);

        public override int Width => width;

        public override int Height => height;

        public override bool Has(int frame) => Range.Contains(frame);

        public override StoredFrame ReadStored(int frame) => Read(frame).ToStored(SampleType.Float);

        public override Frame Read(int frame) => HiddenClip.Decode(pictures[frame], width, height);
    }
}
