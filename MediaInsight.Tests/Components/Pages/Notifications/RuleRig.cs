using Bunit;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Rules;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.History;
using MediaInsight.Live;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Platform;
using MediaInsight.Tests.Components.Pages.History;
using MediaInsight.Tests.History.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace MediaInsight.Tests.Components.Pages.Notifications;

/// <summary>The pages of rules on a real file: Ann and Bob, six plays that began in the last hours, as many channels as asked for.</summary>
public abstract class RuleRig : BunitContext
{
    internal RuleRig()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Care.Time);
        Services.AddUi();
        Services.AddSingleton<IDbContextFactory<MediaInsightDb>>(Care.Db);
        Services.AddSingleton(Care.Writer);
        Services.AddSingleton(Care.Settings);
        Services.AddSingleton(Care.Audit);
        Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        Services.AddSingleton<SecretProtector>();
        Services.AddSingleton<ChannelSecrets>();
        Services.AddSingleton<DeliveryEnding>();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddLogging();
        Services.AddSenders();
        Services.AddSingleton<Attempt>();
        Services.AddSingleton<ChannelTest>();
        Services.AddSingleton(new LiveFeed<DeliveriesSignal>(new(0), TimeProvider.System, TimeSpan.FromMilliseconds(50)));
        Services.AddSingleton(new Outbox(Care.Time));
        Services.AddSingleton<DeliveryLog>();
        Services.AddSingleton<ChannelStore>();
        Services.AddSingleton<NotificationRules>();
        Services.AddSingleton<ConditionChoices>();
        Services.AddSingleton<DryRun>();
        Services.AddSingleton<RulePreview>();
        using var db = Care.Db.CreateDbContext();
        foreach (var play in db.Plays.AsNoTracking().ToList())
        {
            db.PlayEvents.Add(new() { PlayId = play.Id, ServerId = play.ServerId, Kind = PlayEventKind.Started, At = play.StartedAt });
        }

        db.SaveChanges();

        SetRendererInfo(new("Server", true));

        // Every question is answered with yes.
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (_, _, _, _) => dialogs.Close(true);
    }

    internal CareRig Care { get; } = new();

    private protected NotificationRules Rules => Services.GetRequiredService<NotificationRules>();

    private protected string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private protected static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private protected NotificationChannel Channel(string name, bool isEnabled = true)
    {
        using var db = Care.Db.CreateDbContext();
        var channel = new NotificationChannel { Name = name, Kind = ChannelKind.Generic, Settings = "{}", IsEnabled = isEnabled, CreatedAt = CareRig.Now, UpdatedAt = CareRig.Now };
        db.Add(channel);
        db.SaveChanges();
        return channel;
    }

    /// <summary>Whatever leaves a trace in the audit log is refused, as by a full disk.</summary>
    private protected void RefuseToSave() => Care.Sql("CREATE TRIGGER full_disk BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");

    private protected IEnumerable<string> Toasts => Services.GetRequiredService<NotificationService>().Messages.Select(m => m.Summary);

    private protected IRenderedComponent<T> Show<T>(string address, Action<ComponentParameterCollectionBuilder<T>>? more = null)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<T>(p =>
        {
            p.AddCascadingValue(Task.FromResult(new AuthenticationState(CareRig.Admin)));
            more?.Invoke(p);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Care.Dispose();
        }
    }
}
