using System.Net.Sockets;
using MediaInsight.Alerting;
using MediaInsight.Analytics;
using MediaInsight.Api;
using MediaInsight.Components;
using MediaInsight.Components.Pages.Jobs;
using MediaInsight.Components.Pages.Logs;
using MediaInsight.Components.Pages.Newsletters;
using MediaInsight.Components.Pages.Operator;
using MediaInsight.Components.Pages.Reviews;
using MediaInsight.Components.Pages.Shares;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Data.Backup;
using MediaInsight.Demo;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Ingest;
using MediaInsight.Jobs;
using MediaInsight.Live;
using MediaInsight.Monitoring;
using MediaInsight.Newsletters;
using MediaInsight.Notifications;
using MediaInsight.Platform;
using MediaInsight.Platform.Logging;
using MediaInsight.Platform.Web;
using MediaInsight.Servers;
using MediaInsight.Viewers;
using Microsoft.AspNetCore.DataProtection;

namespace MediaInsight;

/// <summary>Puts the modules together: one line per module, lowest first.</summary>
public static class MediaInsightApp
{
    private static readonly TimeSpan LoopsEndIn = TimeSpan.FromSeconds(30);

    /// <summary>Exit code 1 when the program refuses to start, with one message that says why.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        NativeMemory.Share();
        try
        {
            int? code;
            do
            {
                code = await RunOnceAsync(args);
            }
            while (code is null);
            return code.Value;
        }
        catch (StartRefused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    /// <summary>The exit code; null when the program is to start again.</summary>
    private static async Task<int?> RunOnceAsync(string[] args)
    {
        var builder = CreateBuilder(args);
        ConfigurationCheck.Run(builder.Configuration);
        var (paths, taken) = TakeFolder(ConfigurationCheck.DataPathOf(builder.Configuration));
        using var held = taken ?? throw new StartRefused($"Another MediaInsight is running on the data folder {paths.Data}. Stop it first; two programs would undo each other's work.");
        if (DatabaseCommands.Knows(args))
        {
            return await DatabaseCommands.RunAsync(args, paths, Console.Out, CancellationToken.None);
        }

        AddMediaInsight(builder, paths);

        // The container lets go of the folder as soon as the program's parts are gone, whoever hosts it.
        builder.Services.AddSingleton(_ => held);
        await using var app = builder.Build();
        await StartAsync(app);
        if (args is ["reset-password", ..])
        {
            return await PasswordReset.RunAsync(
                app.Services,
                args.ElementAtOrDefault(1) ?? throw new StartRefused("Say whose: MediaInsight reset-password <user>."),
                CancellationToken.None);
        }

        if (ListenAddresses.Probe(builder.Configuration) is { } reason)
        {
            throw new StartRefused($"MediaInsight did not start. {reason}");
        }

        UseMediaInsight(app);

        // Afterwards the container is gone.
        var restart = app.Services.GetRequiredService<AppRestart>();
        List<BackgroundService> loops = [.. app.Services.GetServices<IHostedService>().OfType<BackgroundService>()];
        try
        {
            await app.StartAsync();
        }
        catch (Exception e) when (e is IOException or SocketException && ListenAddresses.Problem(e, builder.Configuration) is not null)
        {
            // What had begun ends in order.
            await app.StopAsync();
            throw new StartRefused($"MediaInsight did not start. {ListenAddresses.Problem(e, builder.Configuration)}");
        }

        await app.WaitForShutdownAsync();
        await app.DisposeAsync();

        if (!restart.IsAsked)
        {
            return 0;
        }

        // What has not ended yet must not write into the database that follows.
        await Task.WhenAny(Task.WhenAll(loops.Select(l => l.ExecuteTask).OfType<Task>()), Task.Delay(LoopsEndIn, TimeProvider.System));
        return null;
    }

    private static (AppPaths Paths, DataLock? Held) TakeFolder(string path)
    {
        try
        {
            var paths = new AppPaths(path);
            return (paths, DataLock.TryTake(paths));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartRefused($"MediaInsight did not start: the data folder cannot be used.{Environment.NewLine}  - {ConfigurationCheck.DataFolderProblem(path, e.Message)}");
        }
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        // Files lie beside the program, whatever the working directory; a built, unpublished one finds its assets by the build's manifest.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. args.Select(a => a == "--demo" ? "--MediaInsight:Demo=true" : a)],
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (!Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")))
        {
            builder.WebHost.UseStaticWebAssets();
        }

        return builder;
    }

    private static void AddMediaInsight(WebApplicationBuilder builder, AppPaths paths)
    {
        builder.AddAppLogging(paths);
        builder.Services.AddHostedService<MemoryRest>();
        var services = builder.Services;
        services.AddSingleton(paths);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<AppRestart>();
        services.AddDataProtection().SetApplicationName("MediaInsight").PersistKeysToFileSystem(new(paths.Keys));
        services.AddSingleton<SecretProtector>();
        services.AddProxy(builder.Configuration);
        services.AddData();
        services.AddServers();
        services.AddIdentityModule();
        services.AddJobs();
        services.AddMonitoring();
        services.AddViewers();
        services.AddLive();
        services.AddHistory();
        services.AddNotifications();
        services.AddAnalytics();
        services.AddAlerting();
        services.AddIngest();
        services.AddNewsletters();
        services.AddApi(builder.Configuration);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddJobsLive().AddLogsLive().AddOperatorSignals();
        services.AddShareLimits().AddSingleton<ReviewDrawing>();
        services.AddUi();
        services.AddSingleton(provider => new SiteClock(provider.GetRequiredService<TimeProvider>(), () => provider.GetRequiredService<SettingsStore>().Get<SiteSettings>()));
        services.AddDemo();
    }

    /// <summary>Everything that must be true before the first request: the schema, the owner, the servers.</summary>
    private static async Task StartAsync(WebApplication app)
    {
        app.Services.GetRequiredService<DataLock>();
        var restored = app.Services.GetRequiredService<PendingRestore>().Apply();
        await app.Services.GetRequiredService<DatabaseStart>().RunAsync(CancellationToken.None);
        await app.Services.GetRequiredService<IdentityStart>().RunAsync(CancellationToken.None);
        if (restored is not null)
        {
            await app.Services.GetRequiredService<AuditLog>().RecordAsync(AuditContext.System, "backup.restore", restored.Source, $"Asked for by {restored.Actor}.", CancellationToken.None);
        }

        var settings = app.Services.GetRequiredService<SettingsStore>();
        if (settings.Get<InstallationSettings>().Id.Length == 0)
        {
            await settings.SetAsync(new InstallationSettings { Id = $"mediainsight-{Guid.CreateVersion7():N}" }, CancellationToken.None);
        }

        await app.Services.GetRequiredService<ForgottenMarkers>().SaltAsync(CancellationToken.None);
        var registry = app.Services.GetRequiredService<ServerRegistry>();
        await registry.LoadAsync(CancellationToken.None);
        if (await ConfiguredServers.ApplyAsync(app.Configuration, registry, CancellationToken.None) is { Count: > 0 } problems)
        {
            throw new StartRefused("MediaInsight did not start: " + string.Join(Environment.NewLine + "  - ", problems.Prepend("the configured servers cannot be taken over.")));
        }
    }

    private static void UseMediaInsight(WebApplication app)
    {
        app.UseSecurityHeaders();
        app.RefuseWhileStopping();
        app.UseProxy();
        app.UseRequestLog();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRouting();
        app.UseCors();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseFirstRun();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapIdentityEndpoints();
        app.MapApi();
        app.MapReviewFiles();
        app.MapNewsletterOptOut();
        app.MapNoticePictures();
        app.MapLogFiles(Permissions.ManageSettings);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
    }
}
