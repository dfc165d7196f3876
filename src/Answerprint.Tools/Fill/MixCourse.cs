using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Tools.Learning;

namespace Answerprint.Tools.Fill;

/// <summary>The whole teaching of the mixing network of `fill`: takes are rendered, squares of them kept in a folder, steps taken, weights and receipt written. Stopped anywhere, it goes on from there.</summary>
/// <param name="work">Where lessons and the state are kept.</param>
/// <param name="takes">How many takes are rendered.</param>
/// <param name="steps">How many steps are taken.</param>
public sealed class MixCourse(string work, int takes, int steps, int seed)
{
    private const int CurveEvery = 100, KeepEvery = 250;

    private const int StateMagic = 0x3153584d;

    private readonly List<(int Step, double Gain)> curve = [];

    /// <summary>Whether the library that teaches is there.</summary>
    public static bool CanTeach => TorchLibrary.IsThere;

    /// <summary>Renders what is not yet there; takes that are there are kept.</summary>
    public void Render(int threads, IProgress<string>? progress, CancellationToken cancel)
    {
        for (var n = 0; n < takes; n++)
        {
            cancel.ThrowIfCancellationRequested();
            if (File.Exists(Place(n))) continue;
            var lessons = MixLessonMaker.Make(MixStage.Of(seed, n), threads, cancel);
            WholeFile.Write(Place(n), file =>
            {
                using var to = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true);
                to.Write(lessons.Count);
                foreach (var lesson in lessons) lesson.Write(to);
            });
            progress?.Report(string.Create(CultureInfo.InvariantCulture, $"take {n + 1} of {takes}: {lessons.Count} squares"));
        }
    }

    /// <summary>Takes the steps that are left.</summary>
    /// <returns>The weights' file, and its receipt.</returns>
    /// <exception cref="BadInputException">A file in the folder is no lesson or state of this course.</exception>
    public (byte[] Weights, JsonObject Receipt) Teach(IProgress<string>? progress, CancellationToken cancel)
    {
        var all = Enumerable.Range(0, takes).Select(n => (Take: MixStage.Of(seed, n), Lessons: Load(n))).ToList();
        var trainer = new MixTrainer([.. all.Where(t => !t.Take.IsTest).SelectMany(t => t.Lessons)], [.. all.Where(t => t.Take.IsTest).SelectMany(t => t.Lessons)], seed);
        var state = Path.Combine(work, "state");
        if (File.Exists(state)) Resume(state, trainer);
        var recent = new List<double>();
        while (trainer.Steps < steps)
        {
            cancel.ThrowIfCancellationRequested();
            var compare = trainer.Steps % 5 == 4;
            var gain = trainer.Step(steps, compare);
            if (compare) recent.Add(gain);
            if (trainer.Steps % CurveEvery == 0)
            {
                curve.Add((trainer.Steps, recent.Average()));
                progress?.Report(string.Create(CultureInfo.InvariantCulture, $"step {trainer.Steps} of {steps}: {recent.Average():+0.000;-0.000} dB"));
                recent.Clear();
            }
            if (trainer.Steps % KeepEvery == 0 && trainer.Steps < steps) WholeFile.Write(state, file => Keep(file, trainer));
        }
        WholeFile.Write(state, file => Keep(file, trainer));
        var test = trainer.Test();
        foreach (var (gap, gain) in test) progress?.Report(string.Create(CultureInfo.InvariantCulture, $"takes never learnt from, gap {gap}: {gain:+0.000;-0.000} dB"));
        return (trainer.Network.Bytes(), Receipt(trainer, [.. all.Select(t => t.Take)], all.Sum(t => t.Lessons.Count), test));
    }

    private JsonObject Receipt(MixTrainer trainer, IReadOnlyList<MixStage> stages, int squares, IReadOnlyDictionary<int, double> test) => new()
    {
        ["format"] = "answerprint.receipt.1",
        ["model"] = "fill-mix",
        ["sha256"] = trainer.Network.Hash,
        ["parameters"] = trainer.Network.Parameters.Length,
        ["licence"] = "Apache-2.0",
        ["learntFrom"] = "pictures that this program rendered itself (Soundstage); no photographed frame",
        ["people"] = "none: figures are mannequins",
        ["program"] = typeof(MixCourse).Assembly.GetName().Version?.ToString(3),
        ["library"] = $"libtorch {TorchLibrary.Version}, CPU, one thread",
        ["command"] = string.Create(CultureInfo.InvariantCulture, $"answerprint train fill-mix --takes {takes} --steps {steps} --seed {seed} --work FOLDER --out FOLDER"),
        ["seed"] = seed,
        ["steps"] = trainer.Steps,
        ["squares"] = squares,
        ["loss"] = "mean over squares of ln(0.15 + mean squared error of luma in display codes)",
        ["gainOnTakesNeverLearntFrom"] = new JsonObject(test.Select(t => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"gap {t.Key}, dB"), (JsonNode?)Math.Round(t.Value, 4)))),
        ["curve"] = new JsonArray([.. curve.Select(c => (JsonNode)new JsonArray(c.Step, Math.Round(c.Gain, 4)))]),
        ["takes"] = new JsonArray([.. stages.Select(s => (JsonNode)s.Described())]),
    };

    private string Place(int take) => Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"seed-{seed}-take-{take:00000}.lessons"));

    private List<MixLesson> Load(int take)
    {
        try
        {
            using var from = new BinaryReader(File.OpenRead(Place(take)));
            var count = from.ReadInt32();
            if (count is < 0 or > 64) throw new FormatException($"{count} lessons");
            return [.. Enumerable.Range(0, count).Select(_ => MixLesson.Read(from))];
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException)
        {
            throw new BadInputException("bad-lesson", Place(take), "", $"this is not a whole file of lessons ({e.Message})", "Delete it; it is rendered anew");
        }
    }

    private void Keep(Stream file, MixTrainer trainer)
    {
        using var to = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true);
        to.Write(StateMagic);
        to.Write(seed);
        to.Write(takes);
        to.Write(steps);
        trainer.Write(to);
        to.Write(curve.Count);
        foreach (var (step, gain) in curve)
        {
            to.Write(step);
            to.Write(gain);
        }
    }

    private void Resume(string state, MixTrainer trainer)
    {
        try
        {
            using var from = new BinaryReader(File.OpenRead(state));
            if (from.ReadInt32() != StateMagic || from.ReadInt32() != seed || from.ReadInt32() != takes || from.ReadInt32() != steps) throw new FormatException("it belongs to another seed, or other numbers of takes and steps");
            trainer.Read(from);
            var count = from.ReadInt32();
            if (count < 0 || count > steps) throw new FormatException("its curve is longer than the course");
            for (var n = 0; n < count; n++) curve.Add((from.ReadInt32(), from.ReadDouble()));
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException)
        {
            throw new BadInputException("bad-state", state, "", $"this is no state of this course ({e.Message})", "Delete it to begin anew, or name another --work");
        }
    }
}
