using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>A request as it arrived.</summary>
/// <param name="Stamp">Of the machine's steady clock, when it was complete.</param>
public sealed record ReceivedRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body, long Stamp)
{
    /// <summary>Header <c>Idempotency-Key</c>; empty: none.</summary>
    public string Key => Headers.GetValueOrDefault("Idempotency-Key", "");
}

/// <summary>What it is answered with.</summary>
public sealed record ReceiverAnswer(int Status = 200, string Body = "ok")
{
    public static readonly ReceiverAnswer Ok = new();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Answers only when this has ended.</summary>
    public Task? After { get; init; }

    /// <summary>Breaks the connection instead of answering.</summary>
    public bool IsBroken { get; init; }

    public static ReceiverAnswer RetryAfter(int seconds) => new(429, "slow down") { Headers = new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture) } };
}

/// <summary>A web server on a loopback port that takes whatever is sent and answers as a test tells it to.</summary>
public sealed class HttpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpReceiver(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>In the order of arrival.</summary>
    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    /// <summary>Asked for every request, after it was put into <see cref="Requests"/>.</summary>
    public Func<ReceivedRequest, ReceiverAnswer> Answer { get; set; } = _ => ReceiverAnswer.Ok;

    public static async Task<HttpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new HttpReceiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        receiver.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return receiver;
    }

    public Uri Of(string path) => new(Address, path);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var request = new ReceivedRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body,
            Stopwatch.GetTimestamp());
        Requests.Enqueue(request);
        var answer = Answer(request);
        if (answer.After is { } after)
        {
            await after.WaitAsync(context.RequestAborted);
        }

        if (answer.IsBroken)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
