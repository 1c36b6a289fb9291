using System.Collections.Concurrent;
using MediaInsight.Data;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Platform;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Notifications;

/// <summary>The real outbox, loop and log on a real database; messages go to real addresses.</summary>
internal sealed class DeliveryRig : IAsyncDisposable
{
    public static readonly AuditContext Olga = new("olga", "1", "127.0.0.1");
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly Dictionary<string, string?> _settings;
    private readonly IDeliveryOutcomes[] _outcomes;
    private readonly List<DeliveryLoop> _loops = [];
    private readonly List<WriteGate> _gates = [];
    private readonly Sending.Senders _senders = new();

    public DeliveryRig(TimeProvider? time = null, params IDeliveryOutcomes[] outcomes)
    {
        Time = time ?? TimeProvider.System;
        _outcomes = outcomes;
        _settings = new() { ["MediaInsight:Site:TimeZone"] = "Europe/Berlin" };
        Gate = NewGate();
        Writer = new(Db, Gate, TimeProvider.System);
        Settings = new(Db, Writer, new ConfigurationBuilder().AddInMemoryCollection(_settings).Build(), Time);
        Secrets = new(new SecretProtector(Protection));
        Ending = new(outcomes, Time);
        Audit = new(Writer, Time);
        Live = new(new(0), TimeProvider.System, TimeSpan.FromMilliseconds(50));
        Store = new(Db, Writer, Secrets, [Sender, _senders.Of(ChannelKind.Email)], Ending, Audit, Time);
        // Requests take real time, whatever the clock under test does meanwhile.
        Attempt = new(TimeProvider.System, NullLogger<Attempt>.Instance);
        Outbox = new(Time);
        Log = new(Db, Writer, Outbox, Audit, Live, Time);
        Test = new(Store, Secrets, Attempt, Writer, Audit, Live, Time);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestDb Db { get; } = new();
    public TimeProvider Time { get; }
    public EphemeralDataProtectionProvider Protection { get; } = new();
    public PlainSender Sender { get; } = new();
    public WriteGate Gate { get; }
    public DatabaseWriter Writer { get; }
    public SettingsStore Settings { get; }
    public ChannelSecrets Secrets { get; }
    public DeliveryEnding Ending { get; }
    public AuditLog Audit { get; }
    public LiveFeed<DeliveriesSignal> Live { get; }
    public ChannelStore Store { get; }
    public Attempt Attempt { get; }
    public Outbox Outbox { get; }
    public DeliveryLog Log { get; }
    public ChannelTest Test { get; }

    public WriteGate NewGate()
    {
        var gate = new WriteGate();
        _gates.Add(gate);
        return gate;
    }

    /// <param name="gate">Its own turn to write; null: everybody's. Held for ever, it is as if the program had been killed.</param>
    public async Task<DeliveryLoop> StartAsync(WriteGate? gate = null)
    {
        var writer = gate is null ? Writer : new DatabaseWriter(Db, gate, TimeProvider.System);
        var ending = new DeliveryEnding(_outcomes, Time);
        var results = new DeliveryResults(writer, ending, Live, TimeProvider.System, new Faults<DeliveryResults>(_faults));
        var loop = new DeliveryLoop(Db, writer, Outbox, Store, Secrets, Attempt, ending, results, Settings, Live, Time, new Faults<DeliveryLoop>(_faults));
        _loops.Add(loop);
        await loop.StartAsync(Token);
        return loop;
    }

    public async Task<ChannelView> ChannelAsync(string name, Uri address, Func<ChannelDraft, ChannelDraft>? change = null)
    {
        var draft = new ChannelDraft { Name = name, Kind = ChannelKind.Generic, Values = new Dictionary<string, string> { ["url"] = address.ToString() } };
        var saved = await Store.SaveAsync(change?.Invoke(draft) ?? draft, Olga, Token);
        Assert.Empty(saved.Problems);
        return saved.Channel!; // non-null: no problems
    }

    /// <summary>Titles are keys too.</summary>
    public async Task PutAsync(ChannelView channel, IEnumerable<string> titles, NoticePriority priority = NoticePriority.Normal, string topic = "play.started")
    {
        await Writer.RunAsync(async (db, token) =>
        {
            foreach (var title in titles)
            {
                var notice = new Notice { Topic = topic, Title = title, Text = title, At = Time.GetUtcNow(), Priority = priority };
                await Outbox.AddAsync(db, new(channel.Id, channel.Name, notice, title), token);
            }
        }, Token);
        Outbox.Wake();
    }

    public async Task<List<NotificationDelivery>> AllAsync()
    {
        await using var db = Db.CreateDbContext();
        return await db.NotificationDeliveries.AsNoTracking().OrderBy(d => d.Id).ToListAsync(Token);
    }

    public async Task<NotificationDelivery> OneAsync(string key) => (await AllAsync()).Single(d => d.Key == key);

    public Task UntilAsync(string key, DeliveryState state) => UntilAsync(async () => (await OneAsync(key)).State == state);

    /// <summary>Fails with what is known when it takes far too long.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                var messages = (await AllAsync()).Where(d => d.State != DeliveryState.Sent).Take(20).Select(d => $"{d.Key}: {d.State}, {d.Attempts} tries, next {d.NextAt:O}, first failed {d.FirstFailedAt:O}, {d.Error}");
                Assert.Fail($"Not so after {Patience.TotalSeconds:0} s; it is {Time.GetUtcNow():O}.\n{string.Join('\n', messages.Concat(_faults))}");
            }

            await Task.Delay(Look, TimeProvider.System, Token);
        }
    }

    /// <summary>The clock of the delivery is moved on until it is so.</summary>
    public Task UntilLaterAsync(TimeSpan step, Func<Task<bool>> condition) => UntilAsync(async () =>
    {
        ((ManualTime)Time).Advance(step);
        return await condition();
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
        {
            await loop.StopAsync(CancellationToken.None);
            loop.Dispose();
        }

        Sender.Dispose();
        _senders.Dispose();
        Db.Dispose();
        _gates.ForEach(g => g.Dispose());
    }

    private sealed class Faults<T>(ConcurrentQueue<string> told) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => told.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
