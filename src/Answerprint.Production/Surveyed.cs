using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;

namespace Answerprint.Production;

/// <summary>What a survey found and made.</summary>
/// <param name="Ladders">One a missing shot; none where pictures were not to be looked at.</param>
/// <param name="Briefs">Those that are new.</param>
public sealed record Surveyed(ConformedCut Cut, SurveyReport Report, IReadOnlyList<Ladder> Ladders, IReadOnlyList<Brief> Briefs)
{
    /// <summary>What does not match in the pictures, the gravest first.</summary>
    public IReadOnlyList<ShotFault> Seen { get; init; } = [];
}
