using MediaInsight.Libraries;
using MediaInsight.Live;
using MediaInsight.Platform;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

public static class IngestModule
{
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddSingleton<SnapshotQueue>();
        services.AddSingleton<GapLog>();
        services.AddHostedService(provider => provider.GetRequiredService<GapLog>());
        services.AddSingleton<SessionPipeline>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionPipeline>());
        services.AddSingleton<ServerRefresh>();
        services.AddHostedService(provider => provider.GetRequiredService<ServerRefresh>());
        services.AddSingleton<IServerRefreshes>(provider => provider.GetRequiredService<ServerRefresh>());
        services.AddSingleton<ISessionEnding, SessionEnding>();
        services.AddSingleton<IServerHistoryRemoval, ServerRemoval>();
        services.AddSingleton<IJob, ServerRefreshJob>();
        services.AddSingleton<LibrarySync>();
        services.AddSingleton<LibrarySyncs>();
        services.AddHostedService(provider => provider.GetRequiredService<LibrarySyncs>());
        services.AddSingleton<ILibrarySyncs>(provider => provider.GetRequiredService<LibrarySyncs>());
        services.AddSingleton<IJob, LibrarySyncJob>();
        services.AddSingleton<CatchUp>();
        services.AddHostedService(provider => provider.GetRequiredService<CatchUp>());
        services.AddSingleton<ICatchUp>(provider => provider.GetRequiredService<CatchUp>());
        services.AddSingleton<IJob, CatchUpJob>();
        services.AddSingleton<IJob, ServerUpdateJob>();
        services.AddSingleton<IJob, ServerTrafficJob>();
        services.AddHostedService<HostFiguresReading>();
        services.AddHostedService<ServerPumpSupervisor>();
        return services;
    }
}
