using System.Globalization;
using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.Platform.Json;

namespace MediaInsight.Servers.Plex;

/// <summary>
/// Signs in at plex.tv without seeing a password: a pin is confirmed in the browser and turns into the account's token,
/// which opens the list of owned servers. Throws <see cref="ServerFailure"/> only. plex.tv limits requests: ask for a
/// pin's state at most once per second.
/// </summary>
public sealed class PlexPinSignIn(ServerHttpFactory http, PlexSignInAddresses? addresses = null)
{
    private const string Host = "plex.tv";
    private const int MaxServers = 100;
    private const int MaxAddresses = 30;

    // Codes of plex.tv's errors.
    private const int PinUnknown = 1020;

    private readonly PlexSignInAddresses _addresses = addresses ?? PlexSignInAddresses.Default;

    /// <param name="installationId">The same for every step.</param>
    /// <param name="forwardUrl">Where the browser goes afterwards; null: it stays at Plex.</param>
    public async Task<PlexPin> StartAsync(string installationId, Uri? forwardUrl, CancellationToken cancellationToken)
    {
        using var plexTv = Open(_addresses.PlexTv, installationId, null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v2/pins?strong=true");
        var answer = await plexTv.SendAsync(request, cancellationToken);
        EnsureSuccess(answer);
        var pin = plexTv.Parse<PinDto>(answer);
        if (PlexMediaMapper.Id(pin.Id) is not { } id || PlexMediaMapper.Id(pin.Code) is not { } code)
        {
            throw new ServerFailure(ServerFailureKind.Protocol, "plex.tv answered without a sign-in code.");
        }

        // 1800 s for a strong pin where it does not tell.
        var life = TimeSpan.FromSeconds(pin.ExpiresIn is > 0 and <= 86_400 and var told ? told : 1800);
        return new(id, code, Link(installationId, code, forwardUrl), http.Time.GetUtcNow() + life);
    }

    public async Task<PlexPinState> CheckAsync(PlexPin pin, string installationId, CancellationToken cancellationToken)
    {
        using var plexTv = Open(_addresses.PlexTv, installationId, null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v2/pins/" + Uri.EscapeDataString(pin.Id));
        var answer = await plexTv.SendAsync(request, cancellationToken);
        if ((int)answer.Status == 404 || (!answer.IsSuccess && ErrorOf(answer)?.Code == PinUnknown))
        {
            return new(PlexPinStatus.Expired);
        }

        EnsureSuccess(answer);
        var token = plexTv.Parse<PinDto>(answer).AuthToken;
        if (token?.Trim() is { Length: > 0 } given)
        {
            return new(PlexPinStatus.Linked, given);
        }

        return new(http.Time.GetUtcNow() >= pin.ExpiresAt ? PlexPinStatus.Expired : PlexPinStatus.Pending);
    }

    /// <summary>The servers that the account owns; those shared with it do not show what others play.</summary>
    public async Task<IReadOnlyList<PlexServerOffer>> ServersAsync(string installationId, string token, CancellationToken cancellationToken)
    {
        using var clients = Open(_addresses.Clients, installationId, token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v2/resources?includeHttps=1&includeRelay=1&includeIPv6=1");
        var answer = await clients.SendAsync(request, cancellationToken);
        EnsureSuccess(answer);
        return [.. clients.Parse<List<ResourceDto?>>(answer).OfType<ResourceDto>().Where(IsOwnedServer).Take(MaxServers).Select(Offer).OfType<PlexServerOffer>()];
    }

    private static bool IsOwnedServer(ResourceDto device) =>
        device.Owned == true && (device.Provides ?? "").Split(',', StringSplitOptions.TrimEntries).Contains("server", StringComparer.OrdinalIgnoreCase);

    private static PlexServerOffer? Offer(ResourceDto device)
    {
        if (PlexMediaMapper.Id(device.ClientIdentifier) is not { } machine || device.AccessToken?.Trim() is not { Length: > 0 } token)
        {
            return null;
        }

        var reachable = (device.Connections ?? [])
            .OfType<ConnectionDto>()
            .Take(MaxAddresses)
            .OrderBy(c => c.Relay == true ? 2 : c.Local == true ? 0 : 1)
            .ThenBy(c => c.IPv6 == true)
            .Select(c => Uri.TryCreate(c.Uri, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? new PlexServerAddress(new(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + '/'), c.Local == true, c.Relay == true)
                : null)
            .OfType<PlexServerAddress>()
            .Distinct()
            .ToList();
        return new(Text.Clean(device.Name, Text.MaxName) ?? "Plex", machine, Text.Clean(device.ProductVersion, Text.MaxName), token, reachable);
    }

    private static Uri Link(string installationId, string code, Uri? forwardUrl)
    {
        var link = $"https://app.plex.tv/auth#?clientID={Uri.EscapeDataString(installationId)}&code={Uri.EscapeDataString(code)}&context%5Bdevice%5D%5Bproduct%5D={PlexHeaders.Product}";
        return new(forwardUrl is null ? link : link + "&forwardUrl=" + Uri.EscapeDataString(forwardUrl.AbsoluteUri));
    }

    /// <summary>plex.tv explains itself in JSON: {"errors":[{"code":1001,"message":"…","status":401}]}.</summary>
    private static void EnsureSuccess(ServerAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return;
        }

        switch ((int)answer.Status)
        {
            case 401 or 403 or 498:
                throw new ServerFailure(ServerFailureKind.Unauthorized, "plex.tv does not accept the sign-in any more. Start again.");
            case 429:
                throw new ServerFailure(ServerFailureKind.RateLimited, "plex.tv asks for fewer requests. Try again in a few minutes.") { RetryAfter = answer.RetryAfter };
            case >= 500:
                throw new ServerFailure(ServerFailureKind.Unavailable, string.Create(CultureInfo.InvariantCulture, $"plex.tv is not ready (error {(int)answer.Status}). Try again later.")) { RetryAfter = answer.RetryAfter };
            case >= 400:
                var said = Text.Clean(ErrorOf(answer)?.Message, Text.MaxName);
                throw new ServerFailure(ServerFailureKind.Protocol, said is null
                    ? string.Create(CultureInfo.InvariantCulture, $"plex.tv refused the request (error {(int)answer.Status}).")
                    : $"plex.tv refused the request: {said}");
            default:
                answer.EnsureSuccess(Host);
                break;
        }
    }

    private static ErrorDto? ErrorOf(ServerAnswer answer)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorsDto>(answer.Body.Span, LenientJson.Options)?.Errors?.FirstOrDefault();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private ServerHttp Open(Uri address, string installationId, string? token) =>
        http.Create(new(ServerKind.Plex, address, token ?? "", installationId), Host, PlexHeaders.For(installationId, token));

    private sealed record PinDto(string? Id, string? Code, int? ExpiresIn, string? AuthToken);

    private sealed record ResourceDto(string? Name, string? ProductVersion, string? ClientIdentifier, string? Provides, string? AccessToken, bool? Owned, List<ConnectionDto?>? Connections);

    private sealed record ConnectionDto(string? Uri, bool? Local, bool? Relay, bool? IPv6);

    private sealed record ErrorsDto(List<ErrorDto?>? Errors);

    private sealed record ErrorDto(int? Code, string? Message);
}
