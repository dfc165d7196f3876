namespace Answerprint.Tools.Fill;

/// <summary>A square of a made frame: what is known of its candidates, and the truth. Kept in half floats.</summary>
internal sealed class MixLesson
{
    /// <summary>Pixels across and down; the evidence has half as many.</summary>
    public const int Side = 176;

    private const int Magic = 0x314c584d;

    /// <param name="Slot">See <see cref="MixEvidence.Names"/>.</param>
    /// <param name="Evidence">Half-size planes.</param>
    /// <param name="Full">Luma from A, from B, share of A, cost.</param>
    internal sealed record Known(int Slot, Half[][] Evidence, Half[][] Full);

    public required int Take { get; init; }

    public required float T { get; init; }

    public required int Gap { get; init; }

    public required IReadOnlyList<Known> Candidates { get; init; }

    /// <summary>Pixels, half-size; all 0 where nothing deviates.</summary>
    public required Half[] Deviation { get; init; }

    /// <summary>Luma in codes.</summary>
    public required Half[] Truth { get; init; }

    /// <summary>The square at (<paramref name="left"/>, <paramref name="top"/>), both even, of whole planes.</summary>
    public static Half[] Cut(float[] plane, int stride, int left, int top, int side)
    {
        var cut = new Half[side * side];
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++) cut[(y * side) + x] = (Half)plane[((top + y) * stride) + left + x];
        return cut;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Magic);
        to.Write(Take);
        to.Write(T);
        to.Write(Gap);
        to.Write(Candidates.Count);
        foreach (var candidate in Candidates)
        {
            to.Write(candidate.Slot);
            foreach (var plane in candidate.Evidence.Concat(candidate.Full)) Put(plane);
        }
        Put(Deviation);
        Put(Truth);

        void Put(Half[] plane) => to.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(plane.AsSpan()));
    }

    /// <exception cref="FormatException">This is no lesson.</exception>
    public static MixLesson Read(BinaryReader from)
    {
        if (from.ReadInt32() != Magic) throw new FormatException("this is no lesson of ours");
        var (take, t, gap, count) = (from.ReadInt32(), from.ReadSingle(), from.ReadInt32(), from.ReadInt32());
        if (count < 1 || count > MixEvidence.Names.Count) throw new FormatException($"a lesson of {count} candidates");
        var candidates = new List<Known>();
        for (var n = 0; n < count; n++)
        {
            var slot = from.ReadInt32();
            candidates.Add(new(slot, [.. Enumerable.Range(0, MixEvidence.Planes).Select(_ => Get(Side / 2))], [.. Enumerable.Range(0, 4).Select(_ => Get(Side))]));
        }
        return new() { Take = take, T = t, Gap = gap, Candidates = candidates, Deviation = Get(Side / 2), Truth = Get(Side) };

        Half[] Get(int side)
        {
            var plane = new Half[side * side];
            from.BaseStream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(plane.AsSpan()));
            return plane;
        }
    }
}
