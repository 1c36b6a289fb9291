using System.Globalization;
using MediaInsight.Analytics;
using MediaInsight.Components.Charts;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Monitoring;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Operator;

/// <param name="Latest">Null: never measured.</param>
/// <param name="Servers">What Plex servers told within the last minutes.</param>
public sealed record SystemData(SystemSample? Latest, IReadOnlyList<DiskReading> Disks, IReadOnlyList<ServerLoad> Servers, SystemHistory History);

/// <summary>The load of a media server's machine, told by the server.</summary>
public sealed record ServerLoad(string Name, ServerSample Sample)
{
    public IReadOnlyList<(string Text, double? Value)> Lines =>
    [
        ("CPU of its machine", Sample.HostCpuPercent), ("CPU of Plex itself", Sample.ProcessCpuPercent), ("Memory of its machine", Sample.HostMemoryPercent), ("Memory of Plex itself", Sample.ProcessMemoryPercent),
    ];
}

/// <summary>How busy the machines are, now and in the last hours. The range stands in the address; every new sample is read along.</summary>
public partial class SystemTab
{
    private const long Mebibyte = 1024 * 1024;
    private const int DefaultHours = 24;
    private const double Busy = 90;

    /// <summary>Degrees Celsius at which common cards begin to slow down.</summary>
    private const double HotGpu = 85;

    /// <summary>A server that has not told for so long tells nothing now.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private static readonly (int Hours, string Text)[] Ranges = [(1, "1\u00A0h"), (6, "6\u00A0h"), (24, "24\u00A0h"), (168, "7\u00A0d")];

    private Reading<SystemData> _reading = null!;   // non-null: made before the first render
    private int _hours = DefaultHours;
    private long _seen;
    private bool _isStarted;

    /// <summary>Where prerendering left what it read (<see cref="Handover"/>).</summary>
    [PersistentState]
    public Guid? PrerenderedSystem { get; set; }

    [SupplyParameterFromQuery(Name = "hours")]
    private string? Hours { get; set; }

    [Inject]
    private SystemMetrics Metrics { get; set; } = null!;   // non-null: injected

    [Inject]
    private UnobservedTimes Unobserved { get; set; } = null!;   // non-null: injected

    [Inject]
    private ServerRegistry Registry { get; set; } = null!;   // non-null: injected

    [Inject]
    private SettingsStore Settings { get; set; } = null!;   // non-null: injected

    [Inject]
    private Handover Handover { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private SystemSample? Latest => _reading.State.Value?.Latest;

    private IReadOnlyList<ServerLoad> Servers => _reading.State.Value?.Servers ?? [];

    private bool HasGpu => (Latest?.GpuEncoderPercent ?? Latest?.GpuMemoryPercent ?? Latest?.GpuTemperature) is not null;

    private bool IsOn => Settings.Get<MonitoringSettings>().Enabled;

    private string RangeText => _hours switch { 1 => "last hour", 168 => "last 7 days", _ => $"last {_hours} hours" };

    protected override void OnInitialized()
    {
        _seen = Live.Number;
        _reading = new(ReadAsync, "The samples can't be read.", Clock, Handover);
    }

    protected override async Task OnParametersSetAsync()
    {
        var hours = int.TryParse(Hours, NumberStyles.None, CultureInfo.InvariantCulture, out var h) && Array.Exists(Ranges, r => r.Hours == h) ? h : DefaultHours;
        var isOther = hours != _hours;
        _hours = hours;
        if (!_isStarted)
        {
            _isStarted = true;
            await _reading.StartAsync(PrerenderedSystem);
            PrerenderedSystem = RendererInfo.IsInteractive ? null : _reading.Leave();
        }
        else if (isOther)
        {
            await _reading.LoadAsync();
        }
    }

    protected override async Task OnLiveChangedAsync()
    {
        if (Live.Number != _seen)
        {
            _seen = Live.Number;
            await _reading.LoadAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _reading?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<SystemData> ReadAsync(CancellationToken cancellationToken)
    {
        var (now, range) = (Clock.Now, TimeSpan.FromHours(_hours));
        var interval = TimeSpan.FromSeconds(Settings.Get<MonitoringSettings>().IntervalSeconds);
        var latest = await Metrics.LatestAsync(cancellationToken);
        var servers = await Metrics.LatestOfServersAsync(now - Fresh, cancellationToken);
        var points = await Metrics.HistoryAsync(now - range, now, interval, cancellationToken);
        var machines = await Metrics.ServerHistoryAsync(now - range, now, interval, cancellationToken);
        var missed = await Unobserved.ReadAsync(null, null, now - range, now, ReadScope.Everything, cancellationToken);
        var since = await Metrics.HasBeforeAsync(now - range, cancellationToken) ? now - range : (DateTimeOffset?)null;
        return new(
            latest,
            DiskReading.Read(latest?.Disks),
            [.. servers.Where(s => Registry.Find(s.ServerId) is not null).Select(s => new ServerLoad(Registry.Find(s.ServerId)!.Name, s))], // non-null: asked before
            SystemHistory.Of(points, machines, id => Registry.Find(id)?.Name, since, missed, SystemMetrics.StretchOf(range, interval), Clock.Local, Clock.Culture, withDay: _hours > 24));
    }

    private void Choose(int hours) =>
        Navigation.NavigateTo(AppUrls.With(AppUrls.OperatorOf("system"), ("hours", hours == DefaultHours ? null : hours.ToString(CultureInfo.InvariantCulture))), replace: true);

    private string? Percent(double? value, int decimals = 0) => value is { } v ? Formats.Percent(v / 100, Clock.Culture, decimals) : null;

    private string? Rate(long? bytes) => bytes is { } b ? Formats.Bitrate(b * 8 / 1000, Clock.Culture) : null;

    private static Tone ToneOf(double? percent) => percent >= Busy ? Tone.Danger : Tone.Neutral;
}
