using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Farm;

/// <summary>
/// Writes down each rendered chunk exactly once. The frames are in the vault before the act is appended, and the act is the only thing that
/// counts: a kill before it leaves a chunk to do again, to the same bytes; a kill after it leaves a chunk done.
/// </summary>
public sealed class Commit(Book book, Vault vault)
{
    public const string ActName = "ChunkRendered.1";

    /// <summary>The frames of a chunk that is written down and whose every file is in the vault; else null.</summary>
    public IReadOnlyList<RenderedFrame>? Find(Digest recipe, Chunk chunk)
    {
        var act = book.Acts.FirstOrDefault(a => a.Name == ActName && a.Body.TextOrNull("recipe") == recipe.Hex && a.Body.Int("chunk") == chunk.Index);
        if (act is null || !vault.Intact(act.Body.Digest("frames"))) return null;
        var frames = Read(vault, act.Body.Digest("frames"));
        return frames.SelectMany(f => f.Files).All(vault.Has) ? frames : null;
    }

    /// <param name="seconds">Wall time of the whole chunk: in the act only, never in a version.</param>
    /// <param name="cpuSeconds">The processor's time in it, all threads of this process.</param>
    public void Chunk(string shot, Digest recipe, Chunk chunk, IReadOnlyList<RenderedFrame> frames, double seconds, double cpuSeconds, double megapixels, string tool, Actor by)
    {
        var document = new JsonObject { ["format"] = "answerprint.chunk.1", ["frames"] = new JsonArray([.. frames.Select(f => (JsonNode)f.Write())]) };
        var digest = vault.Add(PlainJson.Bytes(document));
        // a chunk whose files were lost and are made again stands in the book already
        if (book.Acts.Any(a => a.Name == ActName && a.Body.TextOrNull("recipe") == recipe.Hex && a.Body.Int("chunk") == chunk.Index && a.Body.TextOrNull("frames") == digest.Hex)) return;
        book.Append(ActName, by, new JsonObject
        {
            ["shot"] = shot, ["recipe"] = recipe.Hex, ["chunk"] = chunk.Index, ["range"] = chunk.Range.ToString(), ["frames"] = digest.Hex, ["tool"] = tool,
            ["made"] = frames.Count(f => f.IsMade), ["held"] = frames.Count(f => f.IsHeld), ["copied"] = frames.Count(f => !f.IsTouched), ["megapixels"] = Math.Round(megapixels, 4), ["seconds"] = Math.Round(seconds, 3), ["cpuSeconds"] = Math.Round(cpuSeconds, 3),
        });
    }

    public static IReadOnlyList<RenderedFrame> Read(Vault vault, Digest frames) => [.. JsonReading.Parse(vault.Read(frames)).Objects("frames").Select(RenderedFrame.Read)];
}
