using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Production.Editorial;
using Answerprint.Tests.Production;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Studio.Web;

/// <summary>The server of the drawing page, as something that is no browser talks to it.</summary>
public sealed class DrawServerTest : IDisposable
{
    private const string Wire = """{"format":"answerprint.shapes.1","shapes":[{"kind":"wire","size":2,"keys":{"5":[[20,4],[20,40]]}}]}""";
    private readonly SmallTurnover small = new("draw-server");
    private readonly Process process;
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient browser;

    public DrawServerTest()
    {
        var made = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
        if (made.Exit != 0) throw new InvalidOperationException(made.ToString());
        process = CommandLine.Start("draw", small.Show, "show_0010", "--for", "120", "--by", "Ann Lee");
        var address = new Uri(Desk.AddressIn(process.StandardOutput.ReadLine()));
        browser = new HttpClient(handler) { BaseAddress = new Uri(address.GetLeftPart(UriPartial.Authority)) };
        Assert.Equal(HttpStatusCode.OK, browser.GetAsync(address).Result.StatusCode);
    }

    [Fact]
    public async Task Look_OfADrawing_GivesThePictureAndKeepsNothingInTheBook()
    {
        var before = Acts();
        var (status, told) = await Post("/look", $$"""{"drawing":{{Wire}},"frame":5}""");
        Assert.Equal(HttpStatusCode.OK, status);
        var png = await browser.GetByteArrayAsync((string)told!["picture"]!);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47], png[..4]);
        Assert.Equal(before, Acts());
        Assert.Equal([0x89, 0x50, 0x4e, 0x47], (await browser.GetByteArrayAsync("/frame/5.png"))[..4]);
    }

    [Fact]
    public async Task Keep_ThenAsk_WritesTheDrawingAndOneBrief()
    {
        Assert.Equal(HttpStatusCode.OK, (await Post("/keep", $$"""{"drawing":{{Wire}}}""")).Status);
        Assert.Contains("\"wire\"", await browser.GetStringAsync("/drawing.json"), StringComparison.Ordinal);
        Assert.Equal("B0001", (string?)(await Post("/ask", $$"""{"drawing":{{Wire}},"frames":"5-8","reason":"a wire"}""")).Told!["brief"]);
        // the same once more is the same
        Assert.Equal("B0001", (string?)(await Post("/ask", $$"""{"drawing":{{Wire}},"frames":"5-8","reason":"a wire"}""")).Told!["brief"]);
        Assert.Equal(HttpStatusCode.OK, (await Post("/keep", """{"drawing":{"format":"answerprint.shapes.1","shapes":[]}}""")).Status);
        Assert.False(File.Exists(Path.Combine(small.Show, "drawings", "show_0010.json")));
    }

    /// <summary>Somebody stands where it is drawn: not even one frame is tried.</summary>
    [Fact]
    public async Task Look_WhereAPerformerIs_IsRefused()
    {
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--withdraw", $"{Declared()}", "--by", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", "10,10,10,20", "--by", "Ann Lee").Exit);
        var (status, told) = await Post("/look", $$"""{"drawing":{{Wire}},"frame":5}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("People are", (string?)told!["said"], StringComparison.Ordinal);
        Assert.Null(told["picture"]);
    }

    [Theory]
    [InlineData("/look", """{"drawing":{"format":"answerprint.shapes.1","shapes":[{"kind":"wire","keys":{"5":[[1,2]]}}]},"frame":5}""", 422)]
    [InlineData("/look", """{"drawing":{"format":"answerprint.shapes.1","shapes":[]},"frame":5}""", 422)]
    [InlineData("/look", """{"frame":5}""", 422)]
    [InlineData("/look", """[1]""", 400)]
    [InlineData("/look", """{"drawing":""", 400)]
    [InlineData("/look", """{"drawing":{"format":"answerprint.shapes.1","shapes":[{"kind":"wire","keys":{"5":[[20,4],[20,40]]}}]},"frame":900}""", 422)]
    [InlineData("/look", """{"drawing":{"format":"answerprint.shapes.1","shapes":[{"kind":"mark","keys":{"5":[[900,4]]}}]},"frame":5}""", 422)]
    [InlineData("/look", """{"drawing":{"format":"answerprint.shapes.1","shapes":[{"kind":"wire","frames":"1-2","keys":{"5":[[20,4],[20,40]]}}]},"frame":5}""", 422)]
    [InlineData("/ask", """{"drawing":{"format":"answerprint.shapes.1","shapes":[{"kind":"wire","keys":{"5":[[20,4],[20,40]]}}]},"frames":"x"}""", 422)]
    [InlineData("/else", """{"drawing":1}""", 404)]
    public async Task Post_WhatIsNoDrawing_IsSaidAndThePageGoesOn(string path, string body, int status)
    {
        Assert.Equal(status, (int)(await Post(path, body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Post("/look", $$"""{"drawing":{{Wire}},"frame":5}""")).Status);
    }

    [Fact]
    public async Task Requests_OfStrangers_AreNotLetIn()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await Post("/keep", $$"""{"drawing":{{Wire}}}""", origin: null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Post("/keep", $$"""{"drawing":{{Wire}}}""", origin: "http://127.0.0.1:9")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await Post("/keep", $$"""{"drawing":{{Wire}}}""", type: "text/plain")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post("/keep", "{\"drawing\":\"" + new string('x', 5 << 20) + "\"}")).Status);
        foreach (var path in new[] { "/frame/900.png", "/frame/../desk.css.png", "/made/1.png", "/../show.json", "/drawings/show_0010.json" })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).StatusCode);
        using var stranger = new HttpClient { BaseAddress = browser.BaseAddress };
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/frame/5.png")).StatusCode);
    }

    [Fact]
    public void Draw_WhatCanNotBe_IsSaidBeforeItListens()
    {
        Assert.Equal(3, CommandLine.Run("draw", small.Show, "show_9999", "--for", "1", "--by", "Ann Lee").Exit);
        Assert.Equal(3, CommandLine.Run("draw", small.Folder, "show_0010", "--for", "1", "--by", "Ann Lee").Exit);
        Assert.Equal(2, CommandLine.Run("draw", small.Show, "show_0010", "--port", "-1", "--for", "1", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run("draw", small.Show, "show_0010", "--for", "0.5", "--by", "Ann Lee", "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Empty(ran.Json["result"]!["briefs"]!.AsArray());
    }

    public void Dispose()
    {
        browser.Dispose();
        handler.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
        small.Dispose();
    }

    private int Acts()
    {
        using var look = Show.Look(small.Show, TimeProvider.System);
        return look.Book.Acts.Count;
    }

    private long Declared()
    {
        using var look = Show.Look(small.Show, TimeProvider.System);
        return look.Book.Acts.Single(a => a.Name == Answerprint.Production.Rights.Declaration.ActName).Index;
    }

    private async Task<(HttpStatusCode Status, JsonNode? Told)> Post(string path, string body, string? origin = "own", string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        // whoever is refused for the length alone need not be heard out
        request.Headers.ExpectContinue = body.Length > 1 << 20;
        if (origin is not null) request.Headers.Add("Origin", origin == "own" ? browser.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);
        using var reply = await browser.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        return (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text) : null);
    }
}
