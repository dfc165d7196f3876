namespace Answerprint.Production;

/// <summary>The names of acts that no type of their own writes. A name and its version never change their meaning.</summary>
public static class ActNames
{
    public const string ShowCreated = Rights.PeopleActs.ShowCreated;
    public const string PersonAdded = Rights.PeopleActs.PersonAdded;
    public const string CutIngested = "CutIngested.1";
    public const string ShotConformed = "ShotConformed.1";
    /// <summary>What became of each shot when a cut was taken in after another.</summary>
    public const string CutChanged = "CutChanged.1";
    public const string SurveyDone = "SurveyDone.1";
    public const string GateDecided = "GateDecided.1";
    public const string StepGivenUp = "StepGivenUp.1";

    /// <summary>Legal approves a step of an outside tool of which nobody says what it learnt from; holds for the bytes of one version.</summary>
    public const string OutsideStepApproved = "OutsideStepApproved.1";
    public const string HandedOff = "HandedOff.1";
    public const string PackageMade = "PackageMade.1";

    /// <summary>The package that <see cref="PackageMade"/> named stands complete where people find it.</summary>
    public const string PackageLaid = "PackageLaid.1";
}
