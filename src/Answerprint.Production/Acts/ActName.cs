using System.Globalization;

namespace Answerprint.Production.Acts;

/// <summary>The name of an act with its version: two or more capitalised words (noun, then verb in the past tense), a full stop, a version from 1 on: <c>GateDecided.1</c>.</summary>
public readonly record struct ActName(string Words, int Version)
{
    private const int LongestWords = 60;

    /// <exception cref="ArgumentException">Not of that form.</exception>
    public static ActName Parse(string text) => TryParse(text) ?? throw new ArgumentException($"'{text}' is no name of an act: write NounVerb.Version, such as GateDecided.1", nameof(text));

    public static ActName? TryParse(string text)
    {
        var stop = text.IndexOf('.', StringComparison.Ordinal);
        if (stop is < 2 or > LongestWords || !char.IsAsciiLetterUpper(text[0])) return null;
        var words = text[..stop];
        if (!words.All(char.IsAsciiLetterOrDigit) || words.Count(char.IsAsciiLetterUpper) < 2 || !words.Any(char.IsAsciiLetterLower)) return null;
        return int.TryParse(text.AsSpan(stop + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is > 0 and < 10_000
            && text.Length - stop - 1 == version.ToString(CultureInfo.InvariantCulture).Length ? new ActName(words, version) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Words}.{Version}");
}
