using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Production.Toolbox;

public sealed class RecipeTest
{
    private static readonly Digest A = Digest.Of("a"u8), B = Digest.Of("b"u8);

    private static Recipe Plain() => new(
        "fill", "1", new JsonObject { ["missing"] = new JsonArray(3), ["hold"] = false }, A, new Dictionary<(uint, int), Digest> { [(0, 2)] = A, [(0, 4)] = B },
        new Dictionary<string, Digest>(), new(1, 9), 7, "x64 avx2, opencv 4.6.0", new JsonObject { ["rate"] = "24" });

    [Fact]
    public void Hash_OfTheSameRecipe_DoesNotDependOnTheOrderOfMembers()
    {
        var other = Plain() with
        {
            Options = new JsonObject { ["hold"] = false, ["missing"] = new JsonArray(3) },
            Inputs = new Dictionary<(uint, int), Digest> { [(0, 4)] = B, [(0, 2)] = A },
        };
        Assert.Equal(Plain().Hash, other.Hash);
    }

    [Fact]
    public void Hash_OfARecipeThatDiffersInAnything_Differs()
    {
        var plain = Plain();
        Recipe[] others =
        [
            plain with { Tool = "cleanup" }, plain with { Version = "2" }, plain with { Options = new JsonObject { ["hold"] = true } }, plain with { Preparation = B },
            plain with { Inputs = new Dictionary<(uint, int), Digest> { [(0, 2)] = B, [(0, 4)] = B } }, plain with { Mattes = new Dictionary<string, Digest> { ["work"] = A } },
            plain with { Range = new(1, 10) }, plain with { Seed = 8 }, plain with { MachineClass = "x64 base" }, plain with { Writing = [] },
        ];
        Assert.Equal(others.Length + 1, others.Append(plain).Select(r => r.Hash).Distinct().Count());
    }

    [Fact]
    public void Options_OfATool_ComeBackAsTheyWere()
    {
        var card = new FillTool().Card;
        var options = (FillOptions)ToolOptions.Read(card, new JsonObject { ["missing"] = new JsonArray(3, 4), ["method"] = "repeat" });
        Assert.Equal([3, 4], options.Missing);
        Assert.Equal(FillMethod.Repeat, options.Method);
        Assert.False(options.Hold);
        Assert.True(JsonNode.DeepEquals(ToolOptions.Write(card, options), ToolOptions.Write(card, ToolOptions.Read(card, ToolOptions.Write(card, options)))));
        Assert.Throws<FormatException>(() => ToolOptions.Read(card, new JsonObject { ["colour"] = 1 }));
    }
}
