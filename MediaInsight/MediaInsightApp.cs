using MediaInsight.Data;
using MediaInsight.Platform;
using Microsoft.AspNetCore.DataProtection;

namespace MediaInsight;

/// <summary>Puts the modules together: one line per module, lowest first.</summary>
public static class MediaInsightApp
{
    public static async Task<int> RunAsync(string[] args)
    {
        // Files lie beside the program, whatever the working directory; a built, unpublished one finds its assets by the build's manifest.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (!Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")))
        {
            builder.WebHost.UseStaticWebAssets();
        }

        var paths = new AppPaths(builder.Configuration["MediaInsight:DataPath"] ?? "data");
        builder.Services.AddSingleton(paths);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDataProtection().SetApplicationName("MediaInsight").PersistKeysToFileSystem(new(paths.Keys));
        builder.Services.AddSingleton<SecretProtector>();
        builder.Services.AddData();
        var app = builder.Build();
        await app.Services.GetRequiredService<DatabaseStart>().RunAsync(CancellationToken.None);
        app.MapGet("/", () => "MediaInsight");
        await app.RunAsync();
        return 0;
    }
}
