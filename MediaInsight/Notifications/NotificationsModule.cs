using MediaInsight.Live;
using MediaInsight.Notifications.Apprise;
using MediaInsight.Notifications.Browser;
using MediaInsight.Notifications.Channels;
using MediaInsight.Notifications.Delivering;
using MediaInsight.Notifications.Discord;
using MediaInsight.Notifications.Email;
using MediaInsight.Notifications.Generic;
using MediaInsight.Notifications.Gotify;
using MediaInsight.Notifications.Matrix;
using MediaInsight.Notifications.Mattermost;
using MediaInsight.Notifications.Ntfy;
using MediaInsight.Notifications.Pushbullet;
using MediaInsight.Notifications.Pushover;
using MediaInsight.Notifications.Script;
using MediaInsight.Notifications.Sending;
using MediaInsight.Notifications.Slack;
using MediaInsight.Notifications.Teams;
using MediaInsight.Notifications.Telegram;
using MediaInsight.Notifications.Updates;
using MediaInsight.Platform.Http;
using MediaInsight.Platform;
using MediaInsight.Viewers;

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
        services.AddSingleton<IPersonTraces, DeliveryTraces>();
        services.AddSingleton<DeliveryResults>();
        services.AddHostedService<DeliveryLoop>();
        services.AddSingleton<IJob, DeliveryRetentionJob>();
        services.AddSingleton(provider => ReleaseFeed.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<OutgoingGuard>()));
        services.AddSingleton<IJob, AppUpdateJob>();
        services.AddSingleton(provider => new LiveFeed<DeliveriesSignal>(new(0), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromMilliseconds(250)));
        return services.AddSenders();
    }

    public static IServiceCollection AddSenders(this IServiceCollection services)
    {
        services.AddSingleton(provider => OutgoingGuard.From(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ChannelHttp>();
        services.AddSingleton<BrowserNotices>();
        services.AddSingleton(provider => ScriptFolder.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<INotificationSender, DiscordSender>();
        services.AddSingleton<INotificationSender, SlackSender>();
        services.AddSingleton<INotificationSender, GenericSender>();
        services.AddSingleton<INotificationSender, EmailSender>();
        services.AddSingleton<INotificationSender, TelegramSender>();
        services.AddSingleton<INotificationSender, NtfySender>();
        services.AddSingleton<INotificationSender, GotifySender>();
        services.AddSingleton<INotificationSender, PushoverSender>();
        services.AddSingleton<INotificationSender, PushbulletSender>();
        services.AddSingleton<INotificationSender, MatrixSender>();
        services.AddSingleton<INotificationSender, MattermostSender>();
        services.AddSingleton<INotificationSender, TeamsSender>();
        services.AddSingleton<INotificationSender, AppriseSender>();
        services.AddSingleton<INotificationSender, BrowserSender>();
        services.AddSingleton<INotificationSender, ScriptSender>();
        return services;
    }
}
