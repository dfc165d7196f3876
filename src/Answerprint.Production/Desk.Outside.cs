using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
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
        var options = MattedOf(tool, brief);
        var use = OutsideUse(now, shot, tool.Outside, brief.Frames, n => WorkOn(tool, options, n), Stage.Alter, rights) with { MakesPixels = tool.Card.MakesPixels };
        return Ask(use, FactsFor(use, rights, made: false).And(tool.Outside.Terms.ToFacts()));
    }
}
