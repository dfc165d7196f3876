using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Tests.House;
using Xunit;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production;

/// <summary>
/// Ten thousand recuts in shows of twenty: no frame that is stale is current, nothing is made again without a cause, a name means one shot for ever, and a cut that comes back
/// brings its shots, versions and approvals back. A seeded tenth unless the long run is asked for.
/// </summary>
public sealed class RecutPropertyTest
{
    private const int CutsOfAShow = 20;

    [Fact]
    public void Recut_RandomCutsOfRandomMedia_KeepsItsLaws()
    {
        var recuts = 0;
        for (var seed = 0; seed < LongRun.Of(10_000) / CutsOfAShow; seed++) recuts += Show(seed);
        Assert.Equal(LongRun.Of(10_000) / CutsOfAShow * CutsOfAShow, recuts);
    }

    private static int Show(int seed)
    {
        var chance = new Random(seed);
        var model = new RecutModel();
        var picture = 0;
        foreach (var name in new[] { "a", "b", "c" }) model.Media[name] = Enumerable.Range(1, 160).Where(_ => chance.Next(25) != 0).ToDictionary(n => n, _ => picture++);
        var cut = Enumerable.Range(0, chance.Next(1, 7)).Select(_ => Fresh(chance)).ToList();
        model.Take(cut);
        var pool = new List<RecutModel.Clip>();
        var count = 0;
        var made = new HashSet<string>(StringComparer.Ordinal);
        Check(model, made, [], [], seed, count);
        while (count < CutsOfAShow)
        {
            if (chance.Next(3) == 0 && Turnaround.Current(model.Now).ToList() is { Count: > 0 } current) model.Approve(current[chance.Next(current.Count)]);
            if (chance.Next(6) == 0 && model.Now.Shots.Values.Where(s => !s.Cut.IsEmpty).ToList() is { Count: > 0 } all && all[chance.Next(all.Count)] is var asked) model.Ask(asked.Name, asked.Cut.Start + chance.Next(asked.Cut.Length));
            var before = Picture(model);
            var touched = chance.Next(8) == 0 ? Replace(model, chance, ref picture) : [];
            var next = Changed(cut, pool, chance);
            Take(model, next, made, touched, seed, ref count);
            if (touched.Count == 0 && count < CutsOfAShow && chance.Next(2) == 0)
            {
                // straight back: everything as it was
                Take(model, cut, made, [], seed, ref count);
                Assert.True(before.SequenceEqual(Picture(model), StringComparer.Ordinal), $"seed {seed}, recut {count}: not as it was\n{string.Join('\n', before)}\nbut\n{string.Join('\n', Picture(model))}");
                continue;
            }
            cut = next;
        }
        return count;
    }

    private static void Take(RecutModel model, List<RecutModel.Clip> cut, HashSet<string> made, HashSet<string> touched, int seed, ref int count)
    {
        var before = model.Now;
        var recut = model.Take(cut);
        count++;
        Check(model, made, recut.Changes, touched, seed, count);
        foreach (var change in recut.Changes.Where(c => c.New is not null && !touched.Contains(model.MediaOf(c.New))))
        {
            var name = change.Name;
            // where nothing that a version is made of changed, it stands
            if (change.Kind is ShotChangeKind.Unchanged or ShotChangeKind.Moved)
                Assert.True(before.Latest(name) == model.Now.Latest(name), $"seed {seed}, recut {count}, {name}: {before.Latest(name)?.Name} became {model.Now.Latest(name)?.Name}");
            // the words are true
            if (change.Kind is ShotChangeKind.Slipped or ShotChangeKind.Trimmed) Assert.True(change.Old!.Range.Contains(change.New!.Cut) && (change.New.Range == change.Old.Range || before.History(name).Any(h => h.Cut == change.New.Cut)), $"seed {seed}, recut {count}, {name}: {change.Words}");
            if (change.Kind == ShotChangeKind.HandlesExceeded) Assert.False(change.Old!.Range.Contains(change.New!.Cut));
            Assert.Equal(change.Kind == ShotChangeKind.New, before.History(name).Count == 0);
            if (change.Kind == ShotChangeKind.Reinstated) Assert.False(before.Shots.ContainsKey(name));
        }
    }

    private static void Check(RecutModel model, HashSet<string> made, IReadOnlyList<ShotChange> changes, HashSet<string> touched, int seed, int count)
    {
        var now = model.Now;
        var at = $"seed {seed}, recut {count}";
        Assert.True(now.Shots.Count == changes.Count(c => c.New is not null) || changes.Count == 0, at);
        foreach (var shot in now.Shots.Values)
        {
            Assert.True(shot.Range.Contains(shot.Cut), $"{at}, {shot.Name}");
            // the plate is what lies there now
            foreach (var n in shot.Range.Numbers)
                Assert.True(model.Plates[shot.Plate!.Value].Bits.TryGetValue(n, out var bits) ? bits == Digest.Of(BitConverter.GetBytes(model.Media[model.MediaOf(shot)][n])) : !model.Media[model.MediaOf(shot)].ContainsKey(n), $"{at}, {shot.Name}: frame {n} is stale");
            var work = model.Allowed(shot.Name);
            var version = now.Latest(shot.Name);
            Assert.True((version is null) == (work.Count == 0), $"{at}, {shot.Name}: {work.Count} briefs and version {version?.Name}");
            if (version is null) continue;
            // it holds what is asked, of the frames that are there, and nothing else
            Assert.True(version.Document == model.Expected(shot, work), $"{at}, {shot.Name}: {version.Name} is stale");
            Assert.True(now.Inspections.ContainsKey(version.Document), at);
        }
        // the same work of the same pictures was never done twice
        made.Clear();
        foreach (var version in now.Versions) Assert.True(made.Add($"{version.Document.Hex} {string.Join(' ', version.Briefs)}"), $"{at}: {version.Name} was made twice");
        Assert.Equal(now.Versions.Count, now.Versions.Select(v => v.Name).Distinct().Count());
        if (count % 7 == 0) Assert.Equal(Picture(now), Picture(Standing.Of(model.Book)));
    }

    private static List<string> Picture(RecutModel model) => Picture(model.Now);

    private static List<string> Picture(Standing now) =>
        [.. now.Shots.Values.Select(s => $"{s.Name} {s.Plate} {s.Cut} {s.Range} {s.Record} {s.Speed} {now.Latest(s.Name)?.Name} {(now.Latest(s.Name) is { } v ? now.Answer(v)?.Approved : null)} {string.Join(' ', now.Briefs.Where(b => b.Shot == s.Name).Select(b => b.Id))}")];

    private static RecutModel.Clip Fresh(Random chance) => new("abc"[chance.Next(3)].ToString(), chance.Next(20, 100), chance.Next(4, 24), 1);

    /// <summary>Other pictures under the same name, or a missing frame that has come.</summary>
    private static HashSet<string> Replace(RecutModel model, Random chance, ref int picture)
    {
        var name = "abc"[chance.Next(3)].ToString();
        model.Media[name][chance.Next(20, 120)] = picture++;
        return [name];
    }

    private static List<RecutModel.Clip> Changed(List<RecutModel.Clip> cut, List<RecutModel.Clip> pool, Random chance)
    {
        var next = cut.ToList();
        for (var edits = chance.Next(1, 4); edits > 0; edits--)
        {
            var i = next.Count == 0 ? 0 : chance.Next(next.Count);
            switch (next.Count == 0 ? 0 : chance.Next(8))
            {
                case 0:
                    next.Insert(i, Fresh(chance));
                    break;
                case 1 when next.Count > 1:
                    pool.Add(next[i]);
                    next.RemoveAt(i);
                    break;
                case 2 when pool.Count > 0:
                    next.Insert(i, pool[chance.Next(pool.Count)]);
                    break;
                case 3:
                    next[i] = next[i] with { Start = Math.Clamp(next[i].Start + chance.Next(-12, 13), 10, 110) };
                    break;
                case 4:
                    next[i] = next[i] with { Length = Math.Clamp(next[i].Length + chance.Next(-6, 7), 2, 30) };
                    break;
                case 5:
                    next[i] = next[i] with { Speed = new[] { 1, 0.5, 1, 0, -1 }[chance.Next(5)] };
                    break;
                case 6:
                    var j = chance.Next(next.Count);
                    (next[i], next[j]) = (next[j], next[i]);
                    break;
                default:
                    // one shot becomes two, with frames of both between
                    next.Insert(i + 1, next[i] with { Start = next[i].Start + chance.Next(0, 8) });
                    break;
            }
        }
        return next;
    }
}
