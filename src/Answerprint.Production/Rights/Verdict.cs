using System.Globalization;

namespace Answerprint.Production.Rights;

/// <summary>
/// The gate's answer. <see cref="Allowed"/> is leave, and is only ever made by judging: its constructor is private and its one maker does the
/// judging itself. There is no way to read leave from a file, to copy it with another content, or to make it by hand.
/// </summary>
public abstract class Verdict
{
    private Verdict(Decision decision) => Decision = decision;

    /// <summary>What was decided and why: goes into the book.</summary>
    public Decision Decision { get; }

    /// <summary>As a producer would say it.</summary>
    public string Words() => Decision.Words();

    /// <summary>Leave for exactly the use that was judged.</summary>
    public sealed class Allowed : Verdict
    {
        private Allowed(Use use, Decision decision)
            : base(decision) => Use = use;

        /// <summary>What is allowed, and nothing else.</summary>
        public Use Use { get; }

        /// <summary>The one way to leave. Called by <see cref="Gate"/> only.</summary>
        internal static Verdict By(Use use, Facts facts, IReadOnlyList<RulePack> packs, DateOnly day)
        {
            var own = use.ToFacts();
            var all = facts.And(own);
            // what a use says of itself can not be said otherwise beside it; papers add up
            var gainsaid = own.All.Where(f => f.Key != Facts.EvidenceName && facts.Find(f.Key) is { } other && !other.Equals(f.Value)).Select(f => f.Key).ToList();
            var ruling = Ruling.Of(all, packs, day);
            var allowed = ruling.Clear && gainsaid.Count == 0;
            var hits = gainsaid.Count == 0 ? ruling.Hits : [Contradiction(gainsaid), .. ruling.Hits];
            var decision = new Decision
            {
                Allowed = allowed,
                Strongest = gainsaid.Count == 0 ? ruling.Strongest : Effect.Deny,
                Day = day,
                Shot = use.Shot,
                Operation = use.Operation,
                Use = use.ToJson().ToJsonString(),
                Facts = all,
                Hits = hits,
                SmallestChange = allowed || gainsaid.Count > 0 ? [] : [.. Remedy.Find(all, packs, day).Select(c => c with { Words = WaysOut.Named(c.Words, use.Shot) })],
                WaysOut = allowed ? [] : WaysOut.For(use, ruling),
                Packs = [.. Ruling.InOrder(packs).Select(p => new PackCited(p.Id, p.Hash, p.Review is not null))],
            };
            return allowed ? new Allowed(use, decision) : new Refused(decision);
        }

        private static RuleHit Contradiction(List<string> names) => new(
            "project", "PRJ-C0", "Facts contradict the use", "project", Effect.Deny, string.Create(CultureInfo.InvariantCulture, $"said twice and differently: {string.Join(", ", names)}"),
            HitStanding.Counts, [], Check: false, "What was said about this work can not all be so. Somebody must look at it.");
    }

    /// <summary>No leave, with reasons and the ways on.</summary>
    public sealed class Refused : Verdict
    {
        internal Refused(Decision decision)
            : base(decision)
        {
        }
    }
}
