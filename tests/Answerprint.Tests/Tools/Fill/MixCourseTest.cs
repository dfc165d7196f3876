using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Answerprint.Tools.Fill;
using Answerprint.Tools.Learning;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

public sealed class MixCourseTest
{
    [TorchFact]
    public void Step_OnCandidatesOfWhichOneIsRight_LearnsToTakeIt()
    {
        // the second candidate shows the truth, looks no better than the first by cost, and is the one whose two frames agree
        var trainer = new MixTrainer([Lesson(1), Lesson(2)], [Lesson(3)], 1);
        Assert.InRange(trainer.Test()[3], -0.001, 0.001);
        for (var step = 0; step < 40; step++) trainer.Step(40, compare: false);
        Assert.InRange(trainer.Test()[3], 1, 60);
    }

    [TorchFact]
    public void Step_GoneOnFromAFile_EndsAsIfNeverStopped()
    {
        var whole = new MixTrainer([Lesson(1), Lesson(2)], [], 1);
        for (var step = 0; step < 4; step++) whole.Step(4, compare: false);
        var first = new MixTrainer([Lesson(1), Lesson(2)], [], 1);
        for (var step = 0; step < 2; step++) first.Step(4, compare: false);
        using var file = new MemoryStream();
        first.Write(new BinaryWriter(file));
        file.Position = 0;
        var second = new MixTrainer([Lesson(1), Lesson(2)], [], 1);
        second.Read(new BinaryReader(file));
        for (var step = 0; step < 2; step++) second.Step(4, compare: false);
        Assert.Equal(4, second.Steps);
        Assert.Equal(whole.Network.Parameters, second.Network.Parameters);
    }

    [TorchFact]
    public void Teach_WithWhatIsRendered_GivesWeightsAndAReceiptThatNamesThem()
    {
        using var folder = new TestFolder();
        Put(folder);
        var (weights, receipt) = Course(folder, 2).Teach(null, default);
        Assert.Equal(Network.Read(weights).Hash, receipt["sha256"]!.GetValue<string>());
        Assert.Equal(2, receipt["steps"]!.GetValue<int>());
        Assert.Equal(10, receipt["takes"]!.AsArray().Count);
        Assert.Contains("--takes 10 --steps 2 --seed 1", receipt["command"]!.GetValue<string>(), StringComparison.Ordinal);
        // what is done is not done again
        Assert.Equal(weights, Course(folder, 2).Teach(null, default).Weights);
    }

    [TorchFact]
    public void Teach_WithFilesThatAreNoneOfItsOwn_IsRefusedAndNamesThem()
    {
        using var folder = new TestFolder();
        Put(folder);
        Course(folder, 1).Teach(null, default);
        Assert.Contains("state", Assert.Throws<BadInputException>(() => Course(folder, 2).Teach(null, default)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("state"), File.ReadAllBytes(folder.File("state"))[..100]);
        Assert.Contains("state", Assert.Throws<BadInputException>(() => Course(folder, 1).Teach(null, default)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder.File("seed-1-take-00004.lessons"), [1, 0, 0, 0, 9, 9, 9]);
        Assert.Contains("take-00004", Assert.Throws<BadInputException>(() => Course(folder, 1).Teach(null, default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lesson_WrittenAndRead_IsTheSame()
    {
        using var file = new MemoryStream();
        Lesson(5).Write(new BinaryWriter(file));
        file.Position = 0;
        var again = MixLesson.Read(new BinaryReader(file));
        Assert.Equal(Lesson(5).Truth, again.Truth);
        Assert.Equal(Lesson(5).Candidates[1].Full[2], again.Candidates[1].Full[2]);
        Assert.Equal(file.Length, file.Position);
    }

    private static MixCourse Course(TestFolder folder, int steps) => new(folder.Path, 10, steps, 1);

    private static void Put(TestFolder folder)
    {
        for (var take = 0; take < 10; take++)
        {
            using var to = new BinaryWriter(File.Create(folder.File($"seed-1-take-0000{take}.lessons")));
            to.Write(1);
            Lesson(take).Write(to);
        }
    }

    private static MixLesson Lesson(int seed)
    {
        var chance = new Random(seed);
        const int Side = MixLesson.Side, Half = Side / 2;
        var truth = Enumerable.Range(0, Side * Side).Select(_ => (System.Half)(60 + (100 * chance.NextDouble()))).ToArray();
        return new()
        {
            Take = seed, T = 0.5f, Gap = 3, Deviation = new System.Half[Half * Half], Truth = truth,
            Candidates =
            [
                new(0, Evidence(30), [Off(truth, 25), Off(truth, -5), Even(0.5f), Even(6)]),
                new(2, Evidence(1), [truth, truth, Even(0.5f), Even(6)]),
            ],
        };

        System.Half[][] Evidence(float difference) => [.. new[] { 6, difference, 1, 1, 110, 0, 0 }.Select(v => Enumerable.Repeat((System.Half)v, Half * Half).ToArray())];

        static System.Half[] Off(System.Half[] plane, float by) => [.. plane.Select(v => (System.Half)((float)v + by))];

        static System.Half[] Even(float value) => [.. Enumerable.Repeat((System.Half)value, Side * Side)];
    }
}
