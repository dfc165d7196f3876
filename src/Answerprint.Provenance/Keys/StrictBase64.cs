namespace Answerprint.Provenance.Keys;

/// <summary>Base64 of RFC 4648, section 4, of which each value has one text only: no white space, padding whole, spare bits zero.</summary>
internal static class StrictBase64
{
    /// <summary>The bytes, or null where the text is not exactly what encoding them gives.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return null;
        Array.Resize(ref bytes, length);
        return string.Equals(Convert.ToBase64String(bytes), text, StringComparison.Ordinal) ? bytes : null;
    }
}
