using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Tools.Fill;

namespace Answerprint.Studio.Commands;

/// <summary>`train fill-mix`: teaches the network that mixes the candidates of `fill`, from rendered takes alone, and writes its weights with a receipt.</summary>
internal static class TrainCommand
{
    private static readonly Option<DirectoryInfo> Work = new("--work") { Required = true, Description = "A folder for rendered squares and the state; what is there is used again, and a course that was stopped goes on" };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Required = true, Description = "A folder for fill-mix.weights and fill-mix.receipt.json" };
    private static readonly Option<int> Takes = new("--takes") { DefaultValueFactory = _ => 200, Description = "Takes to render; every eleventh is kept for testing" };
    private static readonly Option<int> Steps = new("--steps") { DefaultValueFactory = _ => 6000, Description = "Steps of six squares each" };
    private static readonly Option<int> Seed = new("--seed") { DefaultValueFactory = _ => 1, Description = "Decides every take and every step: the same seed, the same weights on one class of machine" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "For rendering; the result does not depend on it" };
    private static readonly Option<bool> OnlyRender = new("--only-render") { Description = "Renders the takes and stops" };

    public static Command Create() => new Command("train", "Trains a network of a tool. Example: answerprint train fill-mix --work scratch --out models")
    {
        new Command("fill-mix", "The network that mixes the candidates of fill, trained on rendered takes. Needs ./setup --train. Example: answerprint train fill-mix --work scratch --out models")
        {
            Work, Out, Takes, Steps, Seed, Threads, OnlyRender,
        }.Does(Mix),
    };

    private static Outcome Mix(Session session, System.CommandLine.ParseResult parsed)
    {
        var (takes, steps, folder) = (parsed.GetValue(Takes), parsed.GetValue(Steps), parsed.GetValue(Out)!.FullName);
        if (takes is < 10 or > 100_000 || steps is < 1 or > 10_000_000) throw new FormatException("--takes is 10..100000 and --steps 1..10000000");
        Output.CheckFolder("--work", parsed.GetValue(Work)!.ToString());
        Output.CheckFolder("--out", folder);
        if (!MixCourse.CanTeach && !parsed.GetValue(OnlyRender)) throw new BadInputException("no-libtorch", "", "", "libtorch is not there, or the program was built without it", "Run ./setup --train, then build again");
        var course = new MixCourse(parsed.GetValue(Work)!.FullName, takes, steps, parsed.GetValue(Seed));
        var says = new Say(session);
        course.Render(Math.Max(1, parsed.GetValue(Threads)), says, session.Cancel);
        if (parsed.GetValue(OnlyRender)) return Outcome.Done(new JsonObject { ["takes"] = takes });
        var (weights, receipt) = course.Teach(says, session.Cancel);
        WholeFile.Write(Path.Combine(folder, "fill-mix.weights"), weights);
        WholeFile.Write(Path.Combine(folder, "fill-mix.receipt.json"), receipt);
        session.Say($"{Path.Combine(folder, "fill-mix.weights")}: {weights.Length} bytes, {receipt["sha256"]}");
        return Outcome.Done(new JsonObject { ["weights"] = Path.Combine(folder, "fill-mix.weights"), ["sha256"] = receipt["sha256"]!.GetValue<string>(), ["gain"] = receipt["gainOnTakesNeverLearntFrom"]!.DeepClone() });
    }

    // at once and in order, which Progress<T> does not promise
    private sealed class Say(Session session) : IProgress<string>
    {
        public void Report(string value) => session.Say(value);
    }
}
