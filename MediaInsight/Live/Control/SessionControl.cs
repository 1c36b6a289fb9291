using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Servers;
using MediaInsight.Sessions;

namespace MediaInsight.Live;

/// <param name="Refused">Why it cannot be done, a sentence; nothing was tried and nothing is logged.</param>
/// <param name="Error">Why it failed, a sentence.</param>
public sealed record ControlResult(bool IsFound, string? Refused, ControlOutcome? Outcome, string? Error)
{
    public static readonly ControlResult NotFound = new(false, null, null, null);
}

/// <summary>Tells running sessions what to do, and remembers who did it, when, why and what came of it.</summary>
public sealed partial class SessionControl(
    LiveSessions live,
    ServerRegistry registry,
    ServerClients clients,
    PollRequests polls,
    ISessionEnding endings,
    DatabaseWriter writer,
    AuditLog audit,
    TimeProvider time,
    ILogger<SessionControl> logger)
{
    /// <summary>For all that is sent for one command.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="by">Who acts; that they may is for the caller to know.</param>
    /// <param name="cancellationToken">Before anything is sent. What was begun is finished and logged whoever waits.</param>
    public async Task<ControlResult> RunAsync(AuditContext by, ReadScope scope, PlayId play, SessionCommand command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (live.Find(play, scope) is not { } session || registry.Find(session.Session.ServerId) is not { } server)
        {
            return ControlResult.NotFound;
        }

        if (SessionOffers.WhyNot(session, command.Verb, time.GetUtcNow()) is { } refused)
        {
            return new(true, refused, null, null);
        }

        command = Cleaned(command);
        var (outcome, error) = command.Verb == SessionVerb.End ? End(session) : await SendAsync(session, server, command);
        await RecordAsync(by, session, command, outcome, error);
        if (command.Verb != SessionVerb.End)
        {
            // The page follows at once instead of with the next reading.
            polls.Request(server.Id);
        }

        return new(true, null, outcome, error);
    }

    private static SessionCommand Cleaned(SessionCommand command) => command with
    {
        Text = Text.Clean(command.Text, SessionCommand.MaxText),
        Header = Text.Clean(command.Header, SessionCommand.MaxHeader),
    };

    private (ControlOutcome, string?) End(LiveSession session)
    {
        endings.EndPlay(session.Session.ServerId, session.Id);
        return (ControlOutcome.Done, null);
    }

    private async Task<(ControlOutcome, string?)> SendAsync(LiveSession session, MediaServer server, SessionCommand command)
    {
        var seen = session.Session.Latest;

        // A reason that the viewer cannot be shown is for the log alone.
        var sent = command.Verb == SessionVerb.Stop && !seen.Commands.HasFlag(SessionCommands.StopReason) ? command with { Text = null } : command;
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            // A client of its own: the one that reads must not wait for this.
            using var client = clients.Create(server);
            return await client.CommandAsync(seen.ControlId!, sent, limit.Token) == CommandOutcome.AlreadyGone // non-null: it was offered
                ? (ControlOutcome.AlreadyGone, null)
                : (ControlOutcome.Done, null);
        }
        catch (ServerFailure failure)
        {
            LogFailed(command.Verb, server.Name, failure.Kind, failure.Message);
            return (ControlOutcome.Failed, failure.Message);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            LogFailed(command.Verb, server.Name, ServerFailureKind.TimedOut, "");
            return (ControlOutcome.Failed, $"{server.Name} did not answer within {Limit.TotalSeconds:0} s.");
        }
    }

    private Task RecordAsync(AuditContext by, LiveSession session, SessionCommand command, ControlOutcome outcome, string? error) =>
        writer.RunAsync((db, _) =>
        {
            var seen = session.Session.Latest;
            var title = TitleOf(seen.Media);
            db.SessionActions.Add(new()
            {
                At = time.GetUtcNow(),
                Actor = Text.Clean(by.Actor, Text.MaxName) ?? "nobody",
                PlayId = session.Id,
                ServerId = session.Session.ServerId,
                ServerName = session.ServerName,
                ViewerId = session.ViewerId,
                ViewerName = session.PersonName,
                Title = title,
                Verb = command.Verb,
                Text = command.Text,
                Outcome = outcome,
                Error = Text.Clean(error, 500),
            });
            var words = outcome switch { ControlOutcome.Done => "done", ControlOutcome.AlreadyGone => "already gone", _ => $"failed: {error}" };
            audit.Add(db, by, ActionOf(command.Verb), $"{session.PersonName}: {title}", $"{words} ({session.ServerName}){(command.Text is null ? "" : $" “{command.Text}”")}");
            return Task.CompletedTask;
        }, CancellationToken.None);

    private static string TitleOf(MediaRef media) => Text.Clean(
        media.GrandparentTitle is { } group ? $"{group} – {media.Title}" : media.Title, Text.MaxTitle) ?? "Untitled";

    private static string ActionOf(SessionVerb verb) => verb switch
    {
        SessionVerb.Pause => AuditActions.SessionPaused,
        SessionVerb.Resume => AuditActions.SessionResumed,
        SessionVerb.Stop => AuditActions.SessionStopped,
        SessionVerb.Message => AuditActions.SessionMessaged,
        _ => AuditActions.SessionEnded,
    };

    [LoggerMessage(1400, LogLevel.Warning, "{Verb} of a session failed on {Server}: {Kind} {Reason}")]
    private partial void LogFailed(SessionVerb verb, string server, ServerFailureKind kind, string reason);
}
