using Answerprint.Production.Acts;
using Answerprint.Production.Plates;
using Answerprint.Production.Planning;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production.Farm;

/// <summary>
/// Does steps on this machine: prepares once, then chunk by chunk in order. Every point at which it can be killed leaves a state from which
/// the same call ends in the same bytes.
/// </summary>
public sealed class LocalFarm(Book book, Vault vault, string staging, TimeProvider clock, string machineClass)
{
    private readonly Commit commit = new(book, vault);

    /// <summary>Prepares a step, or finds that it was prepared.</summary>
    public PreparedStep Prepare(Step step, Assignment assignment, Actor by, IProgress<double>? progress, CancellationToken cancel)
    {
        var bare = PreparedStep.Unprepared(step, assignment, machineClass);
        var key = bare.Hash;
        var done = book.Acts.LastOrDefault(a => a.Name == PreparedStep.ActName && a.Body.TextOrNull("key") == key.Hex);
        if (done is not null && vault.Intact(done.Body.Digest("preparation")))
        {
            var digest = done.Body.Digest("preparation");
            return new(step, assignment, new(vault.Read(digest)), bare with { Preparation = digest });
        }
        var started = clock.GetTimestamp();
        var used = Environment.CpuUsage.TotalTime;
        var preparation = step.Tool.Prepare(assignment, progress, cancel);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        var spent = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        var recipe = bare with { Preparation = vault.Add(preparation.Bytes) };
        var document = vault.Add(PlainJson.Bytes(recipe.Document()));
        if (done is null || done.Body.Digest("preparation") != recipe.Preparation)
            book.Append(PreparedStep.ActName, by, PreparedStep.Body(step.Shot.Name, key, recipe.Hash, document, recipe.Preparation, seconds, spent, step));
        return new(step, assignment, preparation, recipe);
    }

    /// <summary>Renders the chunks that are not rendered yet.</summary>
    /// <param name="step">Called after each frame.</param>
    /// <returns>All frames of the version, ascending.</returns>
    public IReadOnlyList<RenderedFrame> Render(PreparedStep prepared, Actor by, Action<int> step, CancellationToken cancel)
    {
        WholeFile.Sweep(staging);
        if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        var worker = new Worker(vault, staging);
        var recipe = prepared.Recipe.Hash;
        var plate = prepared.Step.Plate;
        var all = new List<RenderedFrame>();
        foreach (var chunk in Chunk.Of(prepared.Step.Range, prepared.Step.Frames))
        {
            cancel.ThrowIfCancellationRequested();
            if (commit.Find(recipe, chunk) is { } found)
            {
                foreach (var frame in found) step(frame.Number);
                all.AddRange(found);
                continue;
            }
            var started = clock.GetTimestamp();
            var used = Environment.CpuUsage.TotalTime;
            var frames = worker.Render(prepared, chunk, step, cancel);
            commit.Chunk(prepared.Step.Shot.Name, recipe, chunk, frames, clock.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds, plate.Width * plate.Height / 1e6, prepared.Step.Tool.Card.Name, by);
            all.AddRange(frames);
        }
        if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        return all;
    }
}
