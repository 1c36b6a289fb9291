using MediaInsight.Alerting;
using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Daily;
using MediaInsight.Data.Events;
using MediaInsight.History;
using MediaInsight.History.Changes;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Jobs;
using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Monitoring;
using MediaInsight.Newsletters;
using MediaInsight.Notifications;
using MediaInsight.Servers;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Data;

/// <summary>
/// The whole model, whatever the database. Entities and their configuration live with their feature; this type and the
/// migrations are the only ones of this module that may name them.
/// </summary>
public abstract class MediaInsightDb(DbContextOptions options) : IdentityDbContext<AppUser>(options)
{
    public DbSet<StoredSetting> Settings => Set<StoredSetting>();
    public DbSet<MediaServer> Servers => Set<MediaServer>();
    public DbSet<ServerGap> ServerGaps => Set<ServerGap>();
    public DbSet<CatchUpRun> CatchUpRuns => Set<CatchUpRun>();
    public DbSet<Viewer> Viewers => Set<Viewer>();
    public DbSet<ServerUser> ServerUsers => Set<ServerUser>();
    public DbSet<ViewerMerge> ViewerMerges => Set<ViewerMerge>();
    public DbSet<MergeDismissal> MergeDismissals => Set<MergeDismissal>();
    public DbSet<ForgottenAccount> ForgottenAccounts => Set<ForgottenAccount>();
    public DbSet<MediaLibrary> Libraries => Set<MediaLibrary>();
    public DbSet<MediaItem> MediaItems => Set<MediaItem>();
    public DbSet<MediaFile> MediaFiles => Set<MediaFile>();
    public DbSet<MediaProviderId> MediaProviderIds => Set<MediaProviderId>();
    public DbSet<MediaRelink> MediaRelinks => Set<MediaRelink>();
    public DbSet<LibrarySyncState> LibrarySyncStates => Set<LibrarySyncState>();
    public DbSet<LibrarySyncRun> LibrarySyncRuns => Set<LibrarySyncRun>();
    public DbSet<PlayDevice> PlayDevices => Set<PlayDevice>();
    public DbSet<StreamProfile> StreamProfiles => Set<StreamProfile>();
    public DbSet<Play> Plays => Set<Play>();
    public DbSet<PlaySegment> PlaySegments => Set<PlaySegment>();
    public DbSet<ActivePlay> ActivePlays => Set<ActivePlay>();
    public DbSet<PlaySource> PlaySources => Set<PlaySource>();
    public DbSet<PlayEvent> PlayEvents => Set<PlayEvent>();
    public DbSet<TranscodeRecord> TranscodeRecords => Set<TranscodeRecord>();
    public DbSet<SessionAction> SessionActions => Set<SessionAction>();
    public DbSet<DataChange> DataChanges => Set<DataChange>();
    public DbSet<DataChangeRow> DataChangeRows => Set<DataChangeRow>();
    public DbSet<DeletedPlay> DeletedPlays => Set<DeletedPlay>();
    public DbSet<SavedFilter> SavedFilters => Set<SavedFilter>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<DailyStat> DailyStats => Set<DailyStat>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<ShareLink> ShareLinks => Set<ShareLink>();
    public DbSet<SavedReport> Reports => Set<SavedReport>();
    public DbSet<DashboardLayout> DashboardLayouts => Set<DashboardLayout>();
    public DbSet<AppEvent> AppEvents => Set<AppEvent>();
    public DbSet<NotificationChannel> NotificationChannels => Set<NotificationChannel>();
    public DbSet<NotificationDelivery> NotificationDeliveries => Set<NotificationDelivery>();
    public DbSet<NotificationRule> NotificationRules => Set<NotificationRule>();
    public DbSet<NotificationRuleChannel> NotificationRuleChannels => Set<NotificationRuleChannel>();
    public DbSet<RuleProgress> RuleProgress => Set<RuleProgress>();
    public DbSet<AlertRule> AlertRules => Set<AlertRule>();
    public DbSet<AlertLogEntry> AlertLog => Set<AlertLogEntry>();
    public DbSet<SystemSample> SystemMetrics => Set<SystemSample>();
    public DbSet<ServerSample> ServerMetrics => Set<ServerSample>();
    public DbSet<Newsletter> Newsletters => Set<Newsletter>();
    public DbSet<NewsletterOptOut> NewsletterOptOuts => Set<NewsletterOptOut>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ModelConventions.Configure(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(MediaInsightDb).Assembly);
        ModelConventions.Name(builder);
    }
}

public sealed class SqliteMediaInsightDb(DbContextOptions<SqliteMediaInsightDb> options) : MediaInsightDb(options);
