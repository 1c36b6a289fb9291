using MediaInsight.Notifications.Sending;
using MediaInsight.Servers;

namespace MediaInsight.Demo;

public static class DemoModule
{
    public const string Key = "MediaInsight:Demo";

    /// <summary>What is wrong with the configuration, naming the variable.</summary>
    public static IEnumerable<string> Validate(IConfiguration configuration) =>
        configuration[Key] is { Length: > 0 } given && !bool.TryParse(given, out _) ? [$"MediaInsight__Demo: '{given}' must be true or false."] : [];

    internal static bool IsAsked(IConfiguration configuration) => bool.TryParse(configuration[Key], out var asked) && asked;

    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<IServerTransport>(provider => new DemoTransport(new SocketTransport(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IInnerReceiver, DemoPhone>();
        services.AddSingleton<DemoNotices>();
        services.AddSingleton<DemoControl>().AddSingleton<IDemoControl>(provider => provider.GetRequiredService<DemoControl>());
        services.AddHostedService<DemoStart>();
        return services;
    }
}
