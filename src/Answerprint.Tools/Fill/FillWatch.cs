using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>Whoever learns confidence looks on: at trials, whose truth is known, and at frames as they are made.</summary>
internal abstract class FillWatch
{
    /// <param name="codes">Luma that was made, H×W display codes.</param>
    public abstract void Tried(Trial trial, FillMethod method, Evidence evidence, float[] codes, SourceFrame truth);

    public abstract void Made(Gap gap, FillPlan.Choice choice, int number, Evidence evidence);
}
