using MediaInsight.History.Changes;
using MediaInsight.History.InMemory;
using MediaInsight.History.Privacy;
using MediaInsight.History.Quality;
using MediaInsight.Libraries;
using MediaInsight.Platform;
using MediaInsight.Viewers;

namespace MediaInsight.History;

public static class HistoryModule
{
    public static IServiceCollection AddHistory(this IServiceCollection services)
    {
        services.AddSingleton<PlayRecorder>();
        services.AddSingleton<PlayIndex>();
        services.AddHostedService<PlayIndexStart>();
        services.AddSingleton<IJob, PlayIndexUpkeep>();
        services.AddSingleton<HistoryQuery>();
        services.AddSingleton<HistoryExport>();
        services.AddSingleton<TranscodeHistoryQuery>();
        services.AddSingleton<TranscodeCounts>();
        services.AddSingleton<HistoryOptions>();
        services.AddSingleton<FinishedPlays>();
        services.AddSingleton<ServerHistory>();
        services.AddSingleton<Relinks>();
        services.AddSingleton<IRelinks>(provider => provider.GetRequiredService<Relinks>());
        services.AddSingleton<RelinkByHand>();
        services.AddSingleton<DoNotTrack>();
        services.AddSingleton<ForgottenMarkers>();
        services.AddSingleton<DiscreetReadings>();
        services.AddSingleton<TrackingSwitch>();
        services.AddSingleton<PersonForgetting>();
        services.AddSingleton<IJob, HistoryCleanupJob>();
        services.AddSingleton<IJob, WatchedMarksJob>();
        services.AddSingleton<ChangeLog>();
        services.AddSingleton<PlayBin>();
        services.AddSingleton<BinQuery>();
        services.AddSingleton<IPersonTraces, BinTraces>();
        services.AddSingleton<ChangeUndo>();
        services.AddSingleton<PlayReassignment>();
        services.AddSingleton<ServerMove>();
        services.AddSingleton<QualityReport>();
        services.AddSingleton<QualityRepair>();
        services.AddSingleton<IJob, BinCleanupJob>();
        return services;
    }
}
