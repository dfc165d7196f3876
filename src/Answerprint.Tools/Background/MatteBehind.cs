using Answerprint.Media.Filters;

namespace Answerprint.Tools.Background;

/// <summary>
/// What is behind a matte's edge, where no screen says it: background and foreground are drawn smoothly from where they are certain, and what is left is shared between them by how much each of
/// them is seen (least squares), so that together they are the frame.
/// </summary>
internal static class MatteBehind
{
    private const float Certain = 0.02f;

    /// <param name="codes">R, G, B in display encoding.</param>
    /// <param name="mix">In which numbers the frame was mixed.</param>
    /// <returns>R, G, B of the background in display encoding.</returns>
    public static float[][] Of(float[][] codes, float[] coverage, int width, int height, MixIn mix)
    {
        var mixed = ScreenKey.Mixed(codes, mix);
        var (back, front) = (mixed.Select(p => (float[])p.Clone()).ToArray(), mixed.Select(p => (float[])p.Clone()).ToArray());
        PushPull.Fill(width, height, Array.ConvertAll(coverage, c => c <= Certain), back);
        PushPull.Fill(width, height, Array.ConvertAll(coverage, c => c >= 1 - Certain), front);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < coverage.Length; i++)
            {
                float a = coverage[i], b = 1 - a;
                if (a is <= Certain or >= 1 - Certain) continue;
                var rest = mixed[c][i] - (a * front[c][i]) - (b * back[c][i]);
                back[c][i] += rest * b / ((a * a) + (b * b));
            }
        foreach (var plane in back) if (mix == MixIn.Light) Media.Colour.Transfer.Bt1886.ToCode(plane);
        return back;
    }
}
