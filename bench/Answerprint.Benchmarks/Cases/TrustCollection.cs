using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Soundstage;
using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>
/// Learns confidence and forecast of `fill` on rendered scenes and on real clips, and checks them on others. The samples of a source are kept in a
/// file of its own, so that what was stopped goes on.
/// </summary>
/// <param name="samples">A folder.</param>
public sealed class TrustCollection(string samples, int threads, Action<string> say, CancellationToken cancel)
{
    private const int Width = 640, Height = 360, Frames = 33;

    /// <summary>Mean difference between confidence and what was right up to which it is called calibrated.</summary>
    private const double Bound = 0.05;

    private static readonly int[] Gaps = [1, 3, 7];

    /// <summary>Learns, and writes the model with its receipt.</summary>
    /// <param name="clips">A folder of movies, one in each folder; null: scenes only.</param>
    /// <param name="learn">Names of clips to learn from.</param>
    /// <param name="check">Names of clips to check on.</param>
    /// <param name="seeds">Scenes of each kind.</param>
    /// <param name="file">For the model; null writes none, and checks the model that the program has.</param>
    public IReadOnlyList<TrustCheck> Run(string? clips, IReadOnlyList<string> learn, IReadOnlyList<string> check, int seeds, string? file, string command)
    {
        Directory.CreateDirectory(samples);
        JsonObject receipt = [];
        var model = file is null ? TrustModel.Shipped : null!;
        if (file is not null)
        {
            var scenes = Scenes(seeds).ToList();
            var known = scenes.Select(s => s.Name).Concat(learn).ToList();
            List<TrustSample> all = [.. scenes.SelectMany(s => Kept(s.Name, s.Clip)), .. learn.SelectMany(name => Kept(name, () => Clip(clips, name)))];
            say($"learning from {all.Count} frames of {known.Count} sources");
            model = TrustLearner.Learn(all);
            receipt = new JsonObject
            {
                ["command"] = command, ["scenes"] = new JsonArray([.. scenes.Select(s => (JsonNode)s.Words)]), ["clips"] = new JsonArray([.. learn.Select(n => (JsonNode)n)]), ["size"] = $"{Width}x{Height}",
                ["gaps"] = new JsonArray([.. Gaps.Select(g => (JsonNode)g)]), ["frames"] = all.Count, ["cells"] = all.Sum(s => s.Cells), ["tool"] = new FillTool().Card.Version,
            };
            File.WriteAllText(file, Text(model.Write(receipt)));
            // as it will be read, rounded
            model = TrustModel.Read(JsonNode.Parse(File.ReadAllText(file))!);
            foreach (var source in all.GroupBy(s => s.Source)) say($"learnt from {TrustCheck.Of(source.Key, model, source).Words()}");
        }
        var checks = new List<TrustCheck>();
        foreach (var name in check)
        {
            checks.Add(TrustCheck.Of(name, model, Kept(name, () => Clip(clips, name))));
            say($"checked on {checks[^1].Words()}");
        }
        if (file is not null && checks.Count > 0)
        {
            // what was checked, and whether it held, stands beside what was learnt
            var together = TrustCheck.All("together", checks);
            receipt["checked"] = new JsonArray([.. checks.Append(together).Select(c => (JsonNode)c.Write())]);
            File.WriteAllText(file, Text(model.With(together.Reliability.Error <= Bound).Write(receipt)));
        }
        if (checks.Count > 1) say($"checked on {TrustCheck.All("all of these", checks).Words()}");
        return checks;
    }

    // one number a line would be long
    private static string Text(JsonObject model) => model.ToJsonString().Replace("],\"", "],\n\"", StringComparison.Ordinal).Replace("],[", "],\n[", StringComparison.Ordinal) + "\n";

    private IEnumerable<TrustSample> Kept(string name, Func<TruthClip> clip)
    {
        var file = Path.Combine(samples, $"{name}.samples");
        if (!File.Exists(file))
        {
            var truth = clip();
            using (var to = new BinaryWriter(File.Create(file + ".part")))
            {
                foreach (var gap in Gaps)
                    foreach (var protocol in (FillProtocol[])[FillProtocol.K, FillProtocol.D])
                        foreach (var sample in TrustCollector.Collect(truth, gap, protocol, Starts(truth, gap, protocol), threads, cancel)) sample.Write(to);
            }
            File.Move(file + ".part", file);
            say($"{name}: made and measured");
        }
        using var from = new BinaryReader(File.OpenRead(file));
        while (from.BaseStream.Position < from.BaseStream.Length) yield return TrustSample.Read(from);
    }

    private static List<int> Starts(TruthClip clip, int gap, FillProtocol protocol)
    {
        var all = Enumerable.Range(0, clip.Codes.Count).Where(k => k % (gap + 1) == 0 && k + gap + 1 < clip.Codes.Count);
        if (clip.Codes.Count <= 20) return [.. all];
        return [.. (gap == 1 ? (int[])[8, 16, 24] : [8, 16]).Take(clip.Light is not null || (protocol == FillProtocol.D && gap != 3) ? 1 : 2)];
    }

    private static TruthClip Clip(string? folder, string name)
    {
        var movie = new DirectoryInfo(Path.Combine(folder ?? ".", name)) is { Exists: true } d ? d.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(f => f.Extension is ".mp4" or ".y4m" or ".mov" or ".mkv") : null;
        if (movie is null) throw new BadInputException("no-clip", folder ?? "", name, "there is no movie in a folder of that name", "Name clips of the folder given with --clips");
        return movie.Extension == ".y4m" ? TruthClip.OfMovie(name, movie.FullName, 480, 270, Frames) : TruthClip.OfMovie(name, movie.FullName, Width, Height, Frames);
    }

    private IEnumerable<(string Name, string Words, Func<TruthClip> Clip)> Scenes(int seeds)
    {
        foreach (var kind in Enum.GetValues<SceneKind>())
        {
            for (var k = 0; k < seeds; k++)
            {
                var seed = (ulong)(101 + k + (10 * (int)kind));
                var stage = Stage.Of(seed, new(0, Frames), Width, Height, kind) with { Grain = k % 3 * 0.01, Shutter = k % 2 == 1 ? 180 : 0, Speed = k % 4 == 3 ? 2 : 1 };
                var name = $"{kind.ToString().ToLowerInvariant()}-{seed}";
                yield return (name, $"{name}: grain {stage.Grain}, shutter {stage.Shutter}, speed {stage.Speed}, 4 samples", () =>
                {
                    var renderer = new Renderer(stage, 4, threads);
                    var frames = Enumerable.Range(0, Frames).Select(n => renderer.Render(n).Picture!).ToList();
                    return new(name, Width, Height, [.. frames.Select(Interleaved)], n => frames[n].Copy());
                });
            }
        }
    }

    private static byte[] Interleaved(Frame frame)
    {
        var planes = Fidelity.Codes(frame);
        var codes = new byte[3 * planes[0].Length];
        for (var i = 0; i < codes.Length; i++) codes[i] = planes[i % 3][i / 3];
        return codes;
    }
}
