using System.Net;
using System.Net.Http.Headers;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>
/// Answers requests from recorded or hand-written payloads. A request nobody recorded fails the test by name, through
/// <see cref="Unexpected"/> and a 599 answer.
/// </summary>
public sealed class WireReplay : HttpMessageHandler, IServerTransport
{
    private readonly List<(string Method, string Path, Func<HttpRequestMessage, HttpResponseMessage> Answer)> _routes = [];

    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Unexpected { get; } = [];

    /// <summary>Value of the Date header; null leaves it out.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <param name="path">Path with or without query; without one any query matches. The latest matching route wins.</param>
    public WireReplay On(string path, string body, string mediaType = "application/json", HttpStatusCode status = HttpStatusCode.OK, string method = "GET") =>
        On(path, _ => Text(body, mediaType, status), method);

    public WireReplay On(string path, Func<HttpRequestMessage, HttpResponseMessage> answer, string method = "GET")
    {
        _routes.Insert(0, (method, path, answer));
        return this;
    }

    public static HttpResponseMessage Text(string body, string mediaType = "application/json", HttpStatusCode status = HttpStatusCode.OK)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType) { CharSet = "utf-8" };
        return new(status) { Content = content };
    }

    public ServerHttpFactory Factory(TimeProvider time) => new(this, time);

    public static ServerConnection Connection(ServerKind kind, string url = "http://media.test:1234/") =>
        new(kind, new Uri(url), "secret-token", "installation-1");

    HttpMessageHandler IServerTransport.Open(ServerConnection connection) => this;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        var pathAndQuery = request.RequestUri!.PathAndQuery;
        var path = request.RequestUri.AbsolutePath;
        foreach (var route in _routes)
        {
            if (route.Method == request.Method.Method && (route.Path == pathAndQuery || route.Path == path))
            {
                var answer = route.Answer(request);
                answer.RequestMessage = request;
                answer.Headers.Date = Date;
                return Task.FromResult(answer);
            }
        }

        Unexpected.Add($"{request.Method} {pathAndQuery}");
        return Task.FromResult(Text($"unrecorded: {request.Method} {pathAndQuery}", "text/plain", (HttpStatusCode)599));
    }
}
