using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Rules;

namespace MediaInsight.Alerting;

public static class AlertingModule
{
    public static IServiceCollection AddAlerting(this IServiceCollection services) => services
        .AddSingleton<NotificationRules>()
        .AddSingleton<ConditionChoices>()
        .AddSingleton<DryRun>()
        .AddSingleton<RulePreview>()
        .AddHostedService<RuleEngine>();
}
