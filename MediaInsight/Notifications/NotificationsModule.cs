using MediaInsight.Live;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Platform;
using MediaInsight.Notifications.Discord;
using MediaInsight.Notifications.Generic;
using MediaInsight.Notifications.Sending;
using MediaInsight.Notifications.Slack;
using MediaInsight.Platform.Http;

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
        return services.AddSenders();
    }

    private static IServiceCollection AddSenders(this IServiceCollection services)
    {
        services.AddSingleton(provider => OutgoingGuard.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ChannelHttp>();
        services.AddSingleton<INotificationSender, DiscordSender>();
        services.AddSingleton<INotificationSender, SlackSender>();
        services.AddSingleton<INotificationSender, GenericSender>();
        return services;
    }
}
