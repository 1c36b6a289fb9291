using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Sessions;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Activity;

/// <summary>Stops several at once for one reason: those that are ticked, all of a person or of a server. Each outcome is told in its row.</summary>
public sealed partial class StopSeveralDialog
{
    private readonly HashSet<PlayId> _ticked = [];
    private List<LiveSession> _chosen = [];
    private Dictionary<PlayId, ControlResult>? _answers;
    private string? _reason;

    /// <summary>As they were when the dialog was opened; what has ended meanwhile is said to.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<LiveSession> Sessions { get; set; } = [];

    [Parameter, EditorRequired]
    public Func<LiveSession, string?, Task<ControlResult>> Stop { get; set; } = null!;   // non-null: required

    [Inject]
    private TimeProvider Time { get; set; } = null!;   // non-null: injected

    private List<LiveSession> Stoppable => [.. Sessions.Where(s => WhyNot(s) is null)];

    private IEnumerable<(string Name, List<LiveSession> Sessions)> Groups
    {
        get
        {
            var all = Stoppable;
            var people = all.GroupBy(s => s.PersonName).Where(g => g.Count() > 1 && g.Count() < all.Count).Select(g => (g.Key, g.ToList()));
            var servers = all.GroupBy(s => s.ServerName).Where(g => g.Count() < all.Count).Select(g => ($"On {g.Key}", g.ToList()));
            return [("All", all), .. people.Concat(servers).OrderBy(g => g.Item1, StringComparer.CurrentCultureIgnoreCase)];
        }
    }

    private string? WhyNot(LiveSession session) => SessionOffers.WhyNot(session, SessionVerb.Stop, Time.GetUtcNow());

    private void Take(List<LiveSession> sessions)
    {
        _ticked.Clear();
        _ticked.UnionWith(sessions.Select(s => s.Id));
    }

    private void Tick(PlayId play, bool on)
    {
        if (on)
        {
            _ticked.Add(play);
        }
        else
        {
            _ticked.Remove(play);
        }
    }

    private Task StopAsync()
    {
        _chosen = [.. Sessions.Where(s => _ticked.Contains(s.Id))];
        _answers = [];

        // A server that does not answer delays none of another.
        return Task.WhenAll(_chosen.GroupBy(s => s.Session.ServerId).Select(server => StopInTurnAsync([.. server], _answers)));
    }

    private async Task StopInTurnAsync(List<LiveSession> sessions, Dictionary<PlayId, ControlResult> answers)
    {
        foreach (var session in sessions)
        {
            answers[session.Id] = await Stop(session, _reason);
            StateHasChanged();
        }
    }

    private string OutcomeOf(LiveSession session) => _answers?.GetValueOrDefault(session.Id) switch
    {
        null => "running",
        { Refused: not null } or { Outcome: ControlOutcome.Failed } => "failed",
        _ => "done",
    };

    private static string Words(ControlResult told) => told switch
    {
        { IsFound: false } or { Outcome: ControlOutcome.AlreadyGone } => "It had ended already.",
        { Refused: { } refused } => refused,
        { Outcome: ControlOutcome.Failed } => $"It could not be stopped. {told.Error}",
        _ => "Told to stop.",
    };

    private static string TitleOf(LiveSession session) => MediaTitle.Of(session.Session.Latest).Line;

    private static string Where(LiveSession session) => string.Join(" · ", new[] { session.ServerName, session.Session.Latest.Device.Name ?? session.Session.Latest.Device.ClientName }.OfType<string>());
}
