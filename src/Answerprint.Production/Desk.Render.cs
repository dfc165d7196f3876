using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Renders what is allowed on a shot and not done yet.</summary>
    /// <returns>The version, or null where there was nothing to do or the tool gave up (which stands in the book).</returns>
    /// <exception cref="Media.Frames.BadInputException">A plate can not be read, or is no longer the one of ingest.</exception>
    public Version? Render(Shot shot)
    {
        Version? made = null;
        foreach (var step in Plan(shot.Name).Steps) made = Render(step) ?? made;
        return made;
    }

    private Version? Render(Step step)
    {
        using var clip = Open(step.Plate);
        var assignment = new Assignment([new(step.Plate.Index, clip)], step.Shot.Range, step.Options, step.Seed, Environment.ProcessorCount, Assignment.NoMattes);
        var farm = new LocalFarm(Show.Book, Show.Vault, Show.Staging, Show.Clock, machineClass);
        try
        {
            PreparedStep prepared;
            using (watch.Begin($"prepare {step.Shot.Name}", 1)) prepared = farm.Prepare(step, assignment, by, null, cancel);
            IReadOnlyList<RenderedFrame> frames;
            using (var work = watch.Begin($"render {step.Shot.Name}", step.Shot.Range.Length))
                frames = farm.Render(prepared, by, n => work.Step($"frame {step.Shot.VersionNumber(n, Show.File.FirstFrame)}"), cancel);
            return MakeVersion(step, prepared, frames);
        }
        catch (ToolRefusedException e)
        {
            Write(ActNames.StepGivenUp, new()
            {
                ["shot"] = step.Shot.Name, ["briefs"] = JsonReading.Array(step.Work.Select(w => w.Brief.Id)), ["tool"] = step.Tool.Card.Name,
                ["code"] = e.Code, ["place"] = e.Place, ["problem"] = e.Problem, ["remedy"] = e.Remedy,
            });
            return null;
        }
    }

    private Version MakeVersion(Step step, PreparedStep prepared, IReadOnlyList<RenderedFrame> frames)
    {
        var recipe = prepared.Recipe.Hash;
        var document = Version.DocumentOf(step.Shot.Name, recipe, step.Plate.Index, step.Shot.Range, frames);
        var digest = Show.Vault.Add(PlainJson.Bytes(document));
        var mine = Now.Versions.Where(v => v.Shot == step.Shot.Name).ToList();
        var briefs = step.Work.Select(w => w.Brief.Id).ToList();
        if (mine.LastOrDefault() is { } last && last.Document == digest && last.Briefs.SequenceEqual(briefs)) return last;
        var number = mine.Count == 0 ? 1 : mine.Max(v => v.Number) + 1;
        var version = new Version(Version.NameOf(step.Shot.Name, number), step.Shot.Name, number, step.Plate.Index, step.Shot.Range, recipe, digest, step.Tool.Card.Name, briefs);
        var body = version.Body();
        body["frames"] = frames.Count;
        body["made"] = FrameList.Format(frames.Where(f => f.IsMade).Select(f => f.Number));
        if (frames.Any(f => f.IsHeld)) body["shows"] = Version.ShowsOf(frames);
        Write(Version.ActName, body);
        return version;
    }
}
