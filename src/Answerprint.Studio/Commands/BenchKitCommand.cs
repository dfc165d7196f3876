using System.Buffers.Binary;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;
using Answerprint.Benchmarks.Kits;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Soundstage;

namespace Answerprint.Studio.Commands;

/// <summary>`bench kit`: frames for a person who runs a tool elsewhere, with the truth sealed.</summary>
internal static class BenchKitCommand
{
    private static readonly Option<DirectoryInfo> To = new("--to") { Required = true, Description = "An empty folder for the kit: known frames, protocol, form. This is handed out" };
    private static readonly Option<DirectoryInfo> Truth = new("--truth") { Required = true, Description = "An empty folder beside it for the true frames and the salts of their seals. This is kept" };
    private static readonly Option<DirectoryInfo?> Clips = new("--clips") { Description = "A folder of movies, one in each folder, in place of rendered scenes" };
    private static readonly Option<SceneKind[]?> Scenes = new("--stage") { AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.ZeroOrMore, Description = "Rendered scenes: room street tabletop yard studio; all by default" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, Description = "Names of clips" };
    private static readonly Option<int[]> Gaps = new("--gaps") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 3, 7], Description = "Missing frames in a row, a case for each, of frames of its own" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 17, Description = "Frames of a case, from the first to the last known one at most" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private static readonly Option<string> As = new("--as") { DefaultValueFactory = _ => "exr", Description = "exr (half-float, scene-linear) or png (8-bit display codes)" };
    private static readonly Option<ulong?> Seed = new("--seed") { Description = "Of rendered scenes; by default one that nobody can guess. Whoever knows it can render the truth" };
    private static readonly Option<int> Samples = new("--samples") { DefaultValueFactory = _ => 8, Description = "Places a pixel of a rendered scene is looked at, and with blur the instants, 1..64" };
    private static readonly Option<string[]> Set = new("--set") { AllowMultipleArgumentsPerToken = true, Description = "NAME=VALUE of rendered scenes (bench stage --help names them)" };

    public static Command Create() => new Command("kit", "Frames and protocol for a tool that runs elsewhere, the truth sealed. Example: answerprint bench kit --to kit --truth truth --stage yard studio --gaps 1 3")
    {
        To, Truth, Clips, Scenes, Only, Gaps, Frames, Size, As, Seed, Samples, Set,
    }.Does(Write);

    private static Outcome Write(Session session, System.CommandLine.ParseResult parsed)
    {
        var (kitFolder, truthFolder, gaps) = (parsed.GetValue(To)!.FullName, parsed.GetValue(Truth)!.FullName, parsed.GetValue(Gaps)!.Distinct().ToList());
        if (gaps.Count == 0 || gaps.Any(g => g is < 1 or > 64)) throw new FormatException("--gaps are 1..64");
        if (parsed.GetValue(Frames) is < 3 or > 1000) throw new FormatException("--frames is 3..1000");
        if (parsed.GetValue(Samples) is < 1 or > 64) throw new FormatException("--samples is 1..64");
        if (parsed.GetValue(As) is not ("exr" or "png")) throw new FormatException("--as is exr or png");
        if (parsed.GetValue(Clips) is not null && (parsed.GetResult(Scenes) is not null || parsed.GetValue(Set) is { Length: > 0 } || parsed.GetValue(Seed) is not null)) throw new FormatException("--stage, --set and --seed do not go with --clips");
        var (width, height) = BenchResults.Size(parsed.GetValue(Size)!);
        KitWriter.Check(kitFolder, truthFolder);
        Output.CheckFolder("--to", kitFolder);
        Output.CheckFolder("--truth", truthFolder);
        var seed = parsed.GetValue(Seed) ?? BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
        var clips = parsed.GetValue(Clips) is null ? Rendered(session, parsed, seed, gaps, width, height) : Filmed(parsed, gaps, width, height);
        var made = parsed.GetValue(Clips) is null
            ? $"scenes of the Soundstage, seed {seed} and on by one a case, {parsed.GetValue(Samples)} samples{string.Concat((parsed.GetValue(Set) ?? []).Select(s => $", {s}"))}"
            : "footage scaled as `bench fill --clips` scales it, a stretch of its own for each gap, in the order of the gaps";
        var kit = KitWriter.Write(clips, parsed.GetValue(As) == "exr", new FrameRate(24), kitFolder, truthFolder, made, c => session.Say($"{c.Name}: {Counted.Of(c.Known.Count, "known frame")}, {c.Missing.Count} to render"), session.Cancel);
        session.Say($"{Counted.Of(kit.Cases.Count, "case")} in {kitFolder}, to be handed out; their truth in {truthFolder}, to be kept");
        return Outcome.Done(new JsonObject
        {
            ["kit"] = kitFolder, ["truth"] = truthFolder,
            ["cases"] = new JsonArray([.. kit.Cases.Select(c => (JsonNode)new JsonObject { ["name"] = c.Name, ["known"] = FrameList.Format(c.Known.Keys), ["missing"] = FrameList.Format(c.Missing) })]),
        });
    }

    // a seed of its own for each case: what one hides no other shows
    private static IEnumerable<(TruthClip Clip, int Gap)> Rendered(Session session, System.CommandLine.ParseResult parsed, ulong seed, List<int> gaps, int width, int height)
    {
        var next = seed;
        foreach (var scene in parsed.GetValue(Scenes) is { Length: > 0 } named ? named : Enum.GetValues<SceneKind>())
            foreach (var gap in gaps)
                yield return (TruthClip.OfStage(scene.ToString().ToLowerInvariant(), BenchResults.Staged(scene, unchecked(next++), KitWriter.FramesOf(parsed.GetValue(Frames), gap), width, height, parsed.GetValue(Set) ?? []), parsed.GetValue(Samples), Environment.ProcessorCount, session.Cancel, KitWriter.FramesOf(parsed.GetValue(Frames), gap)), gap);
    }

    private static IEnumerable<(TruthClip Clip, int Gap)> Filmed(System.CommandLine.ParseResult parsed, List<int> gaps, int width, int height)
    {
        var any = false;
        foreach (var (name, file) in BenchResults.Movies(parsed.GetValue(Clips)!, parsed.GetValue(Only) ?? []))
        {
            any = true;
            var count = parsed.GetValue(Frames);
            var whole = TruthClip.OfMovie(name, file, width, height, gaps.Count * count);
            for (var g = 0; g < gaps.Count; g++) yield return (whole with { Codes = [.. whole.Codes.Skip(g * count).Take(count)] }, gaps[g]);
        }
        if (!any) throw new BadInputException("no-clips", parsed.GetValue(Clips)!.ToString(), "", "there is no clip in it", "Name a folder that holds a folder a clip, each with one movie (.mp4 .mov .mkv .y4m)");
    }
}
