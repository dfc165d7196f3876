using System.Text.RegularExpressions;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>
/// What the name of a camera file says: camera and roll ("A001"), clip ("C003"), and what follows. The schemes are those that ARRI
/// (A004C010_20100610_R1JL), RED (A001_C001_12046M, with _001 for its parts) and Sony (A001C003_230115AB) publish in their manuals; lists write rolls with the
/// camera's own letters behind them (A004R1JL).
/// </summary>
/// <param name="Letters">Camera and roll without separators: "A001".</param>
/// <param name="Clip">"C003".</param>
/// <param name="Name">The whole name without separators, in capitals.</param>
internal sealed partial record CameraRoll(string Letters, string Clip, string Name)
{
    /// <summary>What a name says; null where it is not a camera's.</summary>
    public static CameraRoll? Of(string stem) => Camera().Match(stem) is { Success: true } m
        ? new(Plain(m.Groups["roll"].Value), m.Groups["clip"].Value.ToUpperInvariant(), Plain(stem))
        : null;

    /// <summary>Camera and roll of a reel that names no clip ("A001", "A001R2Y8"); null where it is none.</summary>
    public static string? RollOf(string reel) => Roll().Match(reel) is { Success: true } m ? Plain(m.Groups["roll"].Value) : null;

    /// <summary>Letters and digits only, in capitals: how lists write reels.</summary>
    public static string Plain(string text) => string.Concat(MediaName.Composed(text).Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Whether another name means this clip: the same roll and clip, and what follows agrees as far as both go.</summary>
    public bool IsClipOf(CameraRoll wanted) => Letters == wanted.Letters && Clip == wanted.Clip &&
        (Name.StartsWith(wanted.Name, StringComparison.Ordinal) || wanted.Name.StartsWith(Name, StringComparison.Ordinal));

    /// <summary>Whether the clip is on a roll: the letters that a list writes behind the roll are the camera's, at the end of the name.</summary>
    public bool IsOnRoll(string reel) => Plain(reel) is var plain && plain.StartsWith(Letters, StringComparison.Ordinal) && Name.EndsWith(plain[Letters.Length..], StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<roll>[A-Z]{1,2}_?\d{3,4})_?(?<clip>[A-Z]\d{3,4})(?![A-Z0-9])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Camera();

    [GeneratedRegex(@"^(?<roll>[A-Z]{1,2}_?\d{3,4})(_?[A-Z][A-Z0-9]{3})?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Roll();
}
