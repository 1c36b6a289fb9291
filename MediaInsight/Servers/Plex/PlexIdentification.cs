using System.Text.Json;
using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

/// <summary>Finds out who answers at an address that was entered as a Plex server's, and whether the token may see all sessions.</summary>
/// <param name="open">Without token: nobody but a Plex server gets to see it.</param>
/// <param name="http">With token.</param>
internal sealed class PlexIdentification(ServerHttp open, ServerHttp http)
{
    /// <summary>The owner has a Plex Pass; null until identified, or not told.</summary>
    public bool? HasPass { get; private set; }

    public async Task<ServerIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var identity = await OpenIdentityAsync(cancellationToken);
        using var rootRequest = new HttpRequestMessage(HttpMethod.Get, "");
        var rootAnswer = await http.SendAsync(rootRequest, cancellationToken);
        var root = identity;
        if ((int)rootAnswer.Status != 404)
        {
            // Some proxies pass on what lies below the root only; then the name is all that is missing.
            rootAnswer.EnsureSuccess("Plex");
            root = PlexDocument.Read(rootAnswer);
        }

        HasPass = root.Flag("myPlexSubscription");
        using var sessionsRequest = new HttpRequestMessage(HttpMethod.Get, "status/sessions");
        var sessions = await http.SendAsync(sessionsRequest, cancellationToken);
        if ((int)sessions.Status is 401 or 403)
        {
            throw new ServerFailure(ServerFailureKind.NotAdministrator, "The token belongs to somebody this server is shared with. Plex shows what others play to the owner's token only.");
        }

        sessions.EnsureSuccess("Plex");
        return new(
            Text.Clean(root.Text("friendlyName"), Text.MaxName) ?? "Plex",
            PlexMediaMapper.Id(root.Text("machineIdentifier") ?? identity.Text("machineIdentifier")),
            Text.Clean(root.Text("version") ?? identity.Text("version"), Text.MaxName));
    }

    private async Task<PlexElement> OpenIdentityAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "identity");
        var answer = await open.SendAsync(request, cancellationToken);
        if (answer.IsSuccess && !PlexDocument.IsWebPage(answer) && ReadOrNull(answer) is { } identity && identity.Text("machineIdentifier") is not null)
        {
            return identity;
        }

        var status = (int)answer.Status;
        if (status is 401 or 403)
        {
            throw new ServerFailure(ServerFailureKind.WrongAddress, "Something in front of the server asks for a sign-in of its own: Plex itself tells its name to everybody. Enter an address that reaches Plex directly.");
        }

        if (status is 429 or >= 500 or (>= 300 and < 400))
        {
            answer.EnsureSuccess("Plex");
        }

        if (await OtherProductAsync(cancellationToken) is { } other)
        {
            throw new ServerFailure(ServerFailureKind.WrongProduct, $"This is {other}, not Plex. Add it as {other}.");
        }

        throw status == 404 || PlexDocument.IsWebPage(answer)
            ? new ServerFailure(ServerFailureKind.WrongAddress, $"No Plex Media Server answers here: {(status == 404 ? "the address is not found" : "a web page came back")}. Check port (usually 32400) and base path.")
            : new ServerFailure(ServerFailureKind.WrongProduct, "Something answers here, and it is not a Plex Media Server. Check port (usually 32400) and base path.");
    }

    private async Task<string?> OtherProductAsync(CancellationToken cancellationToken)
    {
        // Emby's own information has no product name; Jellyfin's says what it is.
        if (await FieldsAsync("System/Info/Public", cancellationToken) is { } info && info.ContainsKey("ServerName"))
        {
            return info.ContainsKey("ProductName") ? "Jellyfin" : "Emby";
        }

        return await FieldsAsync("status", cancellationToken) is { } status && status.GetValueOrDefault("app") is "audiobookshelf" ? "Audiobookshelf" : null;
    }

    private async Task<Dictionary<string, string?>?> FieldsAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            var answer = await open.SendAsync(request, cancellationToken, maxBytes: 256 * 1024);
            if (!answer.IsSuccess || answer.LooksLikeHtml)
            {
                return null;
            }

            return JsonSerializer.Deserialize<Dictionary<string, string?>>(answer.Body.Span, Platform.Json.LenientJson.Options);
        }
        catch (Exception e) when (e is ServerFailure or JsonException)
        {
            return null;
        }
    }

    private static PlexElement? ReadOrNull(ServerAnswer answer)
    {
        try
        {
            return PlexDocument.Read(answer);
        }
        catch (ServerFailure)
        {
            return null;
        }
    }
}
