namespace Answerprint.Tools.Learning;

/// <summary>Adam with decoupled decay of weights (Loshchilov, Hutter, ICLR 2019; Kingma, Ba, ICLR 2015). Its state goes into a file and comes back.</summary>
internal sealed class Adam(int count)
{
    private const double First = 0.9, Second = 0.999, Decay = 1e-4;

    private float[] mean = new float[count];
    private float[] square = new float[count];

    public int Steps { get; private set; }

    /// <param name="most">The length that a gradient is cut down to.</param>
    public void Step(float[] parameters, float[] gradient, double rate, double most = 1)
    {
        Steps++;
        double length = 0;
        foreach (var g in gradient) length += (double)g * g;
        var scale = Math.Min(1, most / (Math.Sqrt(length) + 1e-12));
        double one = 1 - Math.Pow(First, Steps), two = 1 - Math.Pow(Second, Steps);
        for (var n = 0; n < parameters.Length; n++)
        {
            var g = gradient[n] * scale;
            mean[n] = (float)((First * mean[n]) + ((1 - First) * g));
            square[n] = (float)((Second * square[n]) + ((1 - Second) * g * g));
            parameters[n] -= (float)(rate * ((mean[n] / one / (Math.Sqrt(square[n] / two) + 1e-8)) + (Decay * parameters[n])));
        }
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Steps);
        foreach (var value in mean) to.Write(value);
        foreach (var value in square) to.Write(value);
    }

    public void Read(BinaryReader from)
    {
        Steps = from.ReadInt32();
        mean = [.. mean.Select(_ => from.ReadSingle())];
        square = [.. square.Select(_ => from.ReadSingle())];
    }
}
