using Microsoft.Playwright;
using Xunit;

namespace Answerprint.BrowserTests;

/// <summary>Debian's Chromium with one page, which remembers everything that the browser complains about.</summary>
internal sealed class DeskBrowser : IAsyncDisposable
{
    public const string Program = "/usr/bin/chromium";
    private readonly IPlaywright driver;
    private readonly IBrowser browser;
    private readonly List<string> complaints = [];

    private DeskBrowser(IPlaywright driver, IBrowser browser, IPage page)
    {
        (this.driver, this.browser, Page) = (driver, browser, page);
        page.SetDefaultTimeout(20_000);
        page.Console += (_, said) => { if (said.Type is "error" or "warning") complaints.Add($"{said.Type}: {said.Text}"); };
        page.PageError += (_, error) => complaints.Add(error);
        page.RequestFailed += (_, request) => complaints.Add($"failed: {request.Url}");
        page.Request += (_, request) => { if (new Uri(request.Url).Host != "127.0.0.1") complaints.Add($"foreign: {request.Url}"); };
    }

    public IPage Page { get; }

    public static async Task<DeskBrowser> Open(string address, int width, int height)
    {
        var talking = await Playwright.CreateAsync();
        var chromium = await talking.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        var page = await chromium.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        var opened = new DeskBrowser(talking, chromium, page);
        await page.GotoAsync(address);
        // the page goes on by itself, and may do so just before anybody waits for that: so its address is looked at, again and again
        for (var waited = 0; new Uri(page.Url).PathAndQuery != "/"; waited++)
        {
            if (waited > 1200) throw new TimeoutException($"the page stays at {page.Url}");
            await Task.Delay(50);
        }
        return opened;
    }

    /// <summary>No error of a script, no breach of the policy, nothing that could not be loaded, nothing from elsewhere.</summary>
    public void IsContent() => Assert.Empty(complaints);

    /// <summary>Takes back the complaint that was to be expected: it must have been made.</summary>
    public void Complained(string words) => Assert.True(complaints.RemoveAll(c => c.Contains(words, StringComparison.Ordinal)) > 0, $"no complaint of {words}");

    /// <summary>A picture of the page for people, where the variable ANSWERPRINT_SCREENS names a folder for them.</summary>
    public async Task Keep(string name)
    {
        if (Environment.GetEnvironmentVariable("ANSWERPRINT_SCREENS") is { Length: > 0 } folder) await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    public async Task<bool> FitsAcross() => await Page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth <= window.innerWidth");

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        driver.Dispose();
    }
}
