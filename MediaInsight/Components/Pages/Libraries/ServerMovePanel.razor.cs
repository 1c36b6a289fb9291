using System.Data.Common;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History.Changes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Components.Pages.Libraries;

/// <summary>"Move the history of this server to that one": choice, preview, act.</summary>
public sealed partial class ServerMovePanel : IDisposable
{
    /// <summary>Of what has no counterpart; the rest is a number.</summary>
    private const int Named = 50;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<MovableServer> _servers = [];
    private ServerId? _from;
    private ServerId? _to;
    private ServerMovePlan? _plan;
    private string? _problem;
    private string? _words;
    private bool _busy;
    private long _done;
    private long _all;

    [CascadingParameter]
    private Task<AuthenticationState> SignedIn { get; set; } = null!;   // non-null: cascaded to every page

    [Inject]
    private ServerMove Move { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    private IReadOnlyList<Choice<ServerId?>> Olds =>
        [new(null, "Choose…"), .. _servers.Where(s => s.Plays > 0).Select(s => new Choice<ServerId?>(s.Id, $"{s.Name}{(s.IsDeleted ? " (deleted)" : "")}, {Formats.Count(s.Plays, "play", culture: Clock.Culture)}"))];

    private IReadOnlyList<Choice<ServerId?>> News =>
        [new(null, "Choose…"), .. _servers.Where(s => !s.IsDeleted && s.Id != _from && (_from is null || s.Kind == _servers.FirstOrDefault(o => o.Id == _from)?.Kind)).Select(s => new Choice<ServerId?>(s.Id, s.Name))];

    protected override Task OnInitializedAsync() => TryAsync(null, async token => _servers = await Move.ServersAsync(token));

    private void Choose(ServerId? from, ServerId? to) => (_from, _to, _plan, _problem) = (from, to == from ? null : to, null, null);

    private Task PlanAsync() => TryAsync("Looking for titles…", async token =>
    {
        if (_from is { } from && _to is { } to)
        {
            _plan = await Move.PlanAsync(from, to, new Progress<(int Done, int All)>(p => Show(p.Done, p.All)), token);
            _problem = _plan is null ? "The two cannot be the same server: one is gone, or they are of different products." : null;
        }
    });

    // Not bound to the page: what was begun is brought to its end when the reader goes on.
    private Task RunAsync() => TryAsync("Moving plays…", async _ =>
    {
        if (_plan is { } plan)
        {
            (_done, _all) = (0, plan.Plays);
            var outcome = await Move.RunAsync(plan, (await SignedIn).User, new Progress<int>(n => Show(n, plan.Plays)), CancellationToken.None);
            Toasts.Success($"{Formats.Count(outcome.Done, "play", culture: Clock.Culture)} went over to {plan.To.Name}", "It can be undone under Data care.");
            (_plan, _from, _to) = (null, null, null);
            _servers = await Move.ServersAsync(CancellationToken.None);
        }
    });

    private async Task TryAsync(string? words, Func<CancellationToken, Task> act)
    {
        (_busy, _words, _done, _all) = (true, words, 0, 0);
        try
        {
            await act(_gone.Token);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            _problem = "The database did not answer. What was done stands under recent changes.";
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            _busy = false;
        }
    }

    private void Show(long done, long all)
    {
        (_done, _all) = (done, all);
        if (!_gone.IsCancellationRequested)
        {
            _ = InvokeAsync(StateHasChanged);
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
