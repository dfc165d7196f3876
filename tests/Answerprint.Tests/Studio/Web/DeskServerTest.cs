using System.Net;
using System.Text.RegularExpressions;
using Answerprint.Production.Acts;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Studio.Web;

/// <summary>Who is let in, what is given out and what is written, on the real server.</summary>
public sealed partial class DeskServerTest(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task Get_WithoutTheCookie_Is403AndSaysNothingOfTheShow()
    {
        using var stranger = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = desk.Browser.BaseAddress };
        foreach (var path in new[] { "/", $"/0/{Desk.Version}", "/desk.js", "/?key=", "/?key=" + new string('0', 64), desk.Address.PathAndQuery })
        {
            using var reply = await stranger.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, reply.StatusCode));
            Assert.DoesNotContain("show_0010", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await desk.Browser.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:PORT")]
    [InlineData("localhost:1")]
    [InlineData("127.0.0.2:PORT")]
    [InlineData("127.0.0.1.evil.example:PORT")]
    public void Get_ForeignHost_Is403(string host) =>
        Assert.StartsWith("HTTP/1.1 403", desk.Raw("/", host: host.Replace("PORT", $"{desk.Browser.BaseAddress!.Port}", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("http://evil.example")]
    [InlineData("https://127.0.0.1")]
    public async Task Post_FromAnotherSite_Is403AndNothingIsWritten(string? origin)
    {
        var before = desk.Acts().Count;
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Send(await desk.Form("approve"), origin)).Status);
        Assert.Equal(before, desk.Acts().Count);
        Assert.StartsWith("HTTP/1.1 403", desk.Raw("/", "Origin: http://evil.example\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WhateverItSays_WritesNothing()
    {
        var before = desk.Acts().Count;
        var form = await desk.Form("approve");
        using var asked = await desk.Browser.GetAsync($"/0/{Desk.Version}?{string.Join('&', form.Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"))}");
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        using var deleted = await desk.Browser.DeleteAsync($"/0/{Desk.Version}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, deleted.StatusCode);
        Assert.Equal(before, desk.Acts().Count);
    }

    [Theory]
    [InlineData("/0/picture/../../../show.json")]
    [InlineData("/0/picture/..%2f..%2fkeys%2fsite.key.png")]
    [InlineData("/0/picture/%2e%2e/%2e%2e/keys/site.key.png")]
    [InlineData("/../keys/site.key")]
    [InlineData("/0/../../etc/passwd")]
    [InlineData("/0/picture//etc/passwd.png")]
    [InlineData("/0/picture/..\\..\\keys\\site.key.png")]
    [InlineData("/desk.css/../../show.json")]
    [InlineData("/-1/picture/x.png")]
    [InlineData("/99999999999999999999/x")]
    public void Get_PathThatClimbs_GivesNothing(string target)
    {
        var reply = desk.Raw(target);
        Assert.Matches("^HTTP/1.1 40[034]", reply);
        Assert.DoesNotContain("answerprint.show.1", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", reply, StringComparison.Ordinal);
    }

    /// <summary>Only pictures of a sheet are given out, not the vault: not even the version's own frames and documents.</summary>
    [Fact]
    public async Task Get_OtherBytesOfTheVault_Is404()
    {
        var page = await desk.Browser.GetStringAsync($"/0/{Desk.Version}");
        var shown = Picture().Matches(page).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(shown);
        foreach (var digest in shown)
        {
            var png = await desk.Browser.GetByteArrayAsync($"/0/picture/{digest}.png");
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        }
        var kept = Directory.EnumerateFiles(Path.Combine(desk.Turnover.Show, "vault"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).Except(shown).Where(f => f!.Length == 64).ToList();
        Assert.True(kept.Count > 10);
        var sheet = desk.Acts().Last(a => a.Name == "VersionInspected.1").Body.Text("sheet");
        foreach (var digest in kept.Where(k => k != sheet)) Assert.Equal((digest, HttpStatusCode.NotFound), (digest, (await desk.Browser.GetAsync($"/0/picture/{digest}.png")).StatusCode));
    }

    [Fact]
    public async Task Post_TooLarge_IsRefusedAndTheDeskGoesOn()
    {
        var form = await desk.Form("note");
        form["words"] = new string('x', 200_000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await desk.Send(form, desk.Origin)).Status);
        form["words"] = new string('x', 5_000);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.Send(form, desk.Origin)).Status);
        Assert.StartsWith("HTTP/1.1 431", desk.Raw("/", $"X-Long: {new string('x', 40_000)}\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414", desk.Raw("/" + new string('x', 10_000)), StringComparison.Ordinal);
        using var odd = new HttpRequestMessage(HttpMethod.Post, $"/0/{Desk.Version}") { Content = new StringContent("{}", null, "application/json") };
        odd.Headers.Add("Origin", desk.Origin);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await desk.Browser.SendAsync(odd)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await desk.Browser.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Get_EveryPage_ForbidsScriptsAndSourcesOfOthers()
    {
        foreach (var path in new[] { "/", $"/0/{Desk.Version}", "/none", "/desk.css" })
        {
            using var reply = await desk.Browser.GetAsync(path);
            var policy = Assert.Single(reply.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'", policy, StringComparison.Ordinal);
            Assert.Equal(["nosniff"], reply.Headers.GetValues("X-Content-Type-Options"));
            var text = await reply.Content.ReadAsStringAsync();
            if (path == "/desk.css") continue;
            Assert.DoesNotContain("style=", text, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?! src=\"/desk.js\")|http(s)?://(?!www.w3.org)| on[a-z]+=", text);
        }
    }

    /// <summary>One way for both: what the browser writes is what the command line writes.</summary>
    [Fact]
    public async Task Approve_ThroughThePage_WritesTheActOfTheCommandLine()
    {
        var (status, text) = await desk.Send(await desk.Form("approve"), desk.Origin);
        Assert.True(status == HttpStatusCode.SeeOther, text);
        var there = desk.Acts()[^1];
        Assert.Equal(Approval.Yes, there.Name);
        Assert.InRange(there.By.Minutes!.Value, 0, 1);
        var ran = CommandLine.Run("review", desk.Turnover.Show, Desk.Version, "--approve", "--note", "seen", "--by", "Ann Lee", "--minutes", "1");
        Assert.True(ran.Exit == 0, ran.ToString());
        var here = desk.Acts()[^1];
        Assert.Equal(here.Body.ToJsonString(), there.Body.ToJsonString());
        Assert.Equal(here.By with { Minutes = null }, there.By with { Minutes = null });
        Assert.Contains("approved, with its contact sheet", await desk.Browser.GetStringAsync("/"), StringComparison.Ordinal);

        var untimed = await desk.Form("refuse");
        untimed.Remove("timed");
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Send(untimed, desk.Origin)).Status);
        Assert.Equal((Approval.No, (double?)null), (desk.Acts()[^1].Name, desk.Acts()[^1].By.Minutes));
    }

    [Fact]
    public async Task Approve_PageThatWasNeverOpenedOrWasSignedBefore_Is409()
    {
        var form = await desk.Form("note");
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Send(form, desk.Origin)).Status);
        var before = desk.Acts().Count;
        Assert.Equal(HttpStatusCode.Conflict, (await desk.Send(form, desk.Origin)).Status);
        form["page"] = "0123456789abcdef0123456789abcdef";
        Assert.Equal(HttpStatusCode.Conflict, (await desk.Send(form, desk.Origin)).Status);
        (form = await desk.Form("approve"))["who"] = "sha256:0";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await desk.Send(form, desk.Origin)).Status);
        Assert.Equal(before, desk.Acts().Count);
    }

    /// <summary>The sheet is drawn anew while somebody looks at the old one: they did not see what they would sign.</summary>
    [Fact]
    public async Task Approve_SheetIsAnotherByNow_Is409AndNothingIsSigned()
    {
        var form = await desk.Form("approve");
        var inspected = desk.Acts().Last(a => a.Name == "VersionInspected.1");
        var other = (System.Text.Json.Nodes.JsonObject)inspected.Body.DeepClone();
        other["sheet"] = inspected.Body.Text("report");
        Inspected(other);
        try
        {
            var before = desk.Acts().Count;
            var (status, text) = await desk.Send(form, desk.Origin);
            Assert.True(status == HttpStatusCode.Conflict, $"{status} {text}");
            Assert.Contains("changed since you looked at it: it was inspected again, and its sheet is another; nothing was signed", text, StringComparison.Ordinal);
            Assert.Equal(before, desk.Acts().Count);
        }
        finally
        {
            Inspected(inspected.Body);
        }
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Send(await desk.Form("approve"), desk.Origin)).Status);

        void Inspected(System.Text.Json.Nodes.JsonObject body)
        {
            using var show = Show.Open(desk.Turnover.Show, TimeProvider.System);
            show.Book.Append("VersionInspected.1", inspected.By, (System.Text.Json.Nodes.JsonObject)body.DeepClone());
        }
    }

    /// <summary>Another process holds the show while it renders: people sign meanwhile. While it holds the pen they are told to try again, and lose nothing.</summary>
    [Fact]
    public async Task Note_WhileAnotherProcessWorks_IsWrittenOrToBeTriedAgain()
    {
        using (Show.Open(desk.Turnover.Show, TimeProvider.System))
            Assert.Equal(HttpStatusCode.SeeOther, (await desk.Send(await desk.Form("note"), desk.Origin)).Status);
        var form = await desk.Form("note");
        form["words"] = "what I <b>wrote</b>";
        using (new FileStream(Path.Combine(desk.Turnover.Show, "book", ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var (status, text) = await desk.Send(form, desk.Origin);
            Assert.True(status == HttpStatusCode.ServiceUnavailable, $"{status} {text}");
            Assert.Contains("press the button again", text, StringComparison.Ordinal);
            Assert.Contains("what I &lt;b&gt;wrote&lt;/b&gt;", text, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.SeeOther, (await desk.Send(form, desk.Origin)).Status);
        Assert.Equal("what I <b>wrote</b>", desk.Acts()[^1].Body.Text("words"));
        Assert.DoesNotContain("<b>wrote", await desk.Browser.GetStringAsync($"/0/{Desk.Version}"), StringComparison.Ordinal);
    }

    [GeneratedRegex("/0/picture/([0-9a-f]{64})\\.png", RegexOptions.None, 1000)]
    private static partial Regex Picture();
}
