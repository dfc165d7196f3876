using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Rights;

/// <summary>A plate as grants meet it. Two with one <see cref="Media"/> are the same media, taken in twice with more or fewer frames.</summary>
/// <param name="Index">Its place in the show's table of plates.</param>
/// <param name="Root">Digest of all that was taken in.</param>
/// <param name="Name">File name or pattern.</param>
/// <param name="Media">Name, reel, rate, size, timecode and decode; empty where the act does not say them all.</param>
public sealed record KnownPlate(long Index, string Root, string Name, string Reel, string Media)
{
    /// <summary>The file's name without number and ending: "beach" of "beach.%04d.exr".</summary>
    public string Take
    {
        get
        {
            var stem = Path.GetFileNameWithoutExtension(Name);
            var end = stem.TrimEnd('#');
            if (end.Length == stem.Length && stem.LastIndexOf('%') is > 0 and var percent && stem.EndsWith('d')) end = stem[..percent];
            return end.TrimEnd('.', '_', '-') is { Length: > 0 } bare ? bare : stem;
        }
    }

    /// <summary>Whether a take's name means it, in any case.</summary>
    public bool IsTake(string take) => string.Equals(take, Reel, StringComparison.OrdinalIgnoreCase) || string.Equals(take, Take, StringComparison.OrdinalIgnoreCase) || string.Equals(take, Name, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FormatException">The body is no plate's.</exception>
    internal static KnownPlate Read(JsonObject body)
    {
        var (name, reel) = (Body.Text(body, "name") ?? "", Body.Text(body, "reel") ?? "");
        var media = "";
        if (Body.Text(body, "range") is { Length: > 0 } && body["start"] is not null && body["width"] is not null && body["height"] is not null && Body.Text(body, "rate") is { } rate)
            media = string.Create(CultureInfo.InvariantCulture, $"{name}\n{reel}\n{rate}\n{body.Long("width")}×{body.Long("height")}\n{body.Long("start") - body.Range("range").Start}\n{Body.Text(body, "decode")}");
        return new(body["plate"] is null ? -1 : body.Long("plate"), Body.Text(body, "root") ?? throw new FormatException("a plate has a root"), name, reel, media);
    }
}
