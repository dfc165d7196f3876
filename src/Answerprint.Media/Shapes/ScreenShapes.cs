using Answerprint.Media.Frames;

namespace Answerprint.Media.Shapes;

/// <summary>Screens among shapes.</summary>
public static class ScreenShapes
{
    /// <summary>Screens, and areas with four straight sides: the corners that scripts hand over.</summary>
    /// <exception cref="BadInputException">Something else is drawn.</exception>
    public static IReadOnlyList<KeyedShape> Of(IReadOnlyList<KeyedShape> shapes, string name)
    {
        if (shapes.Index().FirstOrDefault(s => !IsScreen(s.Item)) is { Item: { } other, Index: var at }) throw new BadInputException("no-screen", name, $"shape {at}", $"a {other.Kind.ToString().ToLowerInvariant()} is no screen: that has four corners and straight sides", "Keep what shows another picture in a file of its own");
        try
        {
            return [.. shapes.Select(s => (s with { Kind = ShapeKind.Screen }).Checked())];
        }
        catch (FormatException e)
        {
            throw new BadInputException("no-screen", name, "", e.Message.TrimEnd('.'), "Draw its corners in order", e);
        }
    }

    private static bool IsScreen(KeyedShape shape) => shape.Kind == ShapeKind.Screen || (shape is { Kind: ShapeKind.Area, IsBezier: false } && shape.Keys.Values.First().Count == 4);
}
