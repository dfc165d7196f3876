using System.Diagnostics;
using System.Text.RegularExpressions;
using Answerprint.Media.Formats;
using Answerprint.Production.Acts;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Answerprint.Tests.Production;
using Answerprint.Tests.Studio.Commands;

namespace Answerprint.BrowserTests;

/// <summary>
/// A show of real footage with two made frames and questions of the people screen, served by the real program. The footage is a still lake under a palace (nobody in it) where
/// the shared material lies beside the checkout; else a street of Debian's opencv-doc, about which the test's person does not tell the truth.
/// </summary>
internal sealed partial class ServedShow : IDisposable
{
    private const int First = 1, Last = 14;
    private static readonly int[] Missing = [7, 8];
    private readonly Process process;

    public ServedShow(string name)
    {
        Turnover = new SmallTurnover(name, 1, 0);
        var source = Checkout.Shared("footage/bigben/input_video.mp4") ?? "/usr/share/doc/opencv-doc/examples/data/vtest.avi";
        using (var movie = FrameFiles.Open(source))
        using (var plates = VersionWriter.Create(Path.Combine(Turnover.Media, "take.%04d.png"), movie))
            for (var n = First; n <= Last; n++)
                if (!Missing.Contains(n)) plates.Copy(n);
        var sequence = SmallTurnover.Sequence("take", First, Last);
        sequence["name_suffix"] = ".png";
        File.WriteAllText(Turnover.Cut, SmallTurnover.CutOf(("take", sequence, 2, 10)).ToJsonString());
        File.WriteAllText(Turnover.People, """[{"plate": "take.%04d.png", "noPeople": true}]""");
        var made = CommandLine.Run(CommandLine.Turnaround(Turnover, "--declare", Turnover.People));
        if (made.Exit != 0) throw new InvalidOperationException(made.ToString());
        process = CommandLine.Start("serve", Turnover.Show, "--for", "300");
        Address = Printed().Match(process.StandardOutput.ReadLine() ?? "").Value;
    }

    public const string Version = "show_0010_comp_v001";

    public SmallTurnover Turnover { get; }

    public string Address { get; }

    public IReadOnlyList<Act> Acts(string name)
    {
        using var look = Show.Look(Turnover.Show, TimeProvider.System);
        return [.. look.Book.Acts.Where(a => a.Name == name)];
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
        Turnover.Dispose();
    }

    [GeneratedRegex("http://\\S+", RegexOptions.None, 1000)]
    private static partial Regex Printed();
}
