namespace Answerprint.Tools.Fill;

/// <summary>
/// How the deviation from straight motion at one moment of a gap follows from where a pixel was before the gap and goes after it: the sum of
/// the places in each frame outside, relative to the nearer end of the gap, and of the motion across the gap, times these weights.
/// </summary>
/// <param name="Before">For the first, second … frame before the gap's first end.</param>
/// <param name="Own">For the motion across the gap.</param>
/// <param name="After">For the first, second … frame after its second end.</param>
internal sealed record BendLaw(float[] Before, float Own, float[] After)
{
    /// <summary>The cubic through the places at times −u, 0, 1 and 1 + v, less the straight line.</summary>
    /// <param name="t">0..1 across the gap.</param>
    public static BendLaw Cubic(float u, float v, float t)
    {
        Span<float> times = [-u, 0, 1, 1 + v];
        Span<float> weights = stackalloc float[4];
        for (var i = 0; i < 4; i++)
        {
            weights[i] = 1;
            for (var k = 0; k < 4; k++)
                if (k != i) weights[i] *= (t - times[k]) / (times[i] - times[k]);
        }
        return new([weights[0]], weights[2] + weights[3] - t, [weights[3]]);
    }
}
