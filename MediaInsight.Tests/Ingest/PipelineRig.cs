using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Ingest;
using MediaInsight.Live;
using MediaInsight.Platform;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using MediaInsight.Tests.Drivers;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace MediaInsight.Tests.Ingest;

/// <summary>The real pipeline, registry and database; readings come from an evening instead of the network.</summary>
internal sealed class PipelineRig : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);

    private PipelineRig()
    {
        Writer = new(Db, Gate, TimeProvider.System);
        Settings = new(Db, Writer, new ConfigurationBuilder().Build(), TimeProvider.System);
        Registry = new(Db, Writer, new SecretProtector(new EphemeralDataProtectionProvider()), TimeProvider.System);
        Live = new(TimeProvider.System);
        DoNotTrack = new(Db, new(new byte[32]));
        People = new(Db);
        Recorder = new(Writer, Db, Settings, DoNotTrack);
        Pipeline = NewPipeline();
    }

    public TestDb Db { get; } = new();
    public WriteGate Gate { get; } = new();
    public ManualTime Time { get; } = new(Evening.Begin);
    public DatabaseWriter Writer { get; }
    public SettingsStore Settings { get; }
    public ServerRegistry Registry { get; }
    public DoNotTrack DoNotTrack { get; }
    public PeopleDirectory People { get; }
    public PlayRecorder Recorder { get; private set; }
    public SnapshotQueue Queue { get; } = new();
    public LiveSessions Live { get; private set; }
    public SessionPipeline Pipeline { get; private set; }
    public Evening Evening { get; private set; } = new();

    public static async Task<PipelineRig> StartAsync()
    {
        var rig = new PipelineRig();
        var added = await rig.Registry.AddAsync(new(ServerKind.Plex, "Cinema", "http://cinema/", "token", null), null, TestContext.Current.CancellationToken);
        rig.Evening = new(added.Server!.Id); // non-null: the entry is valid
        await rig.Pipeline.StartAsync(TestContext.Current.CancellationToken);
        await rig.Pipeline.Recovered;
        return rig;
    }

    /// <summary>Ends the pipeline and starts another one on the same file.</summary>
    public async Task RestartAsync()
    {
        await Pipeline.StopAsync(TestContext.Current.CancellationToken);
        Pipeline.Dispose();
        Live = new(TimeProvider.System);
        Recorder = new(Writer, Db, Settings, DoNotTrack);
        Pipeline = NewPipeline();
        await Pipeline.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Puts one reading after the other, each when the one before is shown.</summary>
    public async Task SeeAsync(IEnumerable<ServerSnapshot> readings)
    {
        foreach (var reading in readings)
        {
            var version = Live.Feed.Version;
            Queue.Put(reading);
            await UntilAsync(() => Live.Feed.Version > version);
        }
    }

    /// <summary>Waits for a condition; the pipeline's own clock goes on meanwhile.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The same, where the pipeline itself waits: its clock is moved on.</summary>
    public Task UntilLaterAsync(Func<bool> condition) => UntilAsync(() =>
    {
        Time.Advance(TimeSpan.FromMilliseconds(50));
        return condition();
    });

    public async ValueTask DisposeAsync()
    {
        await Pipeline.StopAsync(CancellationToken.None);
        Pipeline.Dispose();
        Db.Dispose();
        Gate.Dispose();
    }

    private SessionPipeline NewPipeline() => new(
        Queue, Recorder, Live, Registry, People, DoNotTrack, Settings, Time, NullLogger<SessionPipeline>.Instance);
}
