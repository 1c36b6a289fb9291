using System.Diagnostics;
using Microsoft.Playwright;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>
/// One headless Chromium for all browser tests, found by MEDIAINSIGHT_CHROMIUM, on the PATH or in Playwright's cache; where
/// the machine allows it is installed. Browser tests never skip: without one they fail with the command to type.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Advice = "No Chromium was found. Install one (Debian: apt-get install chromium) or name it: MEDIAINSIGHT_CHROMIUM=/path/to/chromium dotnet test";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>By the test that opened it.</summary>
    private readonly Dictionary<IBrowserContext, string?> _open = [];

    public async ValueTask InitializeAsync()
    {
        var program = Find() ?? Install() ?? throw new InvalidOperationException(Advice);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A reader of their own: cookies, size, colour scheme. Those of tests that are over are closed: a page left open goes on drawing.</summary>
    public async Task<IPage> OpenAsync(Uri address, int width = 1440, ColorScheme scheme = ColorScheme.Dark)
    {
        var test = TestContext.Current.Test?.UniqueID;
        foreach (var (over, _) in _open.Where(o => o.Value != test).ToList())
        {
            _open.Remove(over);
            await over.CloseAsync();
        }

        var context = await _browser!.NewContextAsync(new() // non-null: after InitializeAsync
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 900 },
            ColorScheme = scheme,
        });
        _open.Add(context, test);
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("MEDIAINSIGHT_CHROMIUM") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new InvalidOperationException($"MEDIAINSIGHT_CHROMIUM names '{named}', which does not exist.");
        }

        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var onPath = new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }
            .SelectMany(_ => path, (name, folder) => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return onPath ?? Cached();
    }

    private static string? Cached()
    {
        var folder = Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "ms-playwright");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).FirstOrDefault(f => Path.GetFileName(f) is "chrome" or "chromium" or "headless_shell" or "chrome-headless-shell")
            : null;
    }

    private static string? Install()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/apt-get"))
        {
            return null;
        }

        foreach (var arguments in new[] { "update -qq", "install -y -qq --no-install-recommends chromium" })
        {
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/apt-get", arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } });
            process!.WaitForExit(); // non-null: a new process was started
        }

        return Find();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
