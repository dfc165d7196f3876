using Xunit;
using System.Text.Json;
using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Tests.Production.Rights;

public class ConditionTest
{
    [Theory]
    [InlineData("""{"eq":["a",true]}""", "{}", false)]
    [InlineData("""{"ne":["a",true]}""", "{}", true)]
    [InlineData("""{"in":["a",["x"]]}""", "{}", false)]
    [InlineData("""{"has":["a","x"]}""", "{}", false)]
    [InlineData("""{"ge":["a",3]}""", "{}", false)]
    [InlineData("""{"lt":["a",3]}""", "{}", true)]
    [InlineData("""{"not":{"eq":["a",true]}}""", "{}", true)]
    [InlineData("""{"not":{"ne":["a",true]}}""", "{}", true)]
    [InlineData("""{"not":{"lt":["a",3]}}""", "{}", true)]
    [InlineData("""{"not":{"not":{"eq":["a",true]}}}""", "{}", true)]
    [InlineData("""{"not":{"all":[{"eq":["a",true]},{"eq":["b",true]}]}}""", """{"a":true}""", true)]
    [InlineData("""{"not":{"all":[{"eq":["a",true]},{"eq":["b",true]}]}}""", """{"a":true,"b":true}""", false)]
    [InlineData("""{"eq":["a",true]}""", """{"a":"true"}""", false)]
    [InlineData("""{"ne":["a",true]}""", """{"a":"true"}""", true)]
    [InlineData("""{"not":{"in":["a",["x","y"]]}}""", """{"a":"y"}""", false)]
    [InlineData("""{"has":["a","x"]}""", """{"a":["w","x"]}""", true)]
    [InlineData("""{"ge":["a",3]}""", """{"a":3}""", true)]
    [InlineData("""{"lt":["a",3]}""", """{"a":3}""", false)]
    [InlineData("""{"any":[{"eq":["a",true]},{"eq":["b",true]}]}""", """{"b":true}""", true)]
    public void Holds_KnownAndUnknownFacts_ReadsUnknownAsWhatDoesNotLetWorkPass(string condition, string facts, bool expected) =>
        Assert.Equal(expected, Read(condition).Holds(Facts.From(JsonDocument.Parse(facts).RootElement)));

    [Theory]
    [InlineData("""{"ne":["proof.lock",true]}""", "{}")]
    [InlineData("""{"ne":["proof.lock",true]}""", """{"proof.lock":false}""")]
    [InlineData("""{"not":{"eq":["proof.lock",true]}}""", "{}")]
    public void Holds_FactStillPending_IsNotHit(string condition, string facts) =>
        Assert.False(Read(condition).Holds(Facts.From(JsonDocument.Parse(facts).RootElement), f => f == "proof.lock"));

    [Theory]
    [InlineData("""{"xor":[]}""")]
    [InlineData("""{"all":[]}""")]
    [InlineData("""{"eq":["a"]}""")]
    [InlineData("""{"eq":[1,true]}""")]
    [InlineData("""{"ge":["a","b"]}""")]
    [InlineData("""{"in":["a","b"]}""")]
    [InlineData("""{"eq":["a",null]}""")]
    [InlineData("""{"eq":["a",1],"ne":["a",2]}""")]
    public void Read_NoCondition_IsBadInput(string condition) => Assert.Throws<BadInputException>(() => Read(condition));

    [Fact]
    public void Read_NestedWithoutEnd_IsBadInput()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"not":""", 50)) + """{"eq":["a",true]}""" + new string('}', 50);
        Assert.Throws<BadInputException>(() => Read(deep));
    }

    private static Condition Read(string json) => Condition.Read(JsonDocument.Parse(json).RootElement, "t", "r");
}
