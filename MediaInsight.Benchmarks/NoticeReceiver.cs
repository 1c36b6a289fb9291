using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Benchmarks;

/// <summary>A web server on this machine that takes every message.</summary>
internal sealed class NoticeReceiver : IAsyncDisposable
{
    private readonly WebApplication _web;

    private NoticeReceiver(WebApplication web) => _web = web;

    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()); // non-null: it listens

    /// <param name="taken">Gets the idempotency key and the body.</param>
    public static async Task<NoticeReceiver> OpenAsync(Action<string, string> taken, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new NoticeReceiver(builder.Build());
        receiver._web.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            taken(context.Request.Headers["Idempotency-Key"].ToString(), await body.ReadToEndAsync(context.RequestAborted));
            await context.Response.WriteAsync("ok", context.RequestAborted);
        });
        await receiver._web.StartAsync(cancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
