using System.Net;
using Answerprint.Verify.Terminal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Answerprint.Studio.Web;

/// <summary>The server of the desk: plain HTTP on one address, bounded in everything that a browser can send. It reads no settings but those that it is given.</summary>
internal static class DeskServer
{
    /// <summary>Serves until <paramref name="length"/> is over, or the wish to stop comes.</summary>
    /// <param name="port">0: any that is free.</param>
    /// <param name="length">Null: until it is stopped.</param>
    /// <exception cref="OperationCanceledException">The wish came.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task Serve(IPAddress address, int port, DeskDoor door, IServed routes, TimeSpan? length, Session session)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "answerprint" });
        builder.Services.AddSingleton<IHostLifetime, StoppedByUs>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var limits = kestrel.Limits;
            (limits.MaxRequestBodySize, limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize, limits.MaxRequestHeaderCount) = (routes.MostBody, 4096, 16 << 10, 64);
            (limits.MaxConcurrentConnections, limits.RequestHeadersTimeout, limits.KeepAliveTimeout) = (64, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60));
            kestrel.Listen(address, port);
        });
        var app = builder.Build();
        await using (app.ConfigureAwait(false))
        {
            app.Run(context => Answer(context, door, routes));
            await app.StartAsync(session.Cancel).ConfigureAwait(false);
            var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            door.Open(new Uri(bound).Port);
            try
            {
                await Task.Delay(length ?? Timeout.InfiniteTimeSpan, session.Clock, session.Cancel).ConfigureAwait(false);
            }
            finally
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), session.Clock);
                await app.StopAsync(patience.Token).ConfigureAwait(false);
            }
        }
    }

    private static async Task Answer(HttpContext context, DeskDoor door, IServed routes)
    {
        var reply = await Reply(context, door, routes).ConfigureAwait(false);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // no-referrer would make browsers hide where a form comes from, and that is asked for
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = reply.Kept ? "private, max-age=86400, immutable" : "no-store";
        if (reply.Location.Length > 0) headers.Location = reply.Location;
        if (reply.Status == 405) headers.Allow = "GET, HEAD, POST";
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.Type;
        context.Response.ContentLength = reply.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<DeskReply> Reply(HttpContext context, DeskDoor door, IServed routes)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsPost(request.Method)) return DeskReply.Words(405, "Not done", "The desk is looked at and signed, nothing else.");
        if (door.Refusal(request) is { } why) return DeskReply.Words(403, "Not let in", why);
        try
        {
            if (door.Known(request) is { } visitor) return HttpMethods.IsPost(request.Method) ? await routes.Post(request, visitor).ConfigureAwait(false) : routes.Get(request, visitor);
            if (HttpMethods.IsGet(request.Method) && request.Path == "/" && door.Admit(request, context.Response)) return DeskReply.Page(DeskHtml.LetIn());
            return DeskReply.Words(403, "Not let in", "It opens with the address that answerprint printed. Each address works once, and a new one is printed for the next browser.");
        }
        catch (BadHttpRequestException e)
        {
            return DeskReply.Words(e.StatusCode, "Not read", e.StatusCode == 413 ? "That is more than a form of this desk can hold." : "The request can not be read.");
        }
        catch (InvalidDataException)
        {
            return DeskReply.Words(400, "Not read", "That is no form of this desk.");
        }
    }

    /// <summary>Signals are the command's: it stops the server.</summary>
    private sealed class StoppedByUs : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
