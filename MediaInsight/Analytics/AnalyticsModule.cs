using MediaInsight.Analytics.Daily;
using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Analytics.Viewing;
using MediaInsight.Platform;

namespace MediaInsight.Analytics;

public static class AnalyticsModule
{
    public static IServiceCollection AddAnalytics(this IServiceCollection services)
    {
        services.AddSingleton<StatisticReader>();
        services.AddSingleton<FilterCheck>();
        services.AddSingleton<HouseholdCounts>();
        services.AddSingleton<LibraryMakeup>();
        services.AddSingleton<LibraryHealth>();
        services.AddSingleton<OperatorFigures>();
        services.AddSingleton<TranscodeFigures>();
        services.AddSingleton<ConcurrencyReader>();
        services.AddSingleton<EngagementReader>();
        services.AddSingleton<WhoWatchedWhat>();
        services.AddSingleton<SavedFilters>();
        services.AddSingleton<DeviceScores>();
        services.AddSingleton<TimelineReader>();
        services.AddSingleton<DropOffReader>();
        services.AddSingleton<UnwatchedReader>();
        services.AddSingleton<BingeReader>();
        services.AddSingleton<RewatchReader>();
        services.AddSingleton<FirstLastSeenReader>();
        services.AddSingleton<BandwidthReader>();
        services.AddSingleton<PopularityReader>();
        services.AddSingleton<FavoriteGenres>();
        services.AddSingleton<DailyFigures>();
        services.AddSingleton<DailyStatsReader>();
        services.AddSingleton<DailyTrends>();
        services.AddSingleton<DailyRolls>();
        services.AddSingleton<IJob, DailyStatsJob>();
        services.AddSingleton<DailyStatsUpkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<DailyStatsUpkeep>());
        services.AddSingleton<ReviewReader>();
        services.AddSingleton<ReviewPosters>();
        services.AddSingleton<ShareLinks>();
        services.AddSingleton<SharedPages>();
        services.AddSingleton<ReportAnswers>();
        services.AddSingleton<SavedReports>();
        services.AddSingleton<DashboardLayouts>();
        services.AddSingleton<PlaysByDay>();
        services.AddSingleton<DashboardFigures>();
        services.AddSingleton<TopViewers>();
        services.AddSingleton<TopMedia>();
        services.AddSingleton<ServerActivity>();
        services.AddSingleton<RecentlyAdded>();
        services.AddSingleton<DashboardQuery>();
        services.AddSingleton<ViewerList>();
        services.AddSingleton<ViewerProfile>();
        services.AddSingleton<PlayTotals>();
        services.AddSingleton<LibraryList>();
        services.AddSingleton<LibraryItems>();
        services.AddSingleton<ItemFactsQuery>();
        services.AddSingleton<ItemProfile>();
        services.AddSingleton<MergeCandidates>();
        services.AddSingleton<CollectorQuery>();
        services.AddSingleton<UnobservedTimes>();
        services.AddSingleton<LibraryRuns>();
        return services;
    }
}
