using MediaInsight.Components.Pages.Settings;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Monitoring;
using MediaInsight.Notifications;
using MediaInsight.Servers;

namespace MediaInsight.Tests.Components.Pages.Settings;

public sealed class SettingsFormTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_saved_and_written_down_with_old_and_new()
    {
        await using var bench = await Workbench.WithAsync();
        var form = bench.Make<SettingsForm>();
        Assert.False(form.IsDirty);
        form.Polling = form.Polling with { ActiveSeconds = 2 };
        form.Networks = "203.0.113.0/24\n198.51.100.7";
        Assert.True(form.IsDirty);

        Assert.True(await form.SaveAsync(Workbench.By, Token));

        Assert.False(form.IsDirty);
        Assert.Equal(2, bench.Get<SettingsStore>().Get<PollingSettings>().ActiveSeconds);
        Assert.Equal(["203.0.113.0/24", "198.51.100.7"], bench.Get<SettingsStore>().Get<NetworkSettings>().OwnNetworks);
        var audit = await bench.AuditAsync();
        Assert.Equal(2, audit.Count);
        Assert.Contains(audit, e => e is { Action: "settings.change", Target: "Polling", Detail: "ActiveSeconds: 5 → 2", Actor: "olga" });
        Assert.Contains(audit, e => e is { Target: "Network", Detail: "OwnNetworks: none → 203.0.113.0/24, 198.51.100.7" });
    }

    [Fact]
    public async Task Wrong_values_are_told_at_their_field_and_nothing_is_saved()
    {
        await using var bench = await Workbench.WithAsync();
        var form = bench.Make<SettingsForm>();
        form.Polling = form.Polling with { ActiveSeconds = 0 };
        form.History = form.History with { WatchedPercent = 101 };
        form.Networks = "home";
        form.Site = new SiteSettings { TimeZone = "Moon/Crater", Culture = "en-GB" };

        Assert.False(await form.SaveAsync(Workbench.By, Token));

        Assert.Equal("Must be between 1 and 300 seconds.", form.Problem<PollingSettings>(nameof(PollingSettings.ActiveSeconds)));
        Assert.Equal("Must be between 1 and 100 percent.", form.Problem<HistorySettings>(nameof(HistorySettings.WatchedPercent)));
        Assert.StartsWith("'home' is no network", form.Problem<NetworkSettings>(nameof(NetworkSettings.OwnNetworks)), StringComparison.Ordinal);
        Assert.StartsWith("'Moon/Crater' is no known time zone", form.Problem<SiteSettings>(nameof(SiteSettings.TimeZone)), StringComparison.Ordinal);
        Assert.Null(form.Problem<PollingSettings>(nameof(PollingSettings.IdleSeconds)));
        Assert.Empty(await bench.AuditAsync());
    }

    [Fact]
    public async Task A_configured_value_is_locked_and_named()
    {
        await using var bench = await Workbench.WithAsync(("MediaInsight:Polling:IdleSeconds", "7"));
        var form = bench.Make<SettingsForm>();

        Assert.Equal(7, form.Polling.IdleSeconds);
        Assert.True(form.IsFixed<PollingSettings>(nameof(PollingSettings.IdleSeconds)));
        Assert.False(form.IsFixed<PollingSettings>(nameof(PollingSettings.ActiveSeconds)));
        Assert.Equal("MediaInsight__Polling__IdleSeconds", SettingsForm.Variable<PollingSettings>(nameof(PollingSettings.IdleSeconds)));
    }

    [Fact]
    public async Task Delivery_and_measuring_are_set_here_and_checked()
    {
        await using var bench = await Workbench.WithAsync();
        var form = bench.Make<SettingsForm>();
        form.Folders = "media";
        form.Notifications = form.Notifications with { KeepSentDays = 0 };
        Assert.False(await form.SaveAsync(Workbench.By, Token));
        Assert.Equal("'media' is no full path of a folder (/media).", form.Problem<MonitoringSettings>(nameof(MonitoringSettings.Paths)));
        Assert.Equal("Must be between 1 and 3650 days.", form.Problem<NotificationsSettings>(nameof(NotificationsSettings.KeepSentDays)));

        form.Folders = "/media\n/backup\n";
        form.Notifications = form.Notifications with { KeepSentDays = 7 };
        form.Monitoring = form.Monitoring with { IntervalSeconds = 30 };
        Assert.True(form.IsDirty);
        Assert.True(await form.SaveAsync(Workbench.By, Token));

        Assert.False(form.IsDirty);
        var store = bench.Get<SettingsStore>();
        Assert.Equal((7, 90, 30), (store.Get<NotificationsSettings>().KeepSentDays, store.Get<NotificationsSettings>().KeepDeadDays, store.Get<MonitoringSettings>().IntervalSeconds));
        Assert.Equal(["/media", "/backup"], store.Get<MonitoringSettings>().Paths);
        Assert.Contains(await bench.AuditAsync(), e => e is { Target: "Monitoring", Detail: "IntervalSeconds: 60 → 30; Paths: none → /media, /backup" });
    }

    [Fact]
    public async Task Discarding_brings_the_stored_values_back()
    {
        await using var bench = await Workbench.WithAsync();
        var form = bench.Make<SettingsForm>();
        form.History = form.History with { RetentionDays = 30 };

        form.Reset();

        Assert.False(form.IsDirty);
        Assert.Equal(0, form.History.RetentionDays);
    }
}
