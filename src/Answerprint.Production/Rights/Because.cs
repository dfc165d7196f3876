using System.Globalization;

namespace Answerprint.Production.Rights;

/// <summary>Why a rule was hit by facts, or was not, in sentences that name the facts which would make it otherwise.</summary>
internal static class Because
{
    /// <summary>What would have to be otherwise for a condition to be as wanted; empty where it is.</summary>
    public static string Say(Condition condition, bool want, Facts facts) => string.Join("; ", condition.Lacks(want, facts).Select(l => Say(l, facts)).Distinct(StringComparer.Ordinal));

    /// <summary>Why a rule that was expected did not count.</summary>
    public static string NotHit(Rule rule, Facts facts, DateOnly day)
    {
        if (!rule.InForce(day)) return $"it is not in force on {Day(day)} ({Span(rule)})";
        if (!rule.When.Holds(facts)) return $"it would have been hit if {Say(rule.When, want: true, facts)}";
        if (rule.Discharged(facts.Evidence)) return $"it is discharged by {string.Join(", ", rule.Evidence)} on file";
        return "at this stage it is an obligation for delivery and does not count yet";
    }

    /// <summary>What would have kept a rule that counted from counting.</summary>
    public static string Hit(Rule rule, Facts facts)
    {
        var papers = rule.Effect != Effect.Deny && rule.Evidence.Length > 0 ? $", or with on file: {string.Join(", ", rule.Evidence)}" : "";
        return $"it would not have been hit if {Say(rule.When, want: false, facts)}{papers}";
    }

    /// <summary>"from 2025-01-01 to 2030-06-30".</summary>
    public static string Span(Rule rule) => (rule.From, rule.To) switch
    {
        (null, null) => "always in force",
        ({ } from, null) => $"from {Day(from)}",
        (null, { } to) => $"to {Day(to)}",
        ({ } from, { } to) => $"from {Day(from)} to {Day(to)}",
    };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Say(Condition.Lack lack, Facts facts)
    {
        var value = lack.Test.Value;
        var wanted = (lack.Test.Operator, lack.Want) switch
        {
            ("eq", true) or ("ne", false) => $"{value}",
            ("eq", false) or ("ne", true) => $"known and not {value}",
            ("in", true) => $"one of {value}",
            ("in", false) => $"known and none of {value}",
            ("has", true) => $"a list with {value} in it",
            ("has", false) => $"a known list without {value}",
            ("ge", true) or ("lt", false) => $"at least {value}",
            _ => $"known and below {value}",
        };
        return $"{lack.Test.Name} were {wanted} (it is {(facts.Find(lack.Test.Name) is { } fact ? fact.ToString() : "not said")})";
    }
}
