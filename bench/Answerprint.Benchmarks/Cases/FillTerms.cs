using Answerprint.Production.Editorial;

namespace Answerprint.Benchmarks.Cases;

/// <summary>How cases of `fill` are run beside what is in them.</summary>
public sealed record FillTerms
{
    /// <summary>What hours cost.</summary>
    public ShowRates Rates { get; init; } = ShowRates.Default;

    /// <summary>Every gap of a clip is filled, however long it is; otherwise two or three of one that has more than twenty frames.</summary>
    public bool EveryGap { get; init; }

    /// <summary>At most so many gaps of a clip are filled, those nearest to its middle.</summary>
    public int MostGaps { get; init; } = int.MaxValue;

    /// <summary>Bids that learn from case to case.</summary>
    public CaseBids Bids { get; init; } = new();

    /// <summary>Frames made elsewhere, scored beside the tools that run here.</summary>
    public IReadOnlyList<OtherTool> Others { get; init; } = [];
}

/// <summary>A tool that ran elsewhere.</summary>
/// <param name="Name">Name and version.</param>
/// <param name="Codes">R, G, B planes of 8-bit display codes of a frame that was missing.</param>
/// <param name="SecondsAFrame">As its operator says; 0 where nothing is said.</param>
public sealed record OtherTool(string Name, Func<int, byte[][]> Codes, double SecondsAFrame);
