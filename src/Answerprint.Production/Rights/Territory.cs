namespace Answerprint.Production.Rights;

/// <summary>
/// Where something may be shown: a country (ISO 3166-1, "DE"), a part of one (ISO 3166-2, "US-CA"), or "EU" for its member states of 2026. Each lies in at most one larger one, so of two either one
/// holds the other or they have nothing in common.
/// </summary>
public static class Territory
{
    private const string Union = "EU";

    private static readonly string[] Members =
        ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];

    /// <summary>Reads "us", "US-CA", "EU"; "UK" is read as "GB".</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static string Parse(string text)
    {
        var code = text.Trim().ToUpperInvariant();
        if (code == "UK" || code.StartsWith("UK-", StringComparison.Ordinal)) code = "GB" + code[2..];
        var parts = code.Split('-');
        var fits = parts.Length <= 2 && parts[0].Length == 2 && parts[0].All(char.IsAsciiLetterUpper) && (parts.Length == 1 || (parts[1].Length is >= 1 and <= 3 && parts[1].All(char.IsAsciiLetterOrDigit)));
        return fits ? code : throw new FormatException($"'{text}' is no territory: write a country (DE), a part of one (US-CA) or EU");
    }

    /// <summary>Whether all of one lies in the other; each lies in itself.</summary>
    public static bool Holds(string large, string small) =>
        large == small || small.StartsWith(large + "-", StringComparison.Ordinal) || (large == Union && Members.Contains(small.Split('-')[0], StringComparer.Ordinal));
}
