using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.Studio.Commands;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Production;

/// <summary>A show with one shot, its plate taken in, and a folder from which versions come that were made elsewhere.</summary>
internal sealed class AcceptStage : IDisposable
{
    public const string Shot = "show_0010";

    /// <summary>No trained model.</summary>
    public static readonly OutsideTerms Plain = new(false, TrainingSaid.None, "proprietary", "", "", "local");

    /// <param name="missing">Frames of 1-24 that the plate has not.</param>
    public AcceptStage(string name, bool declared = true, params int[] missing)
    {
        Small = new(name, 1, 24, missing);
        Assert.Equal(0, CommandLine.Run("init", Small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        Directory.CreateDirectory(Elsewhere);
        using var open = Open();
        var desk = DeskOf(open);
        desk.Ingest(Small.Cut, [Small.Media], null);
        if (declared) desk.DeclareNoPeople(desk.Now.Plates[0], null, []);
        desk.FindWork();
    }

    public SmallTurnover Small { get; }

    public string Elsewhere => Path.Combine(Small.Folder, "elsewhere");

    public string Pattern => Path.Combine(Elsewhere, "v.%04d.exr");

    public static Desk DeskOf(Show show, CancellationToken cancel = default, Watch? watch = null) => new(show, Answerprint.Studio.Commands.Seat.Of(show, "Ann Lee"), [new FillTool()], Answerprint.Studio.Commands.ToolRack.Machine, watch ?? Watch.Nobody, cancel);

    public static AcceptRequest Request(string pattern, OutsideTerms? terms = null) => new(pattern, new("Nuke 15.1", "cleanup", terms ?? Plain, Elsewhere: true, ""));

    public Show Open() => Show.Open(Small.Show, TimeProvider.System);

    public string File(int number) => Path.Combine(Elsewhere, $"v.{number:0000}.exr");

    public string Media(int number) => Path.Combine(Small.Media, $"beach.{number:0000}.exr");

    /// <summary>Writes every frame of the shot: the plate's own, painted over where wanted; where the plate has none, a picture of its own.</summary>
    public void Write(Func<int, int, int, bool> painted, int added = 0, float by = 0.25f)
    {
        for (var n = 1; n <= 24; n++)
        {
            StoredFrame plate;
            if (System.IO.File.Exists(Media(n))) plate = ExrFile.Read(Media(n));
            else
            {
                SmallTurnover.WritePlate(File(n), n);
                continue;
            }
            var frame = plate.ToFrame("plate");
            var work = new Matte(frame.Width, frame.Height);
            for (var i = 0; i < frame.Size; i++)
            {
                if (!painted(n, i % frame.Width, i / frame.Width)) continue;
                work.Coverage[i] = 1;
                for (var c = 0; c < 3; c++) frame.Plane(c)[i] += by;
            }
            ExrFile.Write(File(n + added), plate.With(frame, work));
        }
    }

    /// <summary>A box of 8×6 pixels at 20,10 on the frames 8 to 12.</summary>
    public static bool Box(int n, int x, int y) => n is >= 8 and <= 12 && x is >= 20 and < 28 && y is >= 10 and < 16;

    public CommandLine.Ran Run(params IEnumerable<string> more) =>
        CommandLine.Run(["accept", Small.Show, Shot, "--version", Pattern, "--made-by", "Nuke 15.1", "--model", "no", "--by", "Ann Lee", "--json", "--progress", "none", .. more]);

    public void Dispose() => Small.Dispose();
}
