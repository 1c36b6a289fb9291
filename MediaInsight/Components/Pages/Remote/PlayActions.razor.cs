using System.Data.Common;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Remote;

/// <summary>What was done to one play by remote control, for readers who may do so themselves; nothing for others and for plays left alone.</summary>
public sealed partial class PlayActions : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<SessionAction> _actions = [];
    private PlayId? _read;

    [Parameter, EditorRequired]
    public PlayId Play { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private SessionActionLog Log { get; set; } = null!;   // non-null: injected

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_read == Play || Authentication is null)
        {
            return;
        }

        (_read, _actions) = (Play, []);
        var reader = CurrentReader.Of((await Authentication).User);
        if (!reader.Can(Permissions.ControlSessions))
        {
            return;
        }

        try
        {
            var read = Play;
            var actions = await Log.OfAsync(read, reader.Scope, _gone.Token);
            _actions = _read == read ? actions : _actions;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The reader has left.
        }
        catch (DbException)
        {
            // The play itself matters more: it is shown without.
        }
    }
}
