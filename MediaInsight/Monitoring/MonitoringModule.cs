using MediaInsight.Monitoring.Linux;

namespace MediaInsight.Monitoring;

public static class MonitoringModule
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        services.AddSingleton<SystemNow>();
        services.AddSingleton<SystemMetrics>();
        services.AddSingleton(new ProcFiles("/"));
        services.AddSingleton<MachineMeter>();
        services.AddSingleton(provider => new GpuMeter(
            GpuMeter.Find(Environment.GetEnvironmentVariable("PATH")), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<GpuMeter>>()));
        services.AddSingleton(provider => new DiskMeter(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SystemSampler>();
        services.AddHostedService<SystemCollector>();
        return services;
    }
}
