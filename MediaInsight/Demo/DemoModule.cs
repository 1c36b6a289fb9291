using MediaInsight.Servers;

namespace MediaInsight.Demo;

public static class DemoModule
{
    public const string Key = "MediaInsight:Demo";

    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<IServerTransport>(provider => new DemoTransport(new SocketTransport(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDemoControl, DemoControl>();
        services.AddHostedService<DemoStart>();
        return services;
    }
}
