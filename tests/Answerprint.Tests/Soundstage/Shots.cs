using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Soundstage;

namespace Answerprint.Tests.Soundstage;

/// <summary>Small stages and the measures that the tests of this folder share.</summary>
internal static class Shots
{
    public static Stage Small(ulong seed, SceneKind kind, CameraMove? move = null, int width = 160, int height = 90) =>
        Stage.Of(seed, new FrameRange(1001, 1013), width, height, kind, move);

    /// <param name="grown">Whether passes count that came later than the first digests.</param>
    public static string Digest(StageFrame frame, bool grown = true)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var c = 0; c < 3; c++) hash.AppendData(MemoryMarshal.AsBytes(frame.Picture!.Plane(c).AsSpan()));
        foreach (var flow in new[] { frame.Next, frame.Previous })
        {
            if (flow is null) continue;
            hash.AppendData(MemoryMarshal.AsBytes(flow.X.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(flow.Y.AsSpan()));
            hash.AppendData(flow.Hidden);
        }
        if (frame.Depth is not null) hash.AppendData(MemoryMarshal.AsBytes(frame.Depth.AsSpan()));
        foreach (var more in new[] { frame.Normals, frame.Albedo, frame.Grainless }.Concat(frame.Lights?.Select(l => l.Picture) ?? []))
            if (more is not null && grown)
                for (var c = 0; c < 3; c++) hash.AppendData(MemoryMarshal.AsBytes(more.Plane(c).AsSpan()));
        if (frame.Ids is not null) hash.AppendData(MemoryMarshal.AsBytes(frame.Ids.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>PSNR in dB on a 1/2.4 power of the light, of a frame against the other frame fetched along the flow, where the point is seen.</summary>
    public static (double Psnr, double Share) Warped(Frame here, Frame there, FlowTruth flow)
    {
        double sum = 0;
        var count = 0;
        for (var y = 3; y < here.Height - 3; y++)
        {
            for (var x = 3; x < here.Width - 3; x++)
            {
                var i = (y * here.Width) + x;
                if (flow.Hidden[i] != 0) continue;
                double tx = x + flow.X[i], ty = y + flow.Y[i];
                if (tx < 2 || ty < 2 || tx > here.Width - 4 || ty > here.Height - 4) continue;
                for (var c = 0; c < 3; c++)
                {
                    var d = Shown(here.Plane(c)[i]) - Cubic(there.Plane(c), here.Width, tx, ty);
                    sum += d * d;
                }
                count++;
            }
        }
        return (10 * Math.Log10(3.0 * count / sum), count / (double)here.Size);
    }

    private static double Shown(double light) => Math.Pow(Math.Clamp(light, 0, 1), 1 / 2.4);

    private static double Cubic(float[] plane, int width, double x, double y)
    {
        int ix = (int)Math.Floor(x), iy = (int)Math.Floor(y);
        double sum = 0;
        for (var j = -1; j <= 2; j++)
            for (var i = -1; i <= 2; i++)
                sum += Weight(x - ix - i) * Weight(y - iy - j) * Shown(plane[((iy + j) * width) + ix + i]);
        return sum;

        // Keys 1981, a = −½
        static double Weight(double t)
        {
            t = Math.Abs(t);
            return t < 1 ? (((1.5 * t) - 2.5) * t * t) + 1 : (((((-0.5 * t) + 2.5) * t) - 4) * t) + 2;
        }
    }
}
