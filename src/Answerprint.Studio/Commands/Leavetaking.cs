using System.Globalization;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;

namespace Answerprint.Studio.Commands;

/// <summary>The leave that `rights --revoke` names.</summary>
/// <param name="Words">As people say it.</param>
/// <param name="Act">The act by which it is taken back.</param>
/// <param name="From">Where its reach begins.</param>
/// <param name="Subjects">The footage or models that are meant; empty for a consent or a person.</param>
internal sealed record Leavetaking(string Words, string Act, ReachFrom From, RightsFacts Rights, IReadOnlyList<GrantSubject> Subjects)
{
    private const string Ways = "Name grant:NUMBER, consent:NUMBER, plate:NAME, take:NAME, model:NAME or person:NAME; the numbers are in: answerprint rights SHOW";

    /// <summary>The grant's number; null where it is none.</summary>
    public long? Grant { get; private init; }

    public long? Consent { get; private init; }

    public Person? Person { get; private init; }

    /// <exception cref="BadInputException">It names nothing in this show.</exception>
    public static Leavetaking Find(Show show, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == text.Length - 1) throw new FormatException($"'{text}' does not say what is taken back. {Ways}");
        var (kind, name) = (text[..colon].ToLowerInvariant(), text[(colon + 1)..]);
        var rights = RightsFacts.From(show.Book.Acts);
        switch (kind)
        {
            case "grant":
                var given = Number(name);
                var grant = rights.Grants.FirstOrDefault(g => g.Index == given) ?? throw None("grant", name, rights.Grants.Select(g => g.Index));
                return new($"grant {grant.Index} ({Leave.Some([.. grant.Subjects])}: {grant.Terms})", Production.Rights.Grant.WithdrawnName, ReachFrom.Grant(rights, grant.Subjects), rights, grant.Subjects) { Grant = grant.Index };
            case "consent":
                var agreed = Number(name);
                var consent = rights.Consents.FirstOrDefault(c => c.Index == agreed) ?? throw None("consent", name, rights.Consents.Select(c => c.Index));
                return new($"consent {consent.Index} of {new PeopleFiles(show.PeopleFolder).NameOf(consent.Performer)}", Production.Rights.Consent.WithdrawnName, ReachFrom.Person(rights, consent.Performer, consent.Shots), rights, []) { Consent = consent.Index };
            case "person":
                var person = new PeopleFiles(show.PeopleFolder).Get(name);
                return new($"all leave of {person.Name}", Revocation.PerformerName, ReachFrom.Person(rights, person.Digest, ["*"]), rights, []) { Person = person };
            case "plate" or "take" or "model":
                var subjects = Production.Subjects.Find(show, Standing.Of(show.Book.Acts), rights, text);
                return new($"all leave for {Leave.Some(subjects)}", Revocation.ActName, ReachFrom.Grant(rights, subjects), rights, subjects);
            default: throw new FormatException($"'{kind}' is nothing that leave is taken back for. {Ways}");
        }
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{text}' is no number of an act. {Ways}");

    private static BadInputException None(string what, string name, IEnumerable<long> standing) =>
        new($"no-{what}", name, "", $"no {what} that stands has this number", standing.TakeLast(20).ToList() is { Count: > 0 } some ? $"Name one of: {string.Join(", ", some)}" : $"There is no {what} yet");
}
