using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using MediaInsight.Alerting.Rules;
using MediaInsight.Data.Events;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Benchmarks;

/// <summary>
/// All of the way: a server announces that something else plays, the program reads it, records the play, a rule holds,
/// and the request with the title reaches a web server. The published program, a rule with a template, no page open.
/// </summary>
internal static partial class PlayNotices
{
    private const int Changes = 60;
    private const string Token = "benchmarks-0123456789abcdef";
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string app, ScratchFolder folder, Report report, CancellationToken cancellationToken)
    {
        Console.WriteLine($"notify: {Changes} plays that begin");
        var mark = 0;
        var server = new FakeServer(ServerKind.Jellyfin, 1, 1) { Title = () => $"Mark{Volatile.Read(ref mark):000000}" };
        await using var house = await FakeHouse.OpenAsync([server], cancellationToken);
        var settings = house.Settings();
        settings["MediaInsight__AdminToken"] = Token;
        settings["MediaInsight__Polling__ActiveSeconds"] = "120";
        settings["MediaInsight__Polling__IdleSeconds"] = "120";
        var data = folder.Of("play-notices");
        await using var process = await AppProcess.StartAsync(app, data, settings, [], cancellationToken);
        var arrived = new ConcurrentDictionary<string, long>();
        await using var receiver = await NoticeReceiver.OpenAsync((_, body) => arrived.TryAdd(Said().Match(body).Value, Stopwatch.GetTimestamp()), cancellationToken);
        await ListenAsync(data, await AddChannelAsync(process.Address, receiver.Address, cancellationToken), cancellationToken);
        await server.Listener.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, cancellationToken);

        var delays = new List<double>();
        for (var i = 1; i <= Changes; i++)
        {
            await Task.Delay(Quiet + (Quiet * Random.Shared.NextDouble()), TimeProvider.System, cancellationToken);
            Volatile.Write(ref mark, i);
            var announced = Stopwatch.GetTimestamp();
            await server.AnnounceAsync(cancellationToken);
            long at;
            while (!arrived.TryGetValue($"Mark{i:000000}", out at) && Stopwatch.GetElapsedTime(announced) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            }

            delays.Add(at == 0 ? double.PositiveInfinity : Stopwatch.GetElapsedTime(announced, at).TotalMilliseconds);
        }

        delays.Sort();
        report.Add("notify", "play announced to request, median", delays[Changes / 2], "ms");
        report.Add("notify", "play announced to request, 95 of 100", delays[(int)(Changes * 0.95)], "ms", 500);
        report.Add("notify", "play announced to request, slowest", delays[^1], "ms");
        report.Add("notify", $"plays told, of {Changes}", delays.Count(double.IsFinite), "");
    }

    private static async Task<int> AddChannelAsync(Uri program, Uri receiver, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = program };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var answer = await http.PostAsJsonAsync("api/v1/notifications/channels", new { name = "Bench", channel_type = "generic", webhook_url = receiver }, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Added>(cancellationToken))!.Id; // non-null: the answer is the channel
    }

    /// <summary>Rules have no route: written beside the program, which reads them with every pass.</summary>
    private static async Task ListenAsync(string data, int channel, CancellationToken cancellationToken)
    {
        await using var services = NotifyBenchmark.Services(data);
        var saved = await services.GetRequiredService<NotificationRules>().SaveAsync(
            AuditContext.System, null, new() { Name = "Bench", Topics = [EventTopics.PlayStarted], TextTemplate = "{viewer} began {title} on {device}", ChannelIds = [channel] }, cancellationToken);
        if (saved?.Problems is not { Count: 0 })
        {
            throw new InvalidOperationException(string.Join(" ", saved?.Problems.Select(p => p.Message) ?? []));
        }
    }

    [GeneratedRegex(@"Mark\d{6}")]
    private static partial Regex Said();

    private sealed record Added(int Id);
}
