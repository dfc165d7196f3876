using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;

namespace Answerprint.Studio.Commands;

/// <summary>`bench bids`: whether what was bid is what it took, by the books of shows.</summary>
internal static class BenchBidsCommand
{
    public static Command Create()
    {
        var shows = new Argument<string[]>("SHOWS") { Arity = ArgumentArity.OneOrMore, Description = "Folders of shows that rendered something" };
        var terms = new Option<bool>("--terms") { Description = "Shows what was counted of each step" };
        var command = new Command("bids", "Bids every step that shows have rendered anew from all the other steps, and says how many bids were within a quarter of what it took. Example: answerprint bench bids myshow othershow") { shows, terms };
        return command.Does((session, parsed) =>
        {
            var all = new List<(string Show, DoneWork Work)>();
            foreach (var folder in parsed.GetValue(shows)!)
            {
                using var open = session.Apart(() => Show.Look(folder, session.Clock));
                foreach (var work in Standing.Of(open.Book.Acts).DoneWork) all.Add((Path.GetFileName(Path.GetFullPath(folder)), work));
            }
            var scores = BidCase.Score(all, MachineSpeed.Factor);
            var rows = new JsonArray();
            for (var i = 0; i < scores.Count; i++)
            {
                var s = scores[i];
                session.Say(string.Create(CultureInfo.InvariantCulture, $"{s.Show,-12} {s.Shot,-14} took {s.Cpu,6:0.0} CPU s, {s.Wall,6:0.0} s of the clock; bid in the first place {s.First,6:0.0}, learnt {s.Learnt,6:0.0} CPU s, {s.LearntWall,6:0.0} s; the book's bid {s.Bid,6:0.0} s"));
                if (parsed.GetValue(terms)) session.Say($"  {string.Join(", ", all[i].Work.Terms.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value:0.####}")))}");
                rows.Add(new JsonObject
                {
                    ["show"] = s.Show, ["shot"] = s.Shot, ["tool"] = s.Tool, ["cpuSeconds"] = Math.Round(s.Cpu, 2), ["seconds"] = Math.Round(s.Wall, 2), ["firstCpu"] = Math.Round(s.First, 2), ["learntCpu"] = Math.Round(s.Learnt, 2), ["learntSeconds"] = Math.Round(s.LearntWall, 2),
                    ["bookSeconds"] = s.Bid, ["terms"] = DoneWork.Write(all[i].Work.Terms),
                });
            }
            var (first, learnt, wall) = (BidCase.Share(scores.Select(s => (s.First, s.Cpu))), BidCase.Share(scores.Select(s => (s.Learnt, s.Cpu))), BidCase.Share(scores.Select(s => (s.LearntWall, s.Wall))));
            var book = BidCase.Share(scores.Where(s => s.Bid is not null).Select(s => (s.Bid!.Value, s.Wall)));
            session.Say(string.Create(CultureInfo.InvariantCulture, $"{scores.Count} steps; within a quarter of the actual: {100 * first:0} % of first bids and {100 * learnt:0} % of learnt ones by CPU seconds, {100 * wall:0} % of learnt ones by the clock, {100 * book:0} % of those in the books by the clock; this machine takes {MachineSpeed.Factor:0.00} times the reference's seconds"));
            return Outcome.Done(new JsonObject { ["steps"] = rows, ["firstCpu"] = first, ["learntCpu"] = learnt, ["learntClock"] = wall, ["bookClock"] = book, ["speed"] = MachineSpeed.Factor });
        });
    }
}
