namespace MediaInsight.History;

public static class HistoryModule
{
    public static IServiceCollection AddHistory(this IServiceCollection services)
    {
        services.AddSingleton<PlayRecorder>();
        services.AddSingleton<HistoryQuery>();
        return services;
    }
}
