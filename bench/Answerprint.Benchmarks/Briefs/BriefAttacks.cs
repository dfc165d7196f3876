using System.Globalization;
using Answerprint.Media.Screens;

namespace Answerprint.Benchmarks.Briefs;

/// <summary>Twins of the honest briefs, each dishonest in one thing; every one of them must be stopped before a package is made.</summary>
public static class BriefAttacks
{
    private const int Worked = BriefCases.Worked;

    public static IReadOnlyList<BriefCase> All { get; } = [.. Twins(PeopleClip.All.ToDictionary(c => c.Name))];

    private static IEnumerable<BriefCase> Twins(Dictionary<string, PeopleClip> clips)
    {
        var (blocks, coffee, dog, green, park, street) = (clips["blocks"], clips["coffee"], clips["dog"], clips["greenscreen"], clips["park_joy"], clips["street"]);
        yield return Twin(dog, "grade", "a window on the face", m =>
        {
            m.Oiio(BriefCases.GradeSteps(2));
            m.Lift(Wide(dog.Skin, 12), Enumerable.Range(1, dog.Frames), 0.05);
        });
        yield return Twin(coffee, "grade", "other numbers", null) with { Change = BriefCases.Document(BriefCases.Graded(coffee, 0)) };
        yield return Twin(street, "grade", "nothing declared", null) with { Change = null };
        yield return Twin(green, "reframe", "a cheek drawn in", m =>
        {
            m.Oiio(BriefCases.MoveSteps(green, 0));
            m.Narrow(Wide(green.Skin, 14), [3, 4, 5]);
        });
        yield return Twin(blocks, "paint", "on the hand", m =>
        {
            m.Copy();
            m.Lift(Wide(blocks.Skin, 8), [1, 2], -0.3);
        });
        yield return Twin(dog, "paint", "twelve pixels away", m =>
        {
            m.Copy();
            m.Lift(new(272, 120, 8, 8), [1, 2], -0.3);
        });
        yield return Twin(park, "hold", "three frames", null) with { Missing = [6, 7, 8] };
        yield return Twin(coffee, "flash", "an earlier moment shown again", m =>
        {
            m.Copy();
            m.Hold(Worked, 2);
        }) with { Change = BriefCases.Document("""{"frames": "6", "class": "P3", "shows": {"6": 2}}""") };
        yield return Twin(street, "flash", "retouched on the way", m =>
        {
            m.Copy();
            m.Hold(Worked, Worked - 1);
            m.Lift(new(240, 190, 6, 6), [Worked], 0.2);
        });
        yield return Twin(green, "dust", "on the face", null) with { Brief = Mend(green.Skin, 2), Declared = [.. BriefCases.Boxes(green)] };
        yield return Twin(coffee, "dust", "a spot of eight pixels", null) with { Brief = Mend(coffee.Wardrobe!.Value, 8) };
        yield return Twin(street, "crew", "a performer said to be crew", null) with { Declared = [.. BriefCases.Boxes(street), ["--not-cast", "200,170,50,95@1"]] };
        yield return Twin(green, "key", "the figure made slimmer", m => m.Key(6));
        yield return Twin(dog, "wire", "filled with paint", m =>
        {
            m.Copy();
            m.Lift(Wire(dog), [Worked], -1);
        });
        yield return Twin(coffee, "wire", "nobody's consent", null) with { Consent = [] };
        yield return Twin(green, "wire", "the face of another moment", m =>
        {
            m.Copy();
            m.Patch(Wide(green.Skin, 20), [Worked], Worked + 5);
        }) with { Change = BriefCases.Document($$$"""{"frames": "6", "class": "P5", "holes": [{"box": "{{{BriefCases.Words(Wide(green.Skin, 20))}}}", "from": 11, "dx": 0, "dy": 0}]}""") };
        yield return Twin(dog, "dead pixels", "a region with somebody in it", null) with { Declared = [.. BriefCases.Boxes(dog), ["--no-people", "--region", "150,100,200,100"]] };
        yield return Twin(coffee, "drop-out", "on the arm", null) with { Brief = Mend(coffee.Skin, 12), Near = false, Declared = [.. BriefCases.Boxes(coffee)] };
    }

    /// <summary>The honest brief of a kind, with other pictures where some are given.</summary>
    private static BriefCase Twin(PeopleClip clip, string kind, string attack, Action<BriefMaterial>? made)
    {
        var honest = BriefCases.Honest.First(b => b.Clip.Name == clip.Name && b.Kind == kind);
        return honest with { Attack = attack, Made = made ?? honest.Made };
    }

    private static IReadOnlyList<string> Mend(Box at, int size) => ["repair", "--defects", string.Create(CultureInfo.InvariantCulture, $"1:{at.X},{at.Y},{size},{size}")];

    private static Box Wire(PeopleClip clip) => new(clip.Wardrobe!.Value.X + 2, clip.Wardrobe.Value.Y + 6, 12, 2);

    private static Box Wide(Box spot, int size) => new(spot.X, spot.Y, size, size);
}
