using MediaInsight.Identity;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Servers;

/// <summary>The second step of the first run: a server, or a household to look around in.</summary>
public sealed partial class SetupServersPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool _done;
    private bool _busy;
    private int _round;
    private string? _what;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private IEnumerable<IDemoControl> Demos { get; set; } = [];

    [Inject]
    private AuditLog Audit { get; set; } = null!;   // non-null: injected

    private IDemoControl? Demo => Demos.FirstOrDefault();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Saved(MediaServer server) => Finish($"{server.Name} is watched from now on.");

    private async Task StartDemoAsync()
    {
        if (Demo is not { } demo)
        {
            return;
        }

        _busy = true;
        try
        {
            // First: it goes on when the page is left.
            await Audit.RecordAsync(AuditContext.Of((await SignedIn).User), "demo.start", null, null, _gone.Token);
            await demo.StartAsync(_gone.Token);
            Finish("An invented household is playing. Remove it on the Servers page when you add your own.");
        }
        finally
        {
            _busy = false;
        }
    }

    private void Finish(string what)
    {
        _what = what;
        _done = true;
        _round++;
    }
}
