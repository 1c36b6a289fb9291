namespace MediaInsight.Api;

public static class ApiModule
{
    private const string Cors = "api";

    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        services.AddProblemDetails();
        services.AddSingleton<MediaPictures>();
        services.AddSingleton<NowSocket>();
        services.AddSingleton<DiagnosticsBundle>();
        var origins = configuration.GetSection("MediaInsight:Cors:Origins").Get<string[]>() ?? [];
        services.AddCors(o => o.AddPolicy(Cors, p => p.WithOrigins(origins).WithMethods("GET").WithHeaders("Authorization")));
        return services;
    }

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapHealth();
        app.MapConfig();
        app.MapDiagnostics();
        app.MapImages();
        app.MapWebhooks();
        app.MapNow(isAlias: true);
        var v1 = app.MapGroup("/api/v1").RequireCors(Cors);
        v1.MapSessions();
        v1.MapNow(isAlias: false);
        v1.MapTranscodes();
        v1.MapAnalytics();
        v1.MapOverview();
        v1.MapSystem();
        v1.MapChannels();
        v1.MapAlerts();
        v1.MapSeries();
        v1.MapLibraryAnalytics();
        v1.MapViewing();
        v1.MapHabits();
        v1.MapReview();
        v1.MapHistory();
        v1.MapLibraries();
        app.MapStats();
        app.MapRefresh();
        v1.MapViewers();
        app.MapDebug();
        app.MapAdmin();
        app.MapDataCare();
    }
}
