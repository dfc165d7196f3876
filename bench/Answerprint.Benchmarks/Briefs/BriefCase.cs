using Answerprint.Media.Frames;

namespace Answerprint.Benchmarks.Briefs;

/// <summary>One brief on a shot with people in it, from the plate to the package: what is asked, what is said of the people, and what comes from elsewhere.</summary>
/// <param name="Kind">A word for the table: hold, dropout, grade …</param>
/// <param name="Asks">In an editor's words.</param>
public sealed record BriefCase(PeopleClip Clip, string Kind, string Asks)
{
    /// <summary>Frames that the turnover lacks.</summary>
    public IReadOnlyList<int> Missing { get; init; } = [];

    /// <summary>Words after `brief SHOW SHOT`; empty where the work comes from elsewhere.</summary>
    public IReadOnlyList<string> Brief { get; init; } = [];

    /// <summary>Words after `declare SHOW SHOT`, one list a command.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Declared { get; init; } = [];

    /// <summary>Nobody is near the brief, attested on its crops: `--no-people-near`.</summary>
    public bool Near { get; init; }

    /// <summary>Words after `consent SHOW`; empty: none is asked for.</summary>
    public IReadOnlyList<string> Consent { get; init; } = [];

    /// <summary>What the plate shows besides: a wire, dust.</summary>
    public Action<int, Frame>? Marks { get; init; }

    /// <summary>Makes the version elsewhere.</summary>
    public Action<BriefMaterial>? Made { get; init; }

    /// <summary>The document of `accept --change`; null: it keeps away from people.</summary>
    public string? Change { get; init; }

    /// <summary>It needs a matte that somebody draws.</summary>
    public bool IsDrawn { get; init; }

    /// <summary>The class that the package must prove.</summary>
    public string Class { get; init; } = "P0";

    /// <summary>An honest wish that the boundary turns down, and says how else.</summary>
    public bool IsBeyond { get; init; }

    /// <summary>What is dishonest about it; null: nothing.</summary>
    public string? Attack { get; init; }

    public string Name => $"{Clip.Name}-{Kind}{(Attack is null ? "" : $"-{Attack}")}".Replace(' ', '_');
}
