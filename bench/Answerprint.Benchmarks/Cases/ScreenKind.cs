namespace Answerprint.Benchmarks.Cases;

/// <summary>What kind of screen is followed.</summary>
public enum ScreenKind
{
    /// <summary>A poster full of letters and pictures, under light that changes.</summary>
    Printed,

    /// <summary>A screen that is off: dark and plain, with a frame round it.</summary>
    Blank,

    /// <summary>The poster, and a post that passes before it; nobody holds it out.</summary>
    Passed,
}
