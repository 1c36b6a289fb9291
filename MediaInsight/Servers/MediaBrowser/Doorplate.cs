using MediaInsight.Domain;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>
/// Reads who answers at an address before a token or a password is judged: Emby and Jellyfin share their routes, so that
/// each would half work as the other.
/// </summary>
/// <param name="root">From the base address to the server's root, where other products answer: "" or "../".</param>
internal sealed class Doorplate(ServerHttp http, ServerKind expected, string root)
{
    private const int MaxStrangerBytes = 64 * 1024;

    public async Task<PublicInfoDto> ReadAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "System/Info/Public");
        var answer = await http.SendAsync(request, cancellationToken);
        if ((int)answer.Status is (>= 300 and < 400) or 429 or >= 500)
        {
            answer.EnsureSuccess(expected.ToString());
        }

        if (answer.IsSuccess && !answer.LooksLikeHtml && http.Parse<PublicInfoDto>(answer) is { Id.Length: > 0 } info)
        {
            // Only Jellyfin tells a product name and the state of its set-up (contract, both products recorded).
            var found = info.ProductName is not null || info.StartupWizardCompleted is not null ? ServerKind.Jellyfin : ServerKind.Emby;
            return found == expected ? info : throw Wrong(found);
        }

        if (await StrangerAsync(cancellationToken) is { } stranger)
        {
            throw Wrong(stranger);
        }

        throw Nobody(answer);
    }

    private static ServerFailure Wrong(ServerKind found)
    {
        var article = found is ServerKind.Emby or ServerKind.Audiobookshelf ? "an" : "a";
        return new(ServerFailureKind.WrongProduct, $"This is {article} {found} server; add it as {found}.");
    }

    private ServerFailure Nobody(ServerAnswer answer)
    {
        if (answer.LooksLikeHtml)
        {
            return new(ServerFailureKind.WrongAddress, $"A web page came back instead of {expected}'s data. Check the address: its base path, port, or a sign-in page of a proxy in front.");
        }

        return (int)answer.Status switch
        {
            // Who it is can be read without a token: somebody else is asking for one.
            401 or 403 => new(ServerFailureKind.Unauthorized, $"Something in front of {expected} asks for a sign-in of its own. Enter an address that reaches {expected} directly."),
            404 => new(ServerFailureKind.WrongAddress, $"There is no {expected} at this address (not found). Check the base path."),
            >= 200 and < 300 => new(ServerFailureKind.WrongProduct, $"What answers at this address is not {expected}."),
            _ => new(ServerFailureKind.Protocol, $"{expected} answered with the unexpected status {(int)answer.Status}."),
        };
    }

    private async Task<ServerKind?> StrangerAsync(CancellationToken cancellationToken) =>
        await ContainsAsync("identity", "machineIdentifier"u8.ToArray(), cancellationToken) ? ServerKind.Plex
        : await ContainsAsync("status", "\"audiobookshelf\""u8.ToArray(), cancellationToken) ? ServerKind.Audiobookshelf
        : null;

    private async Task<bool> ContainsAsync(string path, byte[] mark, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, root + path);
            var answer = await http.SendAsync(request, cancellationToken, MaxStrangerBytes);
            return answer.IsSuccess && answer.Body.Span.IndexOf(mark) >= 0;
        }
        catch (ServerFailure)
        {
            // A second opinion that fails changes nothing: the first answer is reported.
            return false;
        }
    }
}
