using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Words by which briefs are asked for that no outside tool may be called.</summary>
    private static readonly string[] OwnKinds = [Brief.Filler, Brief.Hold, Brief.Repair, Brief.Retime, "elsewhere", "background", "cleanup", "relight", "reframe", "extend", "learn"];

    /// <summary>Adds a program of others to the tools of the show, as it is now to the byte; the same once more says nothing new.</summary>
    /// <param name="path">Its tool.json.</param>
    /// <exception cref="BadInputException">It can not be read, is called like a tool of the house, or one of its files is not there.</exception>
    public OutsideManifest AddTool(string path)
    {
        var manifest = OutsideManifest.Open(path);
        if (OwnKinds.Contains(manifest.Name, StringComparer.Ordinal) || (tools.TryGetValue(manifest.Name, out var own) && own is not OutsideTool))
            throw new BadInputException("name-taken", path, manifest.Name, "a tool of the house is called so", "Give it another name");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var files = OutsideFiles.Of(manifest, folder);
        var terms = manifest.Terms;
        if (manifest.TrainingFile.Length > 0)
        {
            var document = new FileInfo(Path.Combine(folder, manifest.TrainingFile));
            if (!document.Exists || document.Length is 0 or > 16 << 20) throw new BadInputException("no-document", path, manifest.TrainingFile, "the document of its training data is not there, is empty, or has more than 16 MiB", "Lay it beside tool.json");
            terms = terms with { TrainingDocument = Show.Vault.Add(File.ReadAllBytes(document.FullName)) };
        }
        var body = OutsideShelf.Body(manifest, Show.Vault.Add(File.ReadAllBytes(path)), files, terms);
        if (body.Digest("manifest") != manifest.Digest) throw new BadInputException("changed", path, "", "it was written to while it was read", "Run the same command again");
        if (!OutsideShelf.Added(Show.Book.Acts).TryGetValue(manifest.Name, out var before) || !JsonNode.DeepEquals(before.Body, JsonNode.Parse(body.ToJsonString()))) Write(OutsideShelf.ActName, body);
        OutsideShelf.Open(Show).Put(manifest.Name, folder);
        return manifest with { Terms = terms };
    }

    /// <summary>What an outside tool would do for a brief, judged like work made elsewhere: it may change the work matte, and all of the picture where there is none.</summary>
    private Verdict JudgeOutside(Standing now, Shot shot, Brief brief, OutsideTool tool, RightsFacts rights)
    {
        var options = OptionsOf(brief);
        var use = OutsideUse(now, shot, tool.Outside, brief.Frames, n => tool.MatteOf(options, n), Stage.Alter, rights) with { MakesPixels = tool.Card.MakesPixels };
        return Ask(use, FactsFor(use, rights, made: false).And(tool.Outside.Terms.ToFacts()));
    }

    private static OutsideOptions OptionsOf(Brief brief) =>
        new(brief.Frames) { Mattes = brief.Options.Where(o => o.Key.StartsWith(OutsideOptions.MatteKey, StringComparison.Ordinal)).ToDictionary(o => o.Key, o => JsonSerializer.SerializeToElement(o.Value), StringComparer.Ordinal) };

    /// <summary>The frames of a brief for an outside tool, and its options with the mattes taken into the vault.</summary>
    /// <exception cref="BadInputException">The plate has not a frame, a frame has no matte, or the shot has work of another tool.</exception>
    private (IReadOnlyList<int> Frames, JsonObject Options) AskOutside(Standing now, Shot shot, string kind, IReadOnlyList<int> frames, JsonObject options)
    {
        if (now.Briefs.FirstOrDefault(b => b.Shot == shot.Name && b.Tool != kind && now.Decision(b) is not { Allowed: false }) is { } other)
            throw new BadInputException("one-tool", shot.Name, other.Id, $"the shot has work for '{other.Tool}', and a version holds the work of one tool", "Render and turn back that first; put both together elsewhere, and bring it back with answerprint accept");
        var plate = PlateOf(now.Plates[shot.Plate!.Value]);
        if (frames.Count == 0) frames = [.. shot.Range.Numbers.Where(plate.Bits.ContainsKey)];
        if (frames.FirstOrDefault(n => !plate.Bits.ContainsKey(n), int.MinValue) is var hole and not int.MinValue)
            throw new BadInputException("no-frame", shot.Name, $"frame {hole}", "the plate has no such frame, and an outside tool works on frames that are there", "Name frames that the plate has; missing ones are made by fill, or elsewhere");
        if (options.FirstOrDefault(o => o.Key != "matte").Key is { } unknown) throw new BadInputException("bad-options", shot.Name, unknown, $"{kind} has no such option", "An outside tool takes --set matte=PATTERN; all else stands in its tool.json");
        if (options.TextOrNull("matte") is not { } pattern) return (frames, []);
        using var clip = FrameFiles.Open(pattern);
        if (frames.FirstOrDefault(n => !clip.Has(n), int.MinValue) is var bare and not int.MinValue)
            throw new BadInputException("no-matte", pattern, $"frame {bare}", "there is no matte for this frame", "Number the mattes as the plate, or name fewer frames");
        var (set, _) = MatteSet.Ingest(clip, Show.Vault, Show.Staging, frames, plate.Width, plate.Height);
        if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        return (frames, new() { [OutsideOptions.MatteKey + FrameList.Format(frames)] = set.Hex });
    }
}
