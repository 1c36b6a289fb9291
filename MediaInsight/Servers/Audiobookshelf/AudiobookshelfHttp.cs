using System.Net.Http.Headers;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>What all requests to Audiobookshelf share: a second try on a new connection, and what its 404 means.</summary>
internal sealed class AudiobookshelfHttp(ServerHttp http) : IDisposable
{
    public const string Product = "Audiobookshelf";

    /// <summary>Largest cover that is passed on, in bytes.</summary>
    private const int MaxImageBytes = 8 * 1024 * 1024;

    public TimeSpan? ClockOffset => http.ClockOffset;

    public static AudiobookshelfHttp Open(ServerHttpFactory factory, ServerConnection connection) =>
        new(factory.Create(connection, Product, connection.Token.Length == 0 ? [] : [new("Authorization", "Bearer " + connection.Token)]));

    public async Task<T> GetJsonAsync<T>(string path, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(path, cancellationToken);
        answer.EnsureSuccess(Product);
        return http.Parse<T>(answer);
    }

    /// <summary>Reads what only administrators see: for others the server pretends that it is not there.</summary>
    public async Task<T> GetAsAdministratorAsync<T>(string path, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(path, cancellationToken);

        // A wrong base path answers 404 too, with a web page.
        if ((int)answer.Status == 404 && !answer.LooksLikeHtml)
        {
            throw NotAdministrator();
        }

        answer.EnsureSuccess(Product);
        return http.Parse<T>(answer);
    }

    public Task<ServerAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        TwiceAsync(() => new HttpRequestMessage(HttpMethod.Get, path), ServerHttp.MaxBodyBytes, cancellationToken);

    public Task<ServerAnswer> GetImageAsync(string path, CancellationToken cancellationToken) =>
        TwiceAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("image/jpeg"));
                return request;
            },
            MaxImageBytes,
            cancellationToken);

    /// <summary>Sends once, whatever happens.</summary>
    public Task<ServerAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => http.SendAsync(request, cancellationToken);

    public T Parse<T>(ServerAnswer answer) => http.Parse<T>(answer);

    public static ServerFailure NotAdministrator() =>
        new(ServerFailureKind.NotAdministrator, $"The account is not an administrator: {Product} shows what others listen to only to its root and admin users.");

    public void Dispose() => http.Dispose();

    private async Task<ServerAnswer> TwiceAsync(Func<HttpRequestMessage> make, int maxBytes, CancellationToken cancellationToken)
    {
        using var first = make();
        try
        {
            return await http.SendAsync(first, cancellationToken, maxBytes);
        }
        catch (ServerFailure e) when (e.Kind == ServerFailureKind.Unreachable && BrokeOff(e))
        {
            using var second = make();
            return await http.SendAsync(second, cancellationToken, maxBytes);
        }
    }

    // A restarted server has closed the connection that was kept alive; a server that is away does not even accept one.
    private static bool BrokeOff(ServerFailure e) =>
        e.InnerException is IOException or HttpRequestException { HttpRequestError: not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError) };
}
