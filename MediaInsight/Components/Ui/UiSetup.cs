using MediaInsight.Domain;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;

namespace MediaInsight.Components.Ui;

public static class UiSetup
{
    /// <summary>What the components need: dialogs, toasts, and the site's clock unless the application brought its own.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.AddScoped<Dialogs>();
        services.AddScoped<Toasts>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Handover>();
        services.AddScoped<Pages.Notifications.Rules.PendingRule>();
        services.TryAddSingleton(provider => new SiteClock(provider.GetRequiredService<TimeProvider>(), () => provider.GetService<SiteSettings>() ?? new SiteSettings()));
        return services;
    }
}
