namespace Answerprint.Media.Screens;

/// <summary>What the screen believes to have seen.</summary>
public enum SeenKind
{
    /// <summary>A face from the front; the box is the whole body that it would belong to.</summary>
    Face = 0,

    /// <summary>A face from the side; the box is the whole body that it would belong to.</summary>
    Profile,
    UpperBody,
    Body,

    /// <summary>A standing figure, from its outline.</summary>
    Figure,
}

/// <summary>A box in pixels, the left top corner and the size; parts outside the picture are cut off.</summary>
public readonly record struct Box(int X, int Y, int Width, int Height);

/// <summary>
/// "Is this a person?" A question for a named person, who answers by signing the contact sheet. That no question is asked says nothing: the
/// detectors miss most figures and see people where there are none.
/// </summary>
/// <param name="Score">The detector's own figure: neighbours that agree for faces and bodies, distance from the plane for figures.</param>
public sealed record Question(int Frame, Box Box, SeenKind Kind, double Score);
