using System.Net.Http.Headers;
using System.Text.Json;
using MediaInsight.Domain;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>
/// Signs in once and leaves with a lasting credential: an API key of its own from 2.26 on, which an administrator can
/// revoke alone; before that the account's token.
/// </summary>
public sealed class AudiobookshelfSignIn(ServerHttpFactory http) : IServerSignIn
{
    public ServerKind Kind => ServerKind.Audiobookshelf;

    public async Task<string> SignInAsync(ServerConnection connection, string userName, string password, CancellationToken cancellationToken)
    {
        using var server = AudiobookshelfHttp.Open(http, connection with { Token = "" });
        var status = await ServerStatus.ReadAsync(server, cancellationToken);
        if (status.SignInMethods.Count > 0 && !status.SignInMethods.Contains("local", StringComparer.OrdinalIgnoreCase))
        {
            throw new ServerFailure(ServerFailureKind.Unauthorized, "This Audiobookshelf does not accept passwords. Create an API key in its settings and enter that instead.");
        }

        var user = await LoginAsync(server, userName, password, cancellationToken);
        if (!AudiobookshelfClient.IsAdministrator(user.Type))
        {
            throw AudiobookshelfHttp.NotAdministrator();
        }

        return status.Version < ServerStatus.FirstWithApiKeys
            ? Told(user.Token)
            : await CreateKeyAsync(server, user.Id, Told(user.AccessToken), cancellationToken);
    }

    private static async Task<LoginUserDto> LoginAsync(AudiobookshelfHttp server, string userName, string password, CancellationToken cancellationToken)
    {
        using var request = Post("login", new { username = userName, password });
        var answer = await server.SendAsync(request, cancellationToken);
        switch ((int)answer.Status)
        {
            case 401:
                throw new ServerFailure(ServerFailureKind.Unauthorized, "Wrong name or password.");
            case 429:
                var wait = answer.RetryAfter is { } told ? $" Try again in {Math.Ceiling(told.TotalMinutes):0} min." : "";
                throw new ServerFailure(ServerFailureKind.RateLimited, "Too many sign-ins were tried from this address." + wait) { RetryAfter = answer.RetryAfter };
        }

        answer.EnsureSuccess(AudiobookshelfHttp.Product);
        return server.Parse<LoginDto>(answer).User ?? throw new ServerFailure(ServerFailureKind.Protocol, "Audiobookshelf's sign-in names no account.");
    }

    private static async Task<string> CreateKeyAsync(AudiobookshelfHttp server, string? userId, string accessToken, CancellationToken cancellationToken)
    {
        using var request = Post("api/api-keys", new { name = "MediaInsight", userId, isActive = true });
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        var answer = await server.SendAsync(request, cancellationToken);
        answer.EnsureSuccess(AudiobookshelfHttp.Product);
        return Told(server.Parse<ApiKeyAnswerDto>(answer).ApiKey?.ApiKey);
    }

    // What comes back is sent in a header from now on: one word of visible ASCII, or nothing.
    private static string Told(string? token) =>
        token is { Length: > 0 and <= 4096 } && token.All(c => c is > ' ' and < (char)127)
            ? token
            : throw new ServerFailure(ServerFailureKind.Protocol, "Audiobookshelf accepted the sign-in and sent no usable token.");

    private static HttpRequestMessage Post<T>(string path, T body)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new(HttpMethod.Post, path) { Content = content };
    }

    private sealed record LoginDto(LoginUserDto? User);

    private sealed record LoginUserDto(string? Id, string? Type, string? Token, string? AccessToken)
    {
        /// <summary>Without the tokens: records print their members otherwise.</summary>
        public override string ToString() => $"{Type} {Id}";
    }

    private sealed record ApiKeyAnswerDto(ApiKeyDto? ApiKey);

    private sealed record ApiKeyDto(string? ApiKey)
    {
        /// <summary>Without the key.</summary>
        public override string ToString() => nameof(ApiKeyDto);
    }
}
