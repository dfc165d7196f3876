using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>A made frame whose truth is known: what spoke for it and how wrong it was, at some cells of it.</summary>
/// <param name="Source">The clip or scene.</param>
/// <param name="Known">Which frames were known.</param>
/// <param name="Step">Frames from the one before the gap to the one after it.</param>
/// <param name="T">Place in the gap, 0..1.</param>
/// <param name="Squared">Mean squared error of luma over the whole frame, display codes.</param>
/// <param name="Signs">Cells × <see cref="Evidence.Names"/>.</param>
/// <param name="Largest">At each cell, the largest error of R, G and B, display codes; of luma for a trial.</param>
/// <param name="Luma">At each cell, the error of luma.</param>
/// <param name="Trials">What the trials that the gap listens to showed of its way, the nearest first.</param>
internal sealed record TrustSample(
    string Source, FillProtocol Known, FillMethod Method, int Step, float T, int Number, double Squared, float[] Signs, float[] Largest, float[] Luma, IReadOnlyList<TrustSample> Trials)
{
    public int Cells => Largest.Length;

    /// <summary>Whether this is the way that was chosen for the frame, or what another would have been.</summary>
    public bool Chosen { get; init; }

    public void Write(BinaryWriter to)
    {
        to.Write(Source);
        to.Write((int)Known);
        to.Write((int)Method);
        to.Write(Step);
        to.Write(T);
        to.Write(Number);
        to.Write(Squared);
        to.Write(Chosen);
        to.Write(Cells);
        foreach (var value in Signs.Concat(Largest).Concat(Luma)) to.Write(value);
        to.Write(Trials.Count);
        foreach (var trial in Trials) trial.Write(to);
    }

    public static TrustSample Read(BinaryReader from)
    {
        var (source, known, method, step, t, number, squared, chosen, cells) = (from.ReadString(), (FillProtocol)from.ReadInt32(), (FillMethod)from.ReadInt32(), from.ReadInt32(), from.ReadSingle(), from.ReadInt32(), from.ReadDouble(), from.ReadBoolean(), from.ReadInt32());
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => from.ReadSingle())];
        var (signs, largest, luma) = (Values(cells * Evidence.Names.Count), Values(cells), Values(cells));
        var trials = from.ReadInt32();
        return new(source, known, method, step, t, number, squared, signs, largest, luma, [.. Enumerable.Range(0, trials).Select(_ => Read(from))]) { Chosen = chosen };
    }
}
