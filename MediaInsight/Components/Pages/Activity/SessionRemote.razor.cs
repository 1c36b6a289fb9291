using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Activity;

/// <summary>Remote control of the page: the questions before, and the outcome in plain words after. Drawn only for readers who may.</summary>
public partial class SessionRemote
{
    private readonly HashSet<PlayId> _busy = [];

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private SessionControl Control { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private Toasts Toasts { get; set; } = null!;   // non-null: injected

    public bool IsBusy(PlayId play) => _busy.Contains(play);

    public async Task RunAsync(LiveSession session, SessionVerb verb)
    {
        if (Authentication is null || await AskAsync(session, verb) is not { } command || !_busy.Add(session.Id))
        {
            return;
        }

        try
        {
            // Not bound to the page: what was sent is finished and logged whoever leaves.
            var user = (await Authentication).User;
            Say(session, verb, await Control.RunAsync(AuditContext.Of(user), CurrentReader.Of(user).Scope, session.Id, command, CancellationToken.None));
        }
        finally
        {
            _busy.Remove(session.Id);
        }
    }

    /// <summary>Several for one reason: the dialog asks which and tells what came of each.</summary>
    public Task StopSeveralAsync(IReadOnlyList<LiveSession> sessions) => Dialogs.OpenAsync<StopSeveralDialog>(
        "Stop several", new() { [nameof(StopSeveralDialog.Sessions)] = sessions, [nameof(StopSeveralDialog.Stop)] = (Func<LiveSession, string?, Task<ControlResult>>)StopAsync });

    private async Task<ControlResult> StopAsync(LiveSession session, string? reason)
    {
        if (Authentication is null || !_busy.Add(session.Id))
        {
            return ControlResult.NotFound;
        }

        try
        {
            var user = (await Authentication).User;
            return await Control.RunAsync(AuditContext.Of(user), CurrentReader.Of(user).Scope, session.Id, new(SessionVerb.Stop, reason), CancellationToken.None);
        }
        finally
        {
            _busy.Remove(session.Id);
        }
    }

    /// <summary>Null: the reader thought better of it.</summary>
    private async Task<SessionCommand?> AskAsync(LiveSession session, SessionVerb verb)
    {
        var title = MediaTitle.Of(session.Session.Latest).Title;
        switch (verb)
        {
            case SessionVerb.Stop:
                return await Dialogs.OpenAsync<StopDialog>($"Stop “{title}”?", new() { [nameof(StopDialog.Session)] = session }) is StopAnswer stop ? new(verb, stop.Reason) : null;
            case SessionVerb.Message:
                return await Dialogs.OpenAsync<MessageDialog>($"Message to {session.PersonName}", new() { [nameof(MessageDialog.Session)] = session }) is string text ? new(verb, text) : null;
            case SessionVerb.End:
                var question = new ConfirmRequest(
                    $"End “{title}” here?",
                    $"Nothing has been heard of it for a while. It is closed at the last moment it was seen, and stays closed until {session.PersonName} goes on. {session.ServerName} is told nothing.",
                    "End now");
                return await Dialogs.ConfirmAsync(question) ? new(verb) : null;
            default:
                return new(verb);
        }
    }

    private void Say(LiveSession session, SessionVerb verb, ControlResult result)
    {
        var whose = $"{session.PersonName}: {MediaTitle.Of(session.Session.Latest).Title}";
        if (!result.IsFound || result.Outcome == ControlOutcome.AlreadyGone)
        {
            Toasts.Info("It had ended already", whose);
        }
        else if (result.Refused is { } refused)
        {
            Toasts.Warning("This cannot be done here", refused);
        }
        else if (result.Outcome == ControlOutcome.Failed)
        {
            Toasts.Failure(verb switch { SessionVerb.Stop => "It could not be stopped", SessionVerb.Message => "The message was not shown", _ => "The player was not told" }, result.Error);
        }
        else
        {
            Toasts.Success(
                verb switch { SessionVerb.Pause => "Told to pause", SessionVerb.Resume => "Told to go on", SessionVerb.Stop => "Told to stop", SessionVerb.Message => "Message sent", _ => "Ended" },
                verb == SessionVerb.Stop ? $"{whose}. It disappears within seconds." : whose);
        }
    }
}
