namespace Answerprint.Soundstage;

/// <summary>A stream of chance from a seed (SplitMix64: Steele, Lea, Flood, OOPSLA 2014): the same numbers for ever. Not safe for several threads.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public uint Seed() => (uint)(Next() >> 32);

    /// <summary>From <paramref name="low"/> up to but not including <paramref name="high"/>.</summary>
    public double Between(double low, double high) => low + ((high - low) * ((Next() >> 11) * (1.0 / (1UL << 53))));

    /// <summary>From <paramref name="low"/> up to but not including <paramref name="high"/>.</summary>
    public int Whole(int low, int high) => low + (int)(Next() % (uint)(high - low));

    public bool Once(double probability) => Between(0, 1) < probability;

    public T Pick<T>(params T[] from) => from[Whole(0, from.Length)];
}
