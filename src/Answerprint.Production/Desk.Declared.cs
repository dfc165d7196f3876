using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

/// <summary>Work whose whole result is a declared change: light and place of whole pictures.</summary>
public sealed partial class Desk
{
    /// <summary>The option of a relight brief that names the shot whose light is wanted, or pictures; and the one that names them in the vault.</summary>
    private const string MatchOption = "match", LightOption = "light";

    /// <summary>So many pictures of another shot are looked at for its light.</summary>
    private const int MostLit = 120;

    /// <summary>The frames of a brief that changes light or place of whole pictures, and its options with all that they cite taken into the vault.</summary>
    /// <param name="frames">Those that are asked for; empty: all of the shot.</param>
    /// <exception cref="BadInputException">An option is unknown, a picture or matte is missing, or other frames of the shot are asked for in another manner.</exception>
    private (IReadOnlyList<int> Frames, JsonObject Options) AskWhole(Standing now, Shot shot, Tool tool, IReadOnlyList<int> frames, JsonObject options)
    {
        var asked = new JsonObject(options.Where(o => o.Key is not (MatchOption or LightOption)).Select(o => KeyValuePair.Create(o.Key, o.Value?.DeepClone())));
        if (options.TextOrNull(MatchOption) is { } like)
        {
            asked[LightOption] = LightTaken(now, shot, like).Hex;
            asked[MatchOption] = true;
        }
        (frames, asked) = AskMatted(now, shot, tool, frames, asked);
        // whatever is asked for later takes its frames; two manners can not be in one version
        if (now.Briefs.FirstOrDefault(b => b.Shot == shot.Name && b.Kind == tool.Card.Name && now.Decision(b) is not { Allowed: false } && b.Frames.Except(frames).Any() && !JsonNode.DeepEquals(Plain(b.Options), Plain(asked))) is { } unlike)
            throw new BadInputException("other-options", shot.Name, unlike.Id, $"{unlike.Id} asks {tool.Card.Name} of other frames of this shot with other options, and a version is made in one manner", "Ask for all frames of the shot");
        return (frames, asked);
    }

    /// <summary>Takes the pictures whose light is wanted into the vault: those of a shot of the show or, where no shot is called so, of a file or pattern.</summary>
    private Digest LightTaken(Standing now, Shot shot, string like)
    {
        try
        {
            if (!now.Shots.TryGetValue(like, out var other))
            {
                using var file = Media.Formats.FrameFiles.Open(like);
                return Taken(file, file.Range.Numbers);
            }
            if (other.Plate is not { } index || like == shot.Name) throw new BadInputException("no-light", shot.Name, like, like == shot.Name ? "a shot has its own light already" : "the shot has no media", "Name a shot of the show that has media, or a file");
            using var clip = Open(PlateOf(now.Plates[index]));
            return Taken(clip, other.Range.Numbers);
        }
        finally
        {
            if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        }

        Digest Taken(Clip clip, IEnumerable<int> numbers)
        {
            List<int> there = [.. numbers.Where(clip.Has)];
            if (there.Count == 0) throw new BadInputException("no-light", clip.Name, "", "it has no frame that can be looked at", "Name a shot of the show that has media, or a file");
            var step = (there.Count + MostLit - 1) / MostLit;
            return PictureSet.Take(clip, there.Where((_, n) => n % step == 0), Show.Vault, Show.Staging, cancel);
        }
    }

    /// <summary>The pictures whose light is wanted, where a step has them: no origin pass cites them, so they bear a number that no plate of the show has.</summary>
    private IEnumerable<PlateAtWork> LightOf(Step step) => step.Work[0].Brief is { Kind: Brief.Relight } brief && brief.Options.TextOrNull(LightOption) is { } hex ? [new(uint.MaxValue, PictureSet.Open(Show.Vault, Digest.Parse(hex)))] : [];

    /// <summary>A use that changes light or place of whole pictures: of people it is class P1 or P2. Where nobody has said who is there it stays unknown, and gives no leave.</summary>
    private static Use AsDeclared(Use use) => use.InChangedRegion != PeopleThere.People ? use
        : use with { Class = use.Operation == Brief.Reframe ? PerformerClass.P2 : PerformerClass.P1, MakesPixels = false };

    /// <summary>What a step declares that it did, in the vault; null where that is no declared change.</summary>
    private Digest? DeclaredOf(Step step, PreparedStep prepared) => step.Work[0].Brief.IsDeclared
        ? Show.Vault.Add(PlainJson.Bytes(new JsonObject { ["format"] = ChangeFormat, ["change"] = DeclaredWork.Read(prepared.Preparation).Change.ToJson(), ["pictures"] = new JsonObject() }))
        : null;

    /// <summary>Of a tool that found nothing to do: that is said, and no version is made of it.</summary>
    private static ToolRefusedException? NothingToDo(Step step, PreparedStep prepared) => step.Work[0].Brief.Kind is Brief.Relight or Brief.Reframe && DeclaredWork.Read(prepared.Preparation).Change.Records.Count == 0
        ? new("nothing-to-do", $"frames {FrameList.Format([.. step.Work.SelectMany(w => w.Brief.Frames).Distinct().Order()])}", "the shot is as asked for already", "Ask for something else, or leave the shot as it is")
        : null;
}
