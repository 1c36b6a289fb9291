using System.Globalization;
using System.Reflection;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Monitoring;
using MediaInsight.Notifications;
using MediaInsight.Servers;

namespace MediaInsight.Components.Pages.Settings;

/// <summary>What the admin is changing, what is wrong with it, and the saving of it.</summary>
public sealed class SettingsForm
{
    private readonly SettingsStore _store;
    private readonly AuditLog _audit;

    public SettingsForm(SettingsStore store, AuditLog audit)
    {
        _store = store;
        _audit = audit;
        Reset();
    }

    public SiteSettings Site { get; set; } = new();
    public PollingSettings Polling { get; set; } = new();
    public LibrariesSettings Libraries { get; set; } = new();
    public HistorySettings History { get; set; } = new();

    public NotificationsSettings Notifications { get; set; } = new();

    /// <summary>Its folders stand in <see cref="Folders"/>.</summary>
    public MonitoringSettings Monitoring { get; set; } = new();

    /// <summary>One per line.</summary>
    public string Networks { get; set; } = "";

    /// <summary>One per line.</summary>
    public string Folders { get; set; } = "";

    public bool IsDirty =>
        Site != _store.Get<SiteSettings>() || Polling != _store.Get<PollingSettings>() || History != _store.Get<HistorySettings>() || Libraries != _store.Get<LibrariesSettings>() || !Network.OwnNetworks.SequenceEqual(_store.Get<NetworkSettings>().OwnNetworks)
        || Notifications != _store.Get<NotificationsSettings>() || Monitoring with { Paths = [] } != _store.Get<MonitoringSettings>() with { Paths = [] } || !Measured.Paths.SequenceEqual(_store.Get<MonitoringSettings>().Paths);

    public bool HasProblems =>
        AnyProblem<SiteSettings>(Site.Problems()) || AnyProblem<PollingSettings>(Polling.Problems()) || AnyProblem<NetworkSettings>(Network.Problems()) || AnyProblem<HistorySettings>(History.Problems()) || AnyProblem<LibrariesSettings>(Libraries.Problems())
        || AnyProblem<NotificationsSettings>(Notifications.Problems()) || AnyProblem<MonitoringSettings>(Measured.Problems());

    private NetworkSettings Network => new() { OwnNetworks = Networks.Split(['\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };

    private MonitoringSettings Measured => Monitoring with { Paths = Folders.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };

    public void Reset()
    {
        Notifications = _store.Get<NotificationsSettings>();
        Monitoring = _store.Get<MonitoringSettings>();
        Folders = string.Join('\n', Monitoring.Paths);
        Site = _store.Get<SiteSettings>();
        Polling = _store.Get<PollingSettings>();
        Libraries = _store.Get<LibrariesSettings>();
        History = _store.Get<HistorySettings>();
        Networks = string.Join('\n', _store.Get<NetworkSettings>().OwnNetworks);
    }

    /// <summary>A sentence for the field, or null.</summary>
    public string? Problem<T>(string property) where T : class, new() => Sentence(All<T>().Where(p => p.Property == property).Select(p => p.Message).FirstOrDefault());

    public bool IsFixed<T>(string property) where T : class, new() => _store.IsFixed<T>(property);

    /// <summary>What must be changed or unset to edit a fixed value here.</summary>
    public static string Variable<T>(string property) => $"MediaInsight__{SettingsStore.SectionOf<T>()}__{property}";

    /// <summary>False when something is wrong: nothing was saved then.</summary>
    public async Task<bool> SaveAsync(AuditContext by, CancellationToken cancellationToken)
    {
        if (HasProblems)
        {
            return false;
        }

        await SaveOneAsync(by, Site, cancellationToken);
        await SaveOneAsync(by, Polling, cancellationToken);
        await SaveOneAsync(by, Network, cancellationToken);
        await SaveOneAsync(by, Libraries, cancellationToken);
        await SaveOneAsync(by, History, cancellationToken);
        await SaveOneAsync(by, Notifications, cancellationToken);
        await SaveOneAsync(by, Measured, cancellationToken);
        Reset();
        return true;
    }

    private async Task SaveOneAsync<T>(AuditContext by, T value, CancellationToken cancellationToken) where T : class, new()
    {
        var change = Difference(_store.Get<T>(), value);
        if (change.Length > 0)
        {
            await _store.SetAsync(value, cancellationToken);
            await _audit.RecordAsync(by, "settings.change", SettingsStore.SectionOf<T>(), change, cancellationToken);
        }
    }

    private IEnumerable<(string Property, string Message)> All<T>() =>
        typeof(T) == typeof(SiteSettings) ? Site.Problems() : typeof(T) == typeof(PollingSettings) ? Polling.Problems() : typeof(T) == typeof(NetworkSettings) ? Network.Problems() : typeof(T) == typeof(LibrariesSettings) ? Libraries.Problems()
        : typeof(T) == typeof(NotificationsSettings) ? Notifications.Problems() : typeof(T) == typeof(MonitoringSettings) ? Measured.Problems() : History.Problems();

    // A wrong value that was configured cannot be put right here.
    private bool AnyProblem<T>(IEnumerable<(string Property, string Message)> problems) where T : class, new() => problems.Any(p => !_store.IsFixed<T>(p.Property));

    private static string Difference<T>(T before, T after)
    {
        var changes = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite)
            .Select(p => (p.Name, Before: Words(p.GetValue(before)), After: Words(p.GetValue(after))))
            .Where(c => c.Before != c.After)
            .Select(c => $"{c.Name}: {c.Before} → {c.After}");
        return string.Join("; ", changes);
    }

    private static string Words(object? value) => value switch
    {
        null or "" => "none",
        string[] { Length: 0 } => "none",
        string[] many => string.Join(", ", many),
        IFormattable one => one.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "none",
    };

    private static string? Sentence(string? problem) => string.IsNullOrEmpty(problem) ? null : char.ToUpperInvariant(problem[0]) + problem[1..] + (problem.EndsWith('.') ? "" : ".");
}
