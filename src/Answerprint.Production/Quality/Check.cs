namespace Answerprint.Production.Quality;

/// <summary>
/// One question that the inspector asks of every version. A check sees plate, version and claims, never the tool. It holds no state and is safe for use
/// from several threads; the same inspection gives the same findings.
/// </summary>
public abstract class Check
{
    /// <summary>One word or two with a hyphen: "nan-introduced".</summary>
    public abstract string Name { get; }

    /// <summary>What the check says about the version as a whole.</summary>
    public virtual IEnumerable<Finding> Version(Inspection given) => [];

    /// <summary>What the check says about one frame that is in the version.</summary>
    public virtual IEnumerable<Finding> Frame(Inspection given, SeenFrame frame) => [];

    private protected Finding Say(string code, Weight weight, int? frame, string place, long count, string words) => new(code, Name, weight, frame, place, count, words);
}
