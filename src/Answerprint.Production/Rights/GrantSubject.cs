using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>What kind of thing leave is given for.</summary>
public enum SubjectKind
{
    /// <summary>All footage of the show: plates, elements and look-up tables; no models.</summary>
    All = 0,
    Plate,

    /// <summary>One run of the camera: every plate of that reel or file name, taken in already or not.</summary>
    Take,

    /// <summary>A picture from elsewhere that is laid in: smoke, a matte painting.</summary>
    Element,

    /// <summary>A table of colours.</summary>
    Lut,
    Model,
}

/// <summary>One thing that leave is given for, or taken back.</summary>
/// <param name="Name">As people call it; "*" for all.</param>
/// <param name="Hash">SHA-256 by which it is known: a plate's root, a file's bytes; empty where only the name is.</param>
public sealed record GrantSubject(SubjectKind Kind, string Name, string Hash = "")
{
    public static GrantSubject All { get; } = new(SubjectKind.All, "*");

    /// <summary>Whether it may be among what a picture is made of.</summary>
    public bool IsFootage => Kind != SubjectKind.Model;

    public JsonObject ToJson() => new() { ["kind"] = Kind.ToString().ToLowerInvariant(), ["name"] = Name, ["sha256"] = Hash };

    /// <exception cref="FormatException">It names no kind of thing that this release knows.</exception>
    public static GrantSubject Read(JsonObject json)
    {
        var kind = Body.Text(json, "kind") ?? "";
        return Enum.TryParse<SubjectKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(kind[0])
            ? new(known, Body.Text(json, "name") ?? "", Body.Text(json, "sha256") ?? "")
            : throw new FormatException($"'{kind}' is no kind of thing that leave is given for");
    }

    /// <summary>As people say it: "plate beach.mov".</summary>
    public override string ToString() => Kind == SubjectKind.All ? "all footage" : $"{(Kind == SubjectKind.Lut ? "LUT" : Kind.ToString().ToLowerInvariant())} {(Name.Length > 0 ? Name : Hash[..Math.Min(12, Hash.Length)])}";
}
