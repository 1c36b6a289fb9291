using System.Collections.Concurrent;
using System.Diagnostics;
using MediaInsight.Alerting.Rules;
using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Platform;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Benchmarks;

/// <summary>
/// From a play that begins to the request that tells of it; from the commit of a message to its arrival, one at a time, and then a burst over four
/// channels until the last line of the log is written. The program's own outbox, loop and webhook sender on a database of their own.
/// </summary>
internal static class NotifyBenchmark
{
    private const int Single = 200;
    private const int Burst = 10_000;
    private const int Lanes = 4;
    private const int Batch = 100;

    public static async Task RunAsync(string app, ScratchFolder folder, Report report, CancellationToken cancellationToken)
    {
        await PlayNotices.RunAsync(app, folder, report, cancellationToken);
        Console.WriteLine($"notify: {Single} messages one by one, {Burst} at once over {Lanes} channels");
        var arrived = new ConcurrentDictionary<string, long>();
        await using var receiver = await NoticeReceiver.OpenAsync((key, _) => arrived.TryAdd(key, Stopwatch.GetTimestamp()), cancellationToken);
        await using var services = Services(folder.Of("notify"));
        await services.GetRequiredService<DatabaseStart>().RunAsync(cancellationToken);
        var channels = new List<ChannelView>();
        for (var i = 0; i < Lanes; i++)
        {
            var saved = await services.GetRequiredService<ChannelStore>().SaveAsync(
                new() { Name = $"Lane {i}", Kind = ChannelKind.Generic, Values = new Dictionary<string, string> { ["url"] = new Uri(receiver.Address, $"/{i}").ToString() } }, AuditContext.System, cancellationToken);
            channels.Add(saved.Channel ?? throw new InvalidOperationException(string.Join(" ", saved.Problems.Select(p => p.Message))));
        }

        var loops = services.GetServices<IHostedService>().ToList();
        foreach (var loop in loops)
        {
            await loop.StartAsync(cancellationToken);
        }

        try
        {
            await SingleAsync(services, channels[0], arrived, report, cancellationToken);
            await BurstAsync(services, channels, report, cancellationToken);
            report.Add("notify", $"different messages that arrived, of {Single + Burst}", arrived.Count, "");
        }
        finally
        {
            foreach (var loop in loops)
            {
                await loop.StopAsync(CancellationToken.None);
            }
        }
    }

    private static async Task SingleAsync(ServiceProvider services, ChannelView channel, ConcurrentDictionary<string, long> arrived, Report report, CancellationToken cancellationToken)
    {
        var delays = new List<double>(Single);
        for (var i = 0; i < Single; i++)
        {
            var key = $"single-{i}";
            var began = Stopwatch.GetTimestamp();
            await PutAsync(services, channel, [key], cancellationToken);
            long at;
            while (!arrived.TryGetValue(key, out at))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            }

            delays.Add(Stopwatch.GetElapsedTime(began, at).TotalMilliseconds);
        }

        delays.Sort();
        report.Add("notify", "message to request, median", delays[Single / 2], "ms");
        report.Add("notify", "message to request, 95 of 100", delays[(int)(Single * 0.95)], "ms", 500);
        report.Add("notify", "message to request, slowest", delays[^1], "ms");
    }

    private static async Task BurstAsync(ServiceProvider services, List<ChannelView> channels, Report report, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var part in Enumerable.Range(0, Burst).Chunk(Batch))
        {
            await PutAsync(services, channels[part[0] / Batch % Lanes], part.Select(i => $"burst-{i}"), cancellationToken);
        }

        var put = Stopwatch.GetElapsedTime(began);
        var factory = services.GetRequiredService<IDbContextFactory<MediaInsightDb>>();
        while (true)
        {
            await using var db = await factory.CreateDbContextAsync(cancellationToken);
            if (!await db.NotificationDeliveries.AnyAsync(d => d.State != DeliveryState.Sent, cancellationToken))
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        report.Add("notify", $"{Burst} messages put into the outbox", put.TotalSeconds, "s");
        report.Add("notify", "until the last is sent and written", Stopwatch.GetElapsedTime(began).TotalSeconds, "s");
        report.Add("notify", "messages a second", Burst / Stopwatch.GetElapsedTime(began).TotalSeconds, "");
    }

    private static async Task PutAsync(ServiceProvider services, ChannelView channel, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var outbox = services.GetRequiredService<Outbox>();
        var now = TimeProvider.System.GetUtcNow();
        await services.GetRequiredService<DatabaseWriter>().RunAsync(
            async (db, token) =>
            {
                foreach (var key in keys)
                {
                    await outbox.AddAsync(db, new(channel.Id, channel.Name, new() { Topic = "play.started", Title = key, Text = "Ann began to watch.", At = now }, key), token);
                }
            },
            cancellationToken);
        outbox.Wake();
    }

    /// <summary>Outbox, loop, senders and rules over one data folder.</summary>
    internal static ServiceProvider Services(string data)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(new AppPaths(data));
        services.AddSingleton(TimeProvider.System);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<AuditLog>();
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddData();
        services.AddNotifications();
        services.AddSingleton<NotificationRules>();
        return services.BuildServiceProvider();
    }
}
