using System.Text.RegularExpressions;
using Answerprint.Media.Formats;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Tests.House;
using Answerprint.Tests.Production;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.BrowserTests;

/// <summary>Drawing over a shot as a person does it: the real program, real footage, a real browser.</summary>
public sealed partial class DrawPageTest
{
    private const int First = 1, Last = 14;

    [ProgramFact(DeskBrowser.Program, "ffmpeg")]
    public async Task Draw_AWireOnTwoFrames_IsSeenTakenOutAndAskedFor()
    {
        using var small = Show("draw-wire");
        using var process = CommandLine.Start("draw", small.Show, "show_0010", "--for", "200", "--by", "Ann Lee");
        try
        {
            await using var browser = await DeskBrowser.Open(Printed().Match(process.StandardOutput.ReadLine() ?? "").Value, 1280, 800);
            var page = browser.Page;
            await page.WaitForSelectorAsync("[data-shown='1']");
            for (var n = 2; n <= 5; n++)
            {
                await page.Keyboard.PressAsync("ArrowRight");
                await page.WaitForSelectorAsync($"[data-shown='{n}']");
            }
            var box = (await page.Locator("#over").BoundingBoxAsync())!;
            // a wire across, drawn by two clicks
            await page.Keyboard.PressAsync("w");
            await page.Mouse.ClickAsync(box.X + (box.Width * 0.2f), box.Y + (box.Height * 0.3f));
            await page.Mouse.ClickAsync(box.X + (box.Width * 0.5f), box.Y + (box.Height * 0.35f));
            await page.Keyboard.PressAsync("Enter");
            Assert.Contains("wire, 1 key", await page.Locator("#shapes").TextContentAsync(), StringComparison.Ordinal);
            // dragged on another frame: a second key
            await page.Keyboard.PressAsync("ArrowRight");
            await page.WaitForSelectorAsync("[data-shown='6']");
            await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + (box.Height * 0.35f));
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(box.X + (box.Width * 0.52f), box.Y + (box.Height * 0.37f));
            await page.Mouse.UpAsync();
            Assert.Contains("wire, 2 keys", await page.Locator("#shapes").TextContentAsync(), StringComparison.Ordinal);
            await page.Keyboard.PressAsync("s");
            await page.WaitForSelectorAsync("#made:not([hidden])");
            Assert.Matches("frame 6: .* of what is hidden", await page.Locator("#said").TextContentAsync());
            Assert.True(await page.EvaluateAsync<bool>("() => { const made = document.getElementById('made'); return made.complete && made.naturalWidth > 0; }"));
            await browser.Keep("draw-after");
            await page.Keyboard.PressAsync(" ");
            Assert.True(await page.Locator("#made").IsHiddenAsync());
            await browser.Keep("draw-before");
            Assert.True(await browser.FitsAcross());
            // it is still there when the page is opened again
            await page.ReloadAsync();
            await page.WaitForSelectorAsync("#shapes button");
            Assert.Contains("wire, 2 keys", await page.Locator("#shapes").TextContentAsync(), StringComparison.Ordinal);
            await page.FillAsync("#frames", "5-6");
            await page.FillAsync("#reason", "the wire of the tent");
            await page.ClickAsync("#ask");
            await page.WaitForFunctionAsync("() => document.getElementById('said').textContent.startsWith('B0001')");
            // another thing at the same time, without frames that the shot has
            await page.FillAsync("#frames", "900");
            await page.ClickAsync("#ask");
            await page.WaitForSelectorAsync("#said.bad");
            // a refused form is an error in the browser's own log, and the only one
            browser.Complained("422");
            browser.IsContent();
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
        using var look = Production.Editorial.Show.Look(small.Show, TimeProvider.System);
        var act = Assert.Single(look.Book.Acts, a => a.Name == Brief.ActName);
        Assert.Equal(("cleanup", "5-6", "the wire of the tent"), (act.Body.Text("kind"), act.Body.Text("frames"), act.Body.Text("reason")));
        Assert.Contains(act.Body.Object("options"), o => o.Key.StartsWith("matte ", StringComparison.Ordinal));
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
    }

    private static SmallTurnover Show(string name)
    {
        var small = new SmallTurnover(name, 1, 0);
        using (var movie = FrameFiles.Open(Checkout.Shared("footage/bigben/input_video.mp4") ?? "/usr/share/doc/opencv-doc/examples/data/vtest.avi"))
        using (var plates = VersionWriter.Create(Path.Combine(small.Media, "take.%04d.png"), movie))
            for (var n = First; n <= Last; n++) plates.Copy(n);
        var sequence = SmallTurnover.Sequence("take", First, Last);
        sequence["name_suffix"] = ".png";
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("take", sequence, 0, Last)).ToJsonString());
        File.WriteAllText(small.People, """[{"plate": "take.%04d.png", "noPeople": true}]""");
        var made = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
        return made.Exit == 0 ? small : throw new InvalidOperationException(made.ToString());
    }

    [GeneratedRegex("http://\\S+", RegexOptions.None, 1000)]
    private static partial Regex Printed();
}
