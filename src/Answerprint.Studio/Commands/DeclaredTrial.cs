using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;

namespace Answerprint.Studio.Commands;

/// <summary>A trial of a tool whose whole work is a declared change (<see cref="DeclaredWork"/>): it makes no pixels, so nobody need attest anything; frames that it leaves alone are copied.</summary>
internal sealed class DeclaredTrial(Session session, ParseResult parsed, TryArguments arguments, Tool tool)
{
    /// <summary>"relight 1": how the files are marked.</summary>
    public string Trial { get; } = $"{tool.Card.Name} {tool.Card.Version}";

    public List<int> Changed { get; } = [];

    public JsonArray Frames { get; } = [];

    /// <summary>Works, and writes the pictures, their origin passes, and the declared change.</summary>
    /// <param name="around">The show in whose folder the output lies; null: none.</param>
    /// <param name="change">The file of the declared change; null: none is asked for.</param>
    /// <param name="path">What was written.</param>
    public DeclaredWork Run(Assignment work, Show? around, PatternName? origins, string? change, out string path)
    {
        var (input, range) = ((FileClip)work.Plate.Clip, work.Range);
        var marks = new Dictionary<string, string>(StringComparer.Ordinal) { [TrialMark.Name] = Trial };
        if (arguments.NoPeople(parsed) is { } person) marks["answerprint.noPeople"] = person;
        Preparation preparation;
        using (var follow = session.Progress("look", 100)) preparation = tool.Prepare(work, follow.Shares(), session.Cancel);
        using var writer = VersionWriter.Create(arguments.Out(parsed), input, marks: marks);
        if (writer.Loss is { } loss) session.Warn($"{writer.Path}: {loss}.");
        writer.WriteBehind();
        using (var progress = session.Progress(tool.Card.Name, range.Length))
        {
            var next = range.Start;
            foreach (var frame in tool.Render(work, preparation, range, session.Cancel))
            {
                for (; next < frame.Number; next++) writer.Copy(next);
                writer.Write(frame.Number, frame.Picture, frame.Work);
                next = frame.Number + 1;
                if (origins is not null) OriginFile.Write(origins.FileOf(frame.Number), frame.Origin, [ExrAttributes.Text(TrialMark.Name, Trial)]);
                Frames.Add(Line(frame));
                Changed.Add(frame.Number);
                progress.Step($"frame {frame.Number}");
            }
            for (; next < range.End; next++) writer.Copy(next);
        }
        writer.Finish();
        path = writer.Path;
        if (around is not null) TrialFiles.Known(around, Trial, input, input.Rate, range, Changed, onlyMade: false, Changed, path, session.Cancel);
        var done = DeclaredWork.Read(preparation);
        if (change is not null) WholeFile.Write(change, new UTF8Encoding(false).GetBytes(done.Change.ToJson().ToJsonString()));
        return done;
    }

    /// <summary>What its report begins with.</summary>
    public JsonObject Report(string input, string path) => new() { ["trial"] = Trial, ["in"] = input, ["out"] = path, ["changed"] = FrameList.Format(Changed) };

    private static JsonObject Line(MadeFrame frame)
    {
        var line = new JsonObject { ["frame"] = frame.Number, ["method"] = frame.Figures.Method, ["seconds"] = Math.Round(frame.Figures.Seconds, 3), ["confidence"] = frame.Figures.Confidence, ["flagged"] = frame.Figures.Flagged, ["calibrated"] = frame.Figures.Calibrated };
        foreach (var (name, value) in frame.Figures.Measures) line[name] = Math.Round(value, 4);
        return line;
    }
}
