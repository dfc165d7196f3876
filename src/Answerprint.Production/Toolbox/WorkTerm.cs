namespace Answerprint.Production.Toolbox;

/// <summary>A part of the work of an assignment that can be counted before it is done: bids are made of these.</summary>
/// <param name="Name">What is counted: "pairs". Books remember it.</param>
/// <param name="Amount">How many, usually times megapixels.</param>
/// <param name="Seconds">CPU seconds that one takes on a machine of <see cref="ReferenceMachine"/>'s speed, all threads together.</param>
public sealed record WorkTerm(string Name, double Amount, double Seconds)
{
    /// <summary>The machine on which <see cref="Seconds"/> were measured.</summary>
    public const string ReferenceMachine = "AMD EPYC, 2 cores";
}
