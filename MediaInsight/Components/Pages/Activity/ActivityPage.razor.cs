using System.Globalization;
using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Activity;

/// <summary>Who watches what, now. The server and the opened stream are in the address.</summary>
public partial class ActivityPage
{
    private readonly CardShelf _shelf = new();
    private readonly CancellationTokenSource _gone = new();
    private ReadScope _scope = ReadScope.None;
    private ActivityTotals _totals = ActivityTotals.Of([]);
    private IReadOnlyList<Choice<ServerId?>> _servers = [];
    private ServerId? _only;
    private PlayId? _play;
    private LiveSession? _opened;
    private string? _problem;
    private bool _isOver;
    private bool _lag;
    private bool _isRead;
    private bool _isSweeping;
    private bool _mayControl;
    private SessionRemote? _remote;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "server")]
    private string? ServerText { get; set; }

    [SupplyParameterFromQuery(Name = "play")]
    private string? PlayText { get; set; }

    [Inject]
    private LiveSessions Sessions { get; set; } = null!;   // non-null: injected

    [Inject]
    private LiveServers Servers { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private TimeProvider Time { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    private (string Title, string Text, string? Action, string? Href) Empty =>
        Servers.Feed.Current.Servers.Length == 0
            ? ("Nobody is watching yet.", "Add a media server, and everyone who watches or listens shows up here at once.", "Add a server", AppUrls.AddServer)
            : _only is not null
                ? ("Nobody is watching on this server.", "As soon as somebody presses play it shows here by itself.", "Show all servers", AppUrls.Activity)
                : ("Nobody is watching.", "Enjoy the quiet. As soon as somebody presses play it shows here by itself.", "See what was watched", AppUrls.HistoryList);

    protected override async Task OnParametersSetAsync()
    {
        _scope = await ReaderScope.OfAsync(Authentication);
        _mayControl = Authentication is not null && CurrentReader.Of((await Authentication).User).Can(Permissions.ControlSessions);
        var isServer = int.TryParse(ServerText, NumberStyles.None, CultureInfo.InvariantCulture, out var server);
        if (_only != (isServer ? new ServerId(server) : null))
        {
            _only = isServer ? new(server) : null;
            _shelf.Clear();
        }

        var isPlay = PlayId.TryParse(PlayText, out var play);
        if (_play != (isPlay ? play : null))
        {
            (_play, _opened, _isOver) = (isPlay ? play : null, null, false);
        }

        _problem = !isServer && !string.IsNullOrEmpty(ServerText) ? "The server in the address is none that is known here: all of them are shown."
            : !isPlay && !string.IsNullOrEmpty(PlayText) ? "The play in the address is none that can be opened."
            : null;
        Read();
    }

    protected override Task OnLiveChangedAsync()
    {
        Read();
        return Task.CompletedTask;
    }

    private void Read()
    {
        var snapshot = Sessions.Read(_scope);
        var shown = _only is { } only ? snapshot.Sessions.Where(s => s.Session.ServerId == only).ToList() : [.. snapshot.Sessions];
        _lag = snapshot.HistoryLag;
        _totals = ActivityTotals.Of(shown);
        _servers = [.. Servers.Feed.Current.Servers.Select(s => new Choice<ServerId?>(s.Id, s.Name))];
        _shelf.Show(shown, Clock.Now);
        _isRead = true;
        ReadOpened();
        if (_shelf.NextChange(Clock.Now) is { } wait && !_isSweeping)
        {
            _ = SweepAsync(wait);
        }
    }

    /// <summary>What ended while it was open stays in sight, said to be over.</summary>
    private void ReadOpened()
    {
        if (_play is not { } id)
        {
            return;
        }

        var live = Sessions.Find(id, _scope);
        (_opened, _isOver) = (live ?? _opened ?? _shelf.Cards.FirstOrDefault(c => c.Session.Id == id)?.Session, live is null);
    }

    /// <summary>Fades what has been over for long enough and takes it away, when nothing else redraws the page.</summary>
    private async Task SweepAsync(TimeSpan wait)
    {
        _isSweeping = true;
        try
        {
            await Task.Delay(wait, Time, _gone.Token);
            await InvokeAsync(() =>
            {
                _isSweeping = false;
                Read();
                StateHasChanged();
            });
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private Task CommandAsync(LiveSession session, SessionVerb verb) => _remote?.RunAsync(session, verb) ?? Task.CompletedTask;

    private List<LiveSession> Stoppable => [.. _shelf.Cards.Where(c => !c.IsEnded && SessionOffers.Can(c.Session, SessionVerb.Stop, Clock.Now)).Select(c => c.Session)];

    private Task StopSeveralAsync() => _remote?.StopSeveralAsync([.. _shelf.Cards.Where(c => !c.IsEnded).Select(c => c.Session)]) ?? Task.CompletedTask;

    private void Narrow(ServerId? server) => Navigation.NavigateTo(Address(server, null));

    private void CloseDetails()
    {
        if (_play is not null)
        {
            Navigation.NavigateTo(Address(_only, null));
        }
    }

    private static string Address(ServerId? server, PlayId? play) => AppUrls.With(AppUrls.Activity, ("server", server?.ToString()), ("play", play?.ToString()));

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }
}
