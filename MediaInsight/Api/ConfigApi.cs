using MediaInsight.Api.Contracts;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Libraries;
using MediaInsight.Monitoring;
using MediaInsight.Platform;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediaInsight.Api;

/// <summary>What is in force, without secrets.</summary>
internal static class ConfigApi
{
    public static void MapConfig(this IEndpointRouteBuilder app)
    {
        app.MapGet("/config", Config).DisableCookieRedirect().RequireAuthorization(Permissions.ManageSettings).WithName("Config").WithTags("Configuration").WithSummary("Settings in force, without secrets");
        app.MapGet("/api/v1/config", Config).RequireAuthorization(Permissions.ManageSettings).WithName("ConfigV1").WithTags("Configuration").WithSummary("Settings in force, without secrets");
    }

    private static JsonHttpResult<object> Config(AppPaths paths, SettingsStore settings, ServerRegistry servers) => TypedResults.Json(InForce(paths, settings, servers), ApiJson.Options);

    internal static object InForce(AppPaths paths, SettingsStore settings, ServerRegistry servers) =>
        new
        {
            Version = typeof(ConfigApi).Assembly.GetName().Version?.ToString(3),
            DataPath = paths.Data,
            DatabasePath = paths.Database,
            Site = settings.Get<SiteSettings>(),
            Polling = settings.Get<PollingSettings>(),
            Network = settings.Get<NetworkSettings>(),
            History = settings.Get<HistorySettings>(),
            Libraries = settings.Get<LibrariesSettings>(),
            Monitoring = settings.Get<MonitoringSettings>(),
            Privacy = new { Addresses = settings.Get<PrivacySettings>().Addresses.ToString() },
            Servers = servers.All.Select(s => new { Id = s.Id.ToString(), Kind = Words.Of(s.Kind), s.Name, s.Url, s.IsEnabled, s.IsFromConfiguration, s.IsDemo }),
        };
}
