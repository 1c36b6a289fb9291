using MediaInsight.Live;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Platform;

namespace MediaInsight.Notifications;

public static class NotificationsModule
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<Outbox>();
        services.AddSingleton<ChannelSecrets>();
        services.AddSingleton<ChannelStore>();
        services.AddSingleton<ChannelTest>();
        services.AddSingleton<Attempt>();
        services.AddSingleton<DeliveryEnding>();
        services.AddSingleton<DeliveryLog>();
        services.AddSingleton(provider => new LiveFeed<DeliveriesSignal>(new(0), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromMilliseconds(250)));
        return services;
    }
}
