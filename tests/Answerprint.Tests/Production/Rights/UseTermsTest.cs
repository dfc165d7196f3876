using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

public sealed class UseTermsTest
{
    private static readonly string[] Titles = ["Harbour", "Small", "Lime"];
    private static readonly string[] Places = ["US", "US-CA", "EU", "DE", "DE-BY", "FR", "GB", "NO"];

    [Theory]
    [InlineData("US", "US-CA", true)]
    [InlineData("US-CA", "US", false)]
    [InlineData("EU", "DE-BY", true)]
    [InlineData("EU", "NO", false)]
    [InlineData("EU", "GB", false)]
    [InlineData("DE", "EU", false)]
    public void Holds_Territories_OneLiesInTheOther(string large, string small, bool holds) => Assert.Equal(holds, Territory.Holds(large, small));

    [Theory]
    [InlineData(" uk", "GB")]
    [InlineData("us-ca", "US-CA")]
    public void Parse_Territory_InOneSpelling(string text, string code) => Assert.Equal(code, Territory.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("USA")]
    [InlineData("U1")]
    [InlineData("US-CALI")]
    [InlineData("US-CA-X")]
    public void Parse_NoTerritory_Throws(string text) => Assert.Throws<FormatException>(() => Territory.Parse(text));

    [Fact]
    public void Meet_TermsThatShareNothing_IsNothing()
    {
        var us = UseTerms.Of([GrantScope.Alter], null, ["US"], null, null);
        Assert.Equal(UseTerms.Nothing, us.Meet(UseTerms.Of([GrantScope.Alter], null, ["FR"], null, null)));
        Assert.Equal(UseTerms.Nothing, us.Meet(UseTerms.Of([GrantScope.Train], null, null, null, null)));
        Assert.Equal(UseTerms.Nothing, UseTerms.Of([GrantScope.Alter], null, null, null, new(2026, 1, 1)).Meet(UseTerms.Of([GrantScope.Alter], null, null, new(2026, 1, 2), null)));
        Assert.Equal(UseTerms.Nothing, UseTerms.Of([GrantScope.Alter], ["Small"], null, null, null).Meet(UseTerms.Of([GrantScope.Alter], ["Harbour"], null, null, null)));
        // a title is the same in any case, and a list that says no title is leave for none
        Assert.Equal(UseTerms.Of([GrantScope.Alter], ["SMALL"], null, null, null), UseTerms.Of([GrantScope.Alter], [" small "], null, null, null));
        Assert.True(UseTerms.Of([GrantScope.Alter], [], null, null, null).IsNothing);
    }

    [Fact]
    public void Permit_TitleShownNobodySaysWhere_OnlyLeaveForEverywhereReachesIt()
    {
        var us = UseLimits.Of([UseTerms.Of([GrantScope.Alter], null, ["US"], null, null)]);
        Assert.False(us.Permit(GrantScope.Alter, "Small", [], Samples.Day));
        Assert.True(us.Permit(GrantScope.Alter, "Small", ["US-CA"], Samples.Day));
        Assert.False(us.Permit(GrantScope.Alter, "Small", ["US", "FR"], Samples.Day));
        var both = UseLimits.Of([.. us.Terms, UseTerms.Of([GrantScope.Alter], null, ["EU"], null, null)]);
        Assert.True(both.Permit(GrantScope.Alter, "Small", ["US", "FR"], Samples.Day));
    }

    /// <summary>What is made of several things may be used exactly where each of them may; order makes no difference, and another source never makes it wider.</summary>
    [Fact]
    public void Narrowest_AnySources_PermitsWhatEveryOneOfThemPermits()
    {
        var day = new DateOnly(2026, 1, 1);
        var words = (string[] all) => Gen.ArrayOf(Gen.Elements(true, false), all.Length).Select(b => all.Where((_, i) => b[i]).ToArray());
        var days = Gen.Choose(-1, 5).Select(n => n < 0 ? (DateOnly?)null : day.AddDays(n));
        var terms = from purposes in Gen.ArrayOf(Gen.Elements(true, true, true, false), 5)
                    from anyTitle in Gen.Elements(true, true, false)
                    from titles in words(Titles)
                    from anywhere in Gen.Elements(true, true, false)
                    from places in words(Places)
                    from since in days
                    from until in days
                    select UseTerms.Of(Enum.GetValues<GrantScope>().Where((_, i) => purposes[i]), anyTitle ? null : titles, anywhere ? null : places, since, until);
        var source = Gen.Choose(0, 4).SelectMany(n => Gen.ArrayOf(terms, n)).Select(t => UseLimits.Of(t));
        var any = from a in source
                  from b in source
                  from c in source
                  from purpose in Gen.Elements(Enum.GetValues<GrantScope>())
                  from title in Gen.Elements(Titles)
                  from place in Gen.Elements(Places)
                  from other in Gen.Elements(Places)
                  from ahead in Gen.Choose(0, 5)
                  select (a, b, c, purpose, title, Shown: place == other ? [place] : new[] { place, other }, Day: day.AddDays(ahead));
        var reached = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(20_000)).WithReplay(20261128, 7), Prop.ForAll(any.ToArbitrary(), s =>
        {
            var made = UseLimits.Narrowest([s.a, s.b, s.c]);
            bool Permits(UseLimits of) => of.Permit(s.purpose, s.title, s.Shown, s.Day);
            Assert.Equal(Permits(s.a) && Permits(s.b) && Permits(s.c), Permits(made));
            Assert.Equal(made, UseLimits.Narrowest([s.c, s.a, s.b]));
            Assert.Equal(made, UseLimits.Narrowest([UseLimits.Narrowest([s.b, s.c]), s.a]));
            Assert.Equal(s.a, UseLimits.Narrowest([s.a, s.a]));
            Assert.Equal(s.a, UseLimits.Narrowest([s.a]));
            if (Permits(made)) reached++;
        }));
        Assert.True(reached > 20, $"{reached} reached: the samples say too little");
    }

    [Fact]
    public void Narrowest_OfNothing_IsUnlimited_AndOfSomethingWithoutLeave_IsNone()
    {
        Assert.True(UseLimits.Narrowest([]).Permit(GrantScope.Train, "x", [], Samples.Day));
        Assert.True(UseLimits.Narrowest([UseLimits.Unlimited, UseLimits.None]).IsNone);
    }
}
