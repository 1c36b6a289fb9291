using Bunit;
using MediaInsight.Components.Ui;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Ingest;
using MediaInsight.Servers;
using MediaInsight.Tests.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Radzen;

namespace MediaInsight.Tests.Components.Pages;

/// <summary>The whole program, for the pages of one test class; nobody reads its servers.</summary>
public sealed class SharedProgram : IAsyncLifetime
{
    internal SiteFactory Site { get; } = SiteFactory.WithOwner();

    public async ValueTask InitializeAsync()
    {
        foreach (var pumps in Site.Services.GetServices<IHostedService>().OfType<ServerPumpSupervisor>())
        {
            await pumps.StopAsync(Xunit.TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        Site.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Pages that are pressed and not only read, with the program's real services behind them.</summary>
public abstract class PressedPages : BunitContext
{
    private readonly SharedProgram _program;
    private readonly IServiceScope _scope;

    internal PressedPages(SharedProgram program)
    {
        _program = program;
        _scope = program.Site.Services.CreateScope();
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Services.AddUi();
        Services.AddFallbackServiceProvider(_scope.ServiceProvider);

        // Lists of services are not asked of the other provider.
        Services.AddSingleton(Get<IDemoControl>()).AddSingleton(Get<IServerHistoryRemoval>()).AddSingleton(Get<IServerRefreshes>());
        SetRendererInfo(new("Server", true));
    }

    private protected static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private protected SiteFactory Site => _program.Site;

    private protected string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private protected IEnumerable<string> Toasts => Services.GetRequiredService<NotificationService>().Messages.Select(m => m.Summary);

    private protected T Get<T>() where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>What every dialog is answered with.</summary>
    private protected void Answer(object answer)
    {
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (_, _, _, _) => dialogs.Close(answer);
    }

    private protected IRenderedComponent<T> Show<T>(string address)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<T>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(Readers.Admin()))));
    }

    private protected async Task<MediaServer> ServerAsync(string name, bool isDemo = false)
    {
        var added = await Get<ServerRegistry>().AddAsync(new(ServerKind.Jellyfin, name, $"http://127.0.0.1:9/{Guid.CreateVersion7():N}/", "token", null), null, Token, isDemo: isDemo);
        return added.Server!; // non-null: the entry is valid
    }

    /// <summary>Presses the button that says so, as soon as there is one; in a part of the page when that is named.</summary>
    private protected static async Task PressAsync<T>(IRenderedComponent<T> cut, string words, string within = "")
        where T : IComponent
    {
        cut.WaitForAssertion(() => Assert.Contains(words, cut.FindAll($"{within} button").Select(b => b.TextContent.Trim())));

        // On the page's own thread: nothing is drawn between finding it and pressing it.
        await cut.InvokeAsync(() => cut.FindAll($"{within} button").First(b => b.TextContent.Trim() == words).Click());
    }

    /// <summary>Returns when the audit log has such an entry.</summary>
    private protected Task UntilWrittenAsync(Func<AuditEntry, bool> isIt) =>
        Infrastructure.Site.UntilAsync(async () => (await Site.AuditAsync()).Any(isIt), found => found);

    private protected async Task SqlAsync(string sql)
    {
        await using var db = await Get<IDbContextFactory<MediaInsightDb>>().CreateDbContextAsync(Token);
        await db.Database.ExecuteSqlRawAsync(sql, Token);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _scope.Dispose();
        }
    }
}
