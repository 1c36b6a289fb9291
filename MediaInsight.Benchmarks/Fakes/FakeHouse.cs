using System.Net;
using MediaInsight.Demo;
using MediaInsight.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace MediaInsight.Benchmarks;

/// <summary>Fake servers on real sockets of this machine, a port for each.</summary>
internal sealed class FakeHouse : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly Dictionary<int, FakeServer> _byPort = [];

    private FakeHouse(WebApplication web) => _web = web;

    public IReadOnlyCollection<FakeServer> Servers => _byPort.Values;

    public static async Task<FakeHouse> OpenAsync(IReadOnlyList<FakeServer> servers, CancellationToken cancellationToken)
    {
        foreach (var server in servers)
        {
            server.Prepare();
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            foreach (var _ in servers)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
        });
        var house = new FakeHouse(builder.Build());
        house._web.UseWebSockets();
        house._web.Run(house.AnswerAsync);
        await house._web.StartAsync(cancellationToken);
        var addresses = house._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses; // non-null: Kestrel has told them once it runs
        foreach (var (address, server) in addresses.Zip(servers))
        {
            house._byPort[new Uri(address).Port] = server;
        }

        return house;
    }

    /// <summary>The environment that makes the program watch them all.</summary>
    public Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>();
        foreach (var (port, server) in _byPort)
        {
            var prefix = $"MediaInsight__Servers__{settings.Count / 4}__";
            settings[prefix + "Kind"] = server.Kind == ServerKind.Plex ? "plex" : "jellyfin";
            settings[prefix + "Name"] = server.Name;
            settings[prefix + "Url"] = $"http://127.0.0.1:{port}";
            settings[prefix + "Token"] = FakeServer.Token;
        }

        return settings;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest && context.Request.Path == "/socket")
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await _byPort[context.Connection.LocalPort].ListenAsync(socket, context.RequestAborted);
            return;
        }

        var request = new WireRequest(
            new HttpMethod(context.Request.Method),
            context.Request.Path.Value?.Trim('/') ?? "",
            context.Request.Query.ToDictionary(q => q.Key, q => q.Value, StringComparer.OrdinalIgnoreCase),
            name => context.Request.Headers.TryGetValue(name, out StringValues values) ? values.ToString() : null);
        var answer = _byPort[context.Connection.LocalPort].Answer(request);
        context.Response.StatusCode = (int)answer.Status;
        context.Response.ContentType = answer.ContentType;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
