using System.Text.Json.Serialization;
using MediaInsight.Live;
using MediaInsight.Sessions;

namespace MediaInsight.Api.Contracts;

/// <summary>The body of a stop or a message; either spelling of a name is read.</summary>
public sealed record ControlBody
{
    public string? Message { get; init; }
    public string? Text { get; init; }

    /// <summary>Why it is stopped.</summary>
    public string? Reason { get; init; }
    public string? Header { get; init; }

    /// <summary>Milliseconds that a message stays.</summary>
    [JsonPropertyName("timeoutMs")]
    public long? TimeoutMs { get; init; }

    [JsonPropertyName("timeout_ms")]
    public long? TimeoutMsSnake { get; init; }
}

/// <param name="Id">Of the session.</param>
/// <param name="Command">pause, resume, stop, message or end.</param>
/// <param name="Outcome">terminated (stop), ended (end), done, or already_gone.</param>
public sealed record ControlAnswer(string Id, string Command, string Outcome);

/// <param name="Reason">The message, or why it was stopped.</param>
/// <param name="Outcome">terminated, ended, done, already_gone or failed.</param>
/// <param name="Error">Why it failed.</param>
public sealed record ControlLogRow(
    string Id, DateTimeOffset At, string Actor, string SessionId, string ServerId, string ServerName, string? ViewerId, string ViewerName, string Title, string Command, string? Reason, string Outcome, string? Error)
{
    internal static ControlLogRow Of(SessionAction a) => new(
        a.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), a.At, a.Actor, a.PlayId.ToString(), a.ServerId.ToString(), a.ServerName, a.ViewerId?.ToString(), a.ViewerName, a.Title,
        ControlWords.Of(a.Verb), a.Text, ControlWords.Of(a.Verb, a.Outcome), a.Error);
}

public sealed record ControlLogPage(IReadOnlyList<ControlLogRow> Items, long Total, int Page, int PageSize);

internal static class ControlWords
{
    public static string Of(SessionVerb verb) => verb switch
    {
        SessionVerb.Pause => "pause",
        SessionVerb.Resume => "resume",
        SessionVerb.Stop => "stop",
        SessionVerb.Message => "message",
        _ => "end",
    };

    public static string Of(SessionVerb verb, ControlOutcome outcome) => (outcome, verb) switch
    {
        (ControlOutcome.AlreadyGone, _) => "already_gone",
        (ControlOutcome.Failed, _) => "failed",
        (_, SessionVerb.Stop) => "terminated",
        (_, SessionVerb.End) => "ended",
        _ => "done",
    };

    public static IReadOnlyList<string> Of(SessionCommands commands) =>
        [.. new[] { SessionVerb.Pause, SessionVerb.Resume, SessionVerb.Stop, SessionVerb.Message }
            .Where(v => commands.HasFlag(v switch { SessionVerb.Pause => SessionCommands.Pause, SessionVerb.Resume => SessionCommands.Resume, SessionVerb.Stop => SessionCommands.Stop, _ => SessionCommands.Message }))
            .Select(Of)];
}
