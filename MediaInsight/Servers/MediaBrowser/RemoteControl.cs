using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>Pause, resume, stop and messages. An answer of 204 means that the player was told, not that it obeyed.</summary>
internal sealed class RemoteControl(ServerHttp http, ServerKind kind)
{
    private const string DefaultHeader = "MediaInsight";

    /// <summary>What the client of a session obeys: without its own open connection it hears nothing at all.</summary>
    public static SessionCommands CommandsOf(SessionDto session)
    {
        // Emby's word; Jellyfin says both, and true for both only while the client is connected.
        if (session.SupportsRemoteControl != true || session.SupportsMediaControl == false)
        {
            return SessionCommands.None;
        }

        var commands = SessionCommands.Pause | SessionCommands.Resume | SessionCommands.Stop;
        return session.SupportedCommands?.Contains("DisplayMessage", StringComparer.OrdinalIgnoreCase) == true
            ? commands | SessionCommands.Message | SessionCommands.StopReason
            : commands;
    }

    public async Task<CommandOutcome> SendAsync(string session, SessionCommand command, CancellationToken cancellationToken)
    {
        switch (command.Verb)
        {
            case SessionVerb.Message:
                return CommandAnswer.Read(await SayAsync(session, command, cancellationToken), kind.ToString());
            case SessionVerb.Stop when command.Text is not null:
                // The reason first, for a stopped player shows nothing. It is a courtesy: whatever comes of it, the stop follows.
                await SayAsync(session, command, cancellationToken);
                break;
        }

        return CommandAnswer.Read(await PlaystateAsync(session, Word(command.Verb), cancellationToken), kind.ToString());
    }

    private static string Word(SessionVerb verb) => verb switch
    {
        SessionVerb.Pause => "Pause",
        SessionVerb.Resume => "Unpause",
        SessionVerb.Stop => "Stop",
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, null),
    };

    private async Task<ServerAnswer> PlaystateAsync(string session, string word, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"Sessions/{Uri.EscapeDataString(session)}/Playing/{word}");
        if (kind == ServerKind.Emby)
        {
            // Emby wants the command once more as a body, Jellyfin wants none.
            request.Content = Json(new JsonObject { ["Command"] = word });
        }

        return await http.SendAsync(request, cancellationToken);
    }

    private async Task<ServerAnswer> SayAsync(string session, SessionCommand command, CancellationToken cancellationToken)
    {
        var header = command.Header ?? DefaultHeader;
        var shownMs = (long)command.Shown.TotalMilliseconds;
        var path = $"Sessions/{Uri.EscapeDataString(session)}/Message";
        using var request = kind == ServerKind.Emby
            ? new HttpRequestMessage(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{path}?Text={Uri.EscapeDataString(command.Text ?? "")}&Header={Uri.EscapeDataString(header)}&TimeoutMs={shownMs}"))
            : new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(new JsonObject { ["Header"] = header, ["Text"] = command.Text, ["TimeoutMs"] = shownMs }) };
        return await http.SendAsync(request, cancellationToken);
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
}
