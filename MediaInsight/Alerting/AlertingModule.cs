using MediaInsight.Alerting.Alerts;
using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Facts;
using MediaInsight.Alerting.Producers;
using MediaInsight.Alerting.Rules;
using MediaInsight.Notifications;
using MediaInsight.Platform;
using MediaInsight.Viewers;

namespace MediaInsight.Alerting;

public static class AlertingModule
{
    public static IServiceCollection AddAlerting(this IServiceCollection services)
    {
        services.AddSingleton<NotificationRules>();
        services.AddSingleton<ConditionChoices>();
        services.AddSingleton<PictureLinks>();
        services.AddSingleton<DryRun>();
        services.AddSingleton<RulePreview>();
        services.AddSingleton<IPersonTraces, EventTraces>();
        services.AddSingleton<IJob, SummaryJob>();
        services.AddHostedService<MediaGrouping>();
        services.AddHostedService<RuleEngine>();
        services.AddSingleton<AlertChanges>();
        services.AddSingleton<AlertRules>();
        services.AddSingleton<AlertMeasures>();
        services.AddSingleton<AlertEvaluator>();
        services.AddSingleton<IJob, AlertEvaluator>(provider => provider.GetRequiredService<AlertEvaluator>());
        services.AddSingleton<AlertLogReader>();
        services.AddSingleton<IDeliveryOutcomes, AlertOutcomes>();
        return services;
    }
}
