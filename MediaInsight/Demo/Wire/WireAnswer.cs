using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MediaInsight.Demo;

/// <summary>What a simulated server answers.</summary>
/// <param name="ContentType">Null where the product sends none.</param>
internal sealed record WireAnswer(HttpStatusCode Status, string? ContentType, byte[] Body)
{
    public static WireAnswer Json(JsonNode body) => new(HttpStatusCode.OK, "application/json", JsonSerializer.SerializeToUtf8Bytes(body));

    public static WireAnswer Picture(byte[] png) => new(HttpStatusCode.OK, "image/png", png);

    public static WireAnswer Text(string text, string? contentType = "text/plain", HttpStatusCode status = HttpStatusCode.OK) => new(status, contentType, Encoding.UTF8.GetBytes(text));

    public HttpResponseMessage ToResponse(HttpRequestMessage request, DateTimeOffset now)
    {
        var content = new ByteArrayContent(Body);
        if (ContentType is not null)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        var response = new HttpResponseMessage(Status) { Content = content, RequestMessage = request };
        response.Headers.Date = now;
        return response;
    }
}
