using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Soundstage;

namespace Answerprint.Studio.Commands;

/// <summary>`bench stage`: writes rendered scenes with all that is known of them, one case or a row in which one parameter varies; or times the rendering.</summary>
internal static class BenchStageCommand
{
    private static readonly Option<SceneKind> SceneOption = new("--scene") { DefaultValueFactory = _ => SceneKind.Studio, Description = "room, street, tabletop, yard or studio" };
    private static readonly Option<ulong> Seed = new("--seed") { DefaultValueFactory = _ => 1, Description = "Decides the set, the move and the grain: the same seed, the same bytes" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 1, Description = "How many of the take's frames to write, from its middle" };
    private static readonly Option<int> Length = new("--length") { DefaultValueFactory = _ => 48, Description = "Frames of the take, from 1001, at 24 a second" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private static readonly Option<int> Samples = new("--samples") { DefaultValueFactory = _ => 8, Description = "Places a pixel is looked at, and with blur or defocus the instants, 1..64" };
    private static readonly Option<string[]> Set = new("--set") { AllowMultipleArgumentsPerToken = true, Description = $"NAME=VALUE: {string.Join("; ", StageParameter.All.Select(p => $"{p.Name} ({p.Says})"))}" };
    private static readonly Option<string?> Step = new("--step") { Description = "NAME=VALUE,VALUE,…: a case for each value, in a folder of its own, all else the same" };
    private static readonly Option<string[]> Clean = new("--clean") { AllowMultipleArgumentsPerToken = true, Description = "Names of things (walker, wire, rig, crate …) or their identifiers: their mattes, and the plate without them, once with and once without their shadow" };
    private static readonly Option<MoveKind?> Move = new("--move") { Description = "still, pan, dolly, truck, zoom, handheld; by default what the seed chooses" };
    private static readonly Option<bool> Apart = new("--apart") { Description = "A folder a layer, to look at with `frames … --to x.%04d.png`, instead of one EXR with layers" };
    private static readonly Option<DirectoryInfo?> Folder = new("--out") { Description = "A folder for the frames; with --time for stage.json and stage.md" };
    private static readonly Option<bool> Time = new("--time") { Description = "Times the rendering of every kind of scene on one thread and writes no frames" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "The result does not depend on it" };

    public static Command Create() => new Command("stage",
        "Renders scenes whose truth is known: picture, flow, what is hidden, depth, normals, albedo, lights, mattes, clean plates. Example: answerprint bench stage --scene yard --seed 3 --set blur=180 --clean walker --out stage")
    {
        SceneOption, Seed, Frames, Length, Size, Samples, Set, Step, Clean, Move, Apart, Folder, Time, Threads,
    }.Does(Work);

    private static Outcome Work(Session session, System.CommandLine.ParseResult parsed)
    {
        var (width, height) = parsed.GetValue(Size)!.Split('x') is [var w, var h] && int.TryParse(w, CultureInfo.InvariantCulture, out var x) && int.TryParse(h, CultureInfo.InvariantCulture, out var y) && x is > 0 and <= 8192 && y is > 0 and <= 8192
            ? (x, y) : throw new FormatException("--size is width x height, up to 8192 each: 640x360");
        if (parsed.GetValue(Time)) return Timed(session, width, height, parsed.GetValue(Folder));
        if (parsed.GetValue(Folder) is not { } folder) throw new FormatException("--out names the folder for the frames; --time writes none");
        var (length, count, samples) = (parsed.GetValue(Length), parsed.GetValue(Frames), parsed.GetValue(Samples));
        if (length is < 2 or > 100_000 || count < 1 || count > length) throw new FormatException("--length is 2..100000, and --frames at least 1 and at most the length");
        if (samples is < 1 or > 64) throw new FormatException("--samples is 1..64");
        var move = parsed.GetValue(Move) is { } kind ? CameraMove.Of(parsed.GetValue(Seed)) with { Kind = kind } : (CameraMove?)null;
        var stage = Stage.Of(parsed.GetValue(Seed), new(1001, 1001 + length), width, height, parsed.GetValue(SceneOption), move);
        foreach (var set in parsed.GetValue(Set) ?? [])
        {
            var (parameter, values) = BenchResults.Parameter("--set", set);
            stage = parameter.Apply(stage, values.Count == 1 ? values[0] : throw new FormatException($"--set {set}: one value; --step takes several"));
        }
        var cases = parsed.GetValue(Step) is { } step && BenchResults.Parameter("--step", step) is var row ? row.Parameter.Steps(stage, row.Values) : [new(StageParameter.Of("gap"), 0, stage, [])];
        Output.CheckFolder("--out", folder.ToString());
        var clean = Named(stage.Scene, parsed.GetValue(Clean) ?? []);
        var written = new JsonArray();
        using (var progress = session.Progress("stage", cases.Count * count))
        {
            foreach (var one in cases)
            {
                var place = parsed.GetValue(Step) is null ? folder.FullName : Path.Combine(folder.FullName, one.Name);
                var renderer = new Renderer(one.Stage, samples, Math.Max(1, parsed.GetValue(Threads)));
                for (var n = 0; n < count; n++)
                {
                    session.Cancel.ThrowIfCancellationRequested();
                    Write(renderer, 1001 + ((length - count) / 2) + n, clean, place, parsed.GetValue(Apart), session.Cancel);
                    progress.Step($"{one.Name} {n + 1}");
                }
                written.Add(new JsonObject { ["case"] = one.Name, ["folder"] = place, ["frames"] = count, ["missing"] = new JsonArray([.. one.Missing.Select(m => (JsonNode)m)]) });
            }
        }
        session.Say($"{Counted.Of(count * cases.Count, "frame")} of {stage.Scene.Kind.ToString().ToLowerInvariant()} {parsed.GetValue(Seed)} in {folder}");
        session.Say($"things: {string.Join(", ", stage.Scene.Things.Select(t => $"{t.Id} {t.Name}"))}");
        return Outcome.Done(new JsonObject
        {
            ["scene"] = stage.Scene.Kind.ToString().ToLowerInvariant(),
            ["seed"] = parsed.GetValue(Seed),
            ["cases"] = written,
            ["lights"] = new JsonArray([.. stage.Scene.LightNames.Select(l => (JsonNode)l)]),
            ["things"] = new JsonArray([.. stage.Scene.Things.Select(t => (JsonNode)new JsonObject { ["id"] = t.Id, ["name"] = t.Name, ["moves"] = t.Moves, ["mannequin"] = t.IsMannequin })]),
        });
    }

    private static void Write(Renderer renderer, int frame, IReadOnlyList<Thing> clean, string place, bool apart, CancellationToken cancel)
    {
        var layers = new StageLayers(renderer.Render(frame, Passes.All), renderer.Width, renderer.Height);
        var mattes = renderer.Mattes(frame, [.. clean.Select(t => t.Id)]);
        for (var k = 0; k < clean.Count; k++)
        {
            cancel.ThrowIfCancellationRequested();
            var name = $"{clean[k].Name.Replace(' ', '_')}_{clean[k].Id}";
            layers.Add($"matte_{name}", mattes[k]);
            foreach (var shadow in new[] { false, true })
            {
                var without = renderer.Stage with { Scene = renderer.Stage.Scene.Without(clean[k].Id, keepShadow: shadow) };
                layers.Add($"{(shadow ? "shadow" : "clean")}_{name}", new Renderer(without, renderer.Samples, renderer.Threads).Render(frame).Picture);
            }
        }
        StoredAttribute[] attributes = [ExrAttributes.FramesPerSecond(renderer.Rate), ExrAttributes.Primaries(Chromaticities.Rec709)];
        Directory.CreateDirectory(place);
        if (!apart)
        {
            layers.Write(Path.Combine(place, Numbered("stage", frame)), attributes);
            return;
        }
        foreach (var layer in layers.Names)
        {
            var name = layer.Length > 0 ? layer : "picture";
            Directory.CreateDirectory(Path.Combine(place, name));
            layers.WriteApart(Path.Combine(place, name, Numbered(name, frame)), layer, attributes);
        }
    }

    private static string Numbered(string name, int frame) => string.Create(CultureInfo.InvariantCulture, $"{name}.{frame:0000}.exr");

    private static IReadOnlyList<Thing> Named(Scene scene, string[] names) => [.. names.SelectMany(n =>
    {
        var found = scene.Things.Where(t => t.Name == n || (uint.TryParse(n, CultureInfo.InvariantCulture, out var id) && t.Id == id)).ToList();
        return found.Count > 0 ? found : throw new FormatException($"--clean {n}: the scene has no such thing; it has {string.Join(", ", scene.Things.Select(t => t.Name).Distinct(StringComparer.Ordinal))}");
    }).DistinctBy(t => t.Id)];

    private static Outcome Timed(Session session, int width, int height, DirectoryInfo? results)
    {
        Output.CheckFolder("--out", results?.ToString());
        var speeds = new List<StageSpeed>();
        foreach (var kind in Enum.GetValues<SceneKind>())
        {
            foreach (var speed in StageSpeed.Measure(kind, 3, width, height, 2, session.Cancel))
            {
                session.Say($"{speed.Scene,-9} {speed.PerCpuSecond,6:0.0} frames a CPU second, {speed.PerSecond,6:0.0} a second of the clock: {speed.Request}");
                speeds.Add(speed);
            }
        }
        BenchResults.Write(results, StageScoreboard.Kind, StageScoreboard.Json(speeds, width, height), StageScoreboard.Markdown(speeds, width, height, $"answerprint bench stage --time --size {width}x{height}"), []);
        return Outcome.Done(StageScoreboard.Json(speeds, width, height));
    }
}
