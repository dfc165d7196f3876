using System.Diagnostics;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;
using Xunit.Abstractions;

namespace Answerprint.BrowserTests;

/// <summary>The desk as a person uses it: the real program, a real show, a real browser.</summary>
public sealed class DeskPageTest(ITestOutputHelper output)
{
    /// <summary>A script stands for the person: two seconds of looking at every question and crop, keys alone. What is measured is the desk's part of the time.</summary>
    [ProgramFact(DeskBrowser.Program, "ffmpeg")]
    public async Task Approve_WithKeysAloneAndTwoSecondsACrop_TakesUnder30Seconds()
    {
        using var show = new ServedShow("browser-keys");
        await using var browser = await DeskBrowser.Open(show.Address, 1280, 800);
        var page = browser.Page;
        var keys = 0;
        await Press("Tab");
        var clock = Stopwatch.StartNew();
        await Press("Enter");
        await page.WaitForURLAsync($"**/0/{ServedShow.Version}");
        await page.WaitForSelectorAsync(".js .row.now .cell.shown img");
        var questions = await page.Locator("[data-question]").CountAsync();
        Assert.True(questions > 0);
        var rows = await page.Locator(".row").CountAsync();
        for (var row = 0; row < rows; row++)
        {
            Assert.Equal($"r{row}", await page.Locator(".row.now").GetAttributeAsync("id"));
            Assert.True(await page.EvaluateAsync<bool>("() => [...document.querySelectorAll('.row.now .cell.shown img')].every(i => i.complete && i.naturalWidth > 0)"));
            await page.Keyboard.DownAsync("b");
            Assert.Equal("0", await page.EvaluateAsync<string>("() => String([...document.querySelectorAll('.row.now .cell')].findIndex(c => c.classList.contains('shown')))"));
            await page.Keyboard.UpAsync("b");
            Assert.True(await page.Locator(".row.now .cell.version.shown").IsVisibleAsync());
            await Task.Delay(2000);
            if (row < questions) await Press("n");
            else if (row < rows - 1) await Press("ArrowRight");
        }
        await Press("a");
        await Press("Enter");
        await page.WaitForSelectorAsync(".said");
        clock.Stop();
        Assert.Contains("approved, with its contact sheet, in the name of Ann Lee", await page.Locator(".said").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);
        Assert.True(clock.Elapsed.TotalSeconds < 30, $"{clock.Elapsed}");
        var act = Assert.Single(show.Acts(Approval.Yes));
        Assert.Equal(questions, act.Body.Texts("notPeople").Count);
        Assert.InRange(act.By.Minutes!.Value * 60, clock.Elapsed.TotalSeconds - 3, clock.Elapsed.TotalSeconds + 1);
        browser.IsContent();
        output.WriteLine($"scripted: {questions} questions, {rows - questions} changed frames, {keys} keys, {clock.Elapsed.TotalSeconds:0.0} s of which {2 * rows} s looking");

        async Task Press(string key)
        {
            keys++;
            await page.Keyboard.PressAsync(key);
        }
    }

    [ProgramFact(DeskBrowser.Program, "ffmpeg")]
    public async Task Approve_QuestionOpenOrAnsweredWithAPerson_IsNotSigned()
    {
        using var show = new ServedShow("browser-open");
        await using var browser = await DeskBrowser.Open(show.Address, 1280, 800);
        var page = browser.Page;
        await page.GotoAsync(new Uri(new Uri(show.Address), $"/0/{ServedShow.Version}").ToString());
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("Enter");
        Assert.Contains("open: is it a person", await page.Locator("#hint").TextContentAsync(), StringComparison.Ordinal);
        Assert.EndsWith(ServedShow.Version, page.Url, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("p");
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("Enter");
        Assert.Contains("only be refused", await page.Locator("#hint").TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(show.Acts(Approval.Yes));
        browser.IsContent();

        // past the page's own script the server says it again
        await page.ReloadAsync();
        await page.EvaluateAsync("() => { const form = document.getElementById('sign'); const act = document.createElement('input'); act.name = 'act'; act.value = 'approve'; form.append(act); HTMLFormElement.prototype.submit.call(form); }");
        await page.WaitForSelectorAsync(".said.bad");
        Assert.Contains("question", await page.Locator(".said.bad").TextContentAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(show.Acts(Approval.Yes));

        await page.Keyboard.PressAsync("p");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".said:not(.bad)");
        var refused = Assert.Single(show.Acts(Approval.No));
        Assert.StartsWith("Q1 of the sheet: a person", refused.Body.Text("words"), StringComparison.Ordinal);
    }

    /// <summary>Somebody else renders the shot anew while the page stands open: what the page shows is no longer what would go out.</summary>
    [ProgramFact(DeskBrowser.Program, "ffmpeg")]
    public async Task Approve_VersionChangedMeanwhile_SaysSoAndSignsNothing()
    {
        using var show = new ServedShow("browser-changed");
        await using var browser = await DeskBrowser.Open(show.Address, 1280, 800);
        var page = browser.Page;
        await page.GotoAsync(new Uri(new Uri(show.Address), $"/0/{ServedShow.Version}").ToString());
        await AnswerAll(page);
        Assert.Equal(0, CommandLine.Run("brief", show.Turnover.Show, "show_0010", "hold", "7-8", "--by", "Ann Lee").Exit);
        var rendered = CommandLine.Run("render", show.Turnover.Show, "--by", "Ann Lee", "--progress", "none");
        Assert.True(rendered.Exit == 0, rendered.ToString());
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".said.bad");
        Assert.Contains("changed since you looked at it: show_0010_comp_v002 is the version of this shot now; nothing was signed", await page.Locator(".said.bad").TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(show.Acts(Approval.Yes));
        await page.GetByText("show_0010_comp_v002").Last.ClickAsync();
        await page.WaitForURLAsync("**/show_0010_comp_v002");
        Assert.True(await page.Locator("#approve").IsVisibleAsync());
    }

    [ProgramFact(DeskBrowser.Program, "ffmpeg")]
    public async Task Pages_OnATelephone_FitAndCanBeSignedByTouch()
    {
        using var show = new ServedShow("browser-phone");
        await using var browser = await DeskBrowser.Open(show.Address, 390, 844);
        var page = browser.Page;
        Assert.True(await browser.FitsAcross());
        await page.GetByText(ServedShow.Version).ClickAsync();
        await page.WaitForSelectorAsync(".js .row.now");
        Assert.True(await browser.FitsAcross());
        foreach (var label in await page.Locator(".answer label, .acts button, .sides button").AllAsync())
            if (await label.BoundingBoxAsync() is { } box) Assert.True(box.Height >= 44, $"{await label.TextContentAsync()} is {box.Height} high");
        for (var n = 0; n < await page.Locator("[data-question]").CountAsync(); n++) await page.Locator(".row.now").GetByText("Not a person").ClickAsync();
        await page.Locator("#approve").ClickAsync();
        await page.WaitForSelectorAsync(".said");
        Assert.Single(show.Acts(Approval.Yes));
        browser.IsContent();
    }

    private static async Task AnswerAll(Microsoft.Playwright.IPage page)
    {
        for (var n = await page.Locator("[data-question]").CountAsync(); n > 0; n--) await page.Keyboard.PressAsync("n");
    }
}
