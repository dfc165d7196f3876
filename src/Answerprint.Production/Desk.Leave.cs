using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>An act holds 65,535 bytes; a folder of plates may need several.</summary>
    private const int MostSubjectBytes = 40_000;

    /// <summary>Puts a grant on file; its contract lies in the vault from then on. What names very many things becomes several acts.</summary>
    /// <param name="from">A company, or the digest of a person.</param>
    /// <param name="contract">Null: none is at hand.</param>
    public IReadOnlyList<Act> Grant(IReadOnlyList<GrantSubject> subjects, UseTerms terms, string from, byte[]? contract)
    {
        var document = contract is null ? "" : Show.Vault.Add(contract).Hex;
        var bodies = new List<(string, Actor, JsonObject)>();
        var part = new List<GrantSubject>();
        var bytes = 0;
        foreach (var subject in subjects.Distinct())
        {
            var size = CanonicalJson.Write(subject.ToJson()).Length;
            if (part.Count > 0 && bytes + size > MostSubjectBytes) Close();
            part.Add(subject);
            bytes += size;
        }
        Close();
        return Show.Book.AppendAll(bodies);

        void Close()
        {
            bodies.Add((Rights.Grant.ActName, by, new Grant([.. part], terms, from, document, by.Person, Show.Clock.GetUtcNow(), -1).ToJson()));
            part.Clear();
            bytes = 0;
        }
    }

    /// <summary>Withdraws a grant: what it gave leave for is judged anew.</summary>
    /// <exception cref="BadInputException">No grant that stands has this number.</exception>
    public Act WithdrawGrant(long index) => Withdraw(index, Rights.Grant.ActName, Rights.Grant.WithdrawnName, "grant");

    /// <summary>Puts a consent on file with its text as it was signed.</summary>
    public Act Consent(Consent consent, byte[] text) => Show.Book.Append(Rights.Consent.ActName, by, (consent with { Document = Show.Vault.Add(text).Hex }).ToJson());

    /// <summary>Withdraws a consent.</summary>
    /// <exception cref="BadInputException">No consent that stands has this number.</exception>
    public Act WithdrawConsent(long index) => Withdraw(index, Rights.Consent.ActName, Rights.Consent.WithdrawnName, "consent");

    /// <summary>Takes back leave for a plate or a model, whoever gave it: only what is granted anew counts.</summary>
    public IReadOnlyList<Act> Revoke(IReadOnlyList<GrantSubject> subjects, string reason) =>
        Show.Book.AppendAll([.. subjects.Select(s => (Revocation.ActName, by, new Revocation(s, null, reason, by.Person, Show.Clock.GetUtcNow(), -1).ToJson()))]);

    /// <summary>Takes back all that a performer consented to: only what they agree to anew counts.</summary>
    public Act Revoke(Person performer, string reason) =>
        Show.Book.Append(Revocation.PerformerName, by, new Revocation(null, performer.Digest, reason, by.Person, Show.Clock.GetUtcNow(), -1).ToJson());

    private Act Withdraw(long index, string given, string withdrawn, string what)
    {
        var acts = Show.Book.Acts;
        var taken = acts.Where(a => a.Name == withdrawn).Select(a => (long?)a.Body["index"]).ToHashSet();
        var stand = acts.Where(a => a.Name == given && !taken.Contains(a.Index)).Select(a => a.Index).ToList();
        if (!stand.Contains(index)) throw new BadInputException($"no-{what}", Show.Folder, $"act {index}", $"no {what} that stands has this number", stand.Count > 0 ? $"Name one of: {string.Join(", ", stand.TakeLast(20))}" : $"There is no {what} yet");
        return Show.Book.Append(withdrawn, by, new() { ["index"] = index });
    }
}
