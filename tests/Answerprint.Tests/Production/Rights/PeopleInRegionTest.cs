using Answerprint.Media.Frames;
using Answerprint.Production.Rights;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

public class PeopleInRegionTest
{
    private const int W = 160, H = 90;
    private static readonly Declaration Empty = new("pl", null, null, null, [], "by", default, 0);
    private static readonly Declaration Ann = new("pl", "ann", "ann.####.exr", null, [], "by", default, 1);

    [Fact]
    public void OfMissing_NothingDeclared_IsUnknown() => Assert.Equal(PeopleThere.Unknown, Missing(null, [], null, null));

    [Fact]
    public void OfMissing_DeclaredForOtherFrames_IsUnknown() =>
        Assert.Equal(PeopleThere.Unknown, Missing(null, [Empty with { Frames = new(1, 12) }], null, null));

    [Fact]
    public void OfMissing_DeclaredEmpty_IsAttested() => Assert.Equal(PeopleThere.NoneAttested, Missing(null, [Empty], null, null));

    [Fact]
    public void OfMissing_EmptyAndPerformerBothDeclared_ThePerformerCounts() =>
        Assert.Equal(PeopleThere.People, Missing(null, [Empty, Ann], Box(10, 10, 5, 5), Box(10, 10, 5, 5)));

    [Fact]
    public void OfMissing_PerformerWithoutMatte_IsPeople() => Assert.Equal(PeopleThere.People, Missing(Box(150, 80, 2, 2), [Ann], Box(10, 10, 5, 5), null));

    [Theory]
    // the person stands at x 40..49: 8 px of growth and 16 px to keep away end at x 73
    [InlineData(73, PeopleThere.People)]
    [InlineData(74, PeopleThere.NoneAttested)]
    public void OfMissing_RegionBesideStandingPerson_KeepsItsDistance(int x, PeopleThere expected) =>
        Assert.Equal(expected, Missing(Box(x, 40, 4, 4), [Ann], Box(40, 30, 10, 30), Box(40, 30, 10, 30)));

    [Fact]
    public void OfMissing_PerformerWalksThroughTheGap_IsPeopleInBetween() =>
        Assert.Equal(PeopleThere.People, Missing(Box(78, 40, 2, 2), [Ann], Box(10, 40, 4, 4), Box(146, 40, 4, 4)));

    [Fact]
    public void OfMissing_PerformerComesInWithinTheGap_MayBeAnywhere() =>
        Assert.Equal(PeopleThere.People, Missing(Box(2, 2, 2, 2), [Ann], new Matte(W, H), Box(146, 40, 4, 4)));

    [Theory]
    [InlineData(65, PeopleThere.People)]
    [InlineData(66, PeopleThere.NoneAttested)]
    public void OfChanged_RegionBesidePerformer_KeepsSixteenPixels(int x, PeopleThere expected) => Assert.Equal(
        expected, PeopleInRegion.OfChanged(new Dictionary<int, Matte?> { [5] = Box(x, 40, 4, 4) }, [Ann], (_, _) => Box(40, 30, 10, 30)));

    [Fact]
    public void OfChanged_OneFrameWithoutMatte_IsPeople() => Assert.Equal(
        PeopleThere.People, PeopleInRegion.OfChanged(new Dictionary<int, Matte?> { [5] = Box(150, 80, 2, 2), [6] = Box(150, 80, 2, 2) }, [Ann], (_, f) => f == 5 ? Box(40, 30, 10, 30) : null));

    [Fact]
    public void Grown_AnyRadius_EqualsTheSlowDefinition()
    {
        var inside = new bool[40 * 30];
        foreach (var (x, y) in new[] { (0, 0), (5, 7), (6, 7), (39, 29), (20, 15), (20, 17) }) inside[(y * 40) + x] = true;
        foreach (var radius in new[] { 0, 1, 4, 50 })
        {
            var grown = PeopleInRegion.Grown(inside, 40, 30, radius);
            for (var i = 0; i < grown.Length; i++)
            {
                var near = false;
                for (var j = 0; j < grown.Length && !near; j++) near = inside[j] && Math.Abs((i % 40) - (j % 40)) <= radius && Math.Abs((i / 40) - (j / 40)) <= radius;
                Assert.Equal(near, grown[i]);
            }
        }
    }

    private static PeopleThere Missing(Matte? region, Declaration[] declarations, Matte? before, Matte? after) => PeopleInRegion.OfMissing(
        region, declarations, [11, 12, 13], before is null ? new Dictionary<string, Matte>() : new() { ["ann"] = before }, after is null ? new Dictionary<string, Matte>() : new() { ["ann"] = after });

    private static Matte Box(int x, int y, int w, int h)
    {
        var matte = new Matte(W, H);
        for (var r = y; r < y + h; r++) matte.Coverage.AsSpan((r * W) + x, w).Fill(1);
        return matte;
    }
}
