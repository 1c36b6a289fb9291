using System.Net;
using System.Text;
using System.Text.Json;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Generic;

/// <summary>Any address: JSON of title, message, source, timestamp, topic and id, or a request of the admin's own design.</summary>
internal sealed class GenericSender(ChannelHttp http) : HttpSender(http)
{
    private const int MaxHeaders = 30;
    private static readonly string[] NotOurs = ["host", "content-length", "transfer-encoding", "connection", "upgrade", "expect", "te", "trailer", "cookie2"];


    /// <summary>In names of headers: what follows is not for everybody who may read a channel's settings.</summary>
    private static readonly string[] Confidential = ["authorization", "cookie", "key", "token", "secret", "password"];

    public override ChannelKind Kind => ChannelKind.Generic;
    public override string Name => "Webhook";
    public override string Description => "JSON to any address, or a request of your own design.";

    public override IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Address", ChannelFieldType.SecretUrl, IsRequired: true, "Receives title, message, source, timestamp, topic and id as JSON.", "https://example.org/hook"),
        new("method", "Method", ChannelFieldType.Choice, Default: "POST") { Choices = ["POST", "PUT", "PATCH", "GET", "DELETE"], IsAdvanced = true },
        new("headers", "Headers", ChannelFieldType.LongText, Help: "One on each line, \"Name: value\". {secret} stands for the secret below.", Placeholder: "Authorization: Bearer {secret}") { IsAdvanced = true },
        new("secret", "Secret", ChannelFieldType.Secret, Help: "What {secret} stands for in headers, body and address; kept encrypted.") { IsAdvanced = true },
        new("content_type", "Content type", ChannelFieldType.Text, Help: "Decides how values are escaped: JSON, form, XML or plain.", Default: "application/json") { IsAdvanced = true },
        new("body", "Body", ChannelFieldType.LongText, Help: "Instead of the standard JSON. {title}, {message}, {timestamp}, {topic}, {id}, {url}, {image}, {priority}, {tone} and every parameter of the event are replaced.", Placeholder: "{ \"text\": \"{title}: {message}\" }") { IsAdvanced = true },
    ];

    public override IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings)
    {
        foreach (var problem in base.Problems(settings))
        {
            yield return problem;
        }

        List<(string Name, string Value)>? headers = null;
        string? wrong = null;
        try
        {
            headers = Headers(settings["headers"], new Dictionary<string, string>());
        }
        catch (FormatException fault)
        {
            wrong = fault.Message;
        }

        if (wrong is not null || headers is null)
        {
            yield return ("headers", wrong ?? "The headers cannot be read.");
            yield break;
        }

        // Without values the placeholders are still in them.
        if (headers.FirstOrDefault(h => IsConfidential(h.Name) && !Placeholders.Hides(h.Value)).Name is { } open)
        {
            yield return ("headers", $"{open} would be stored and shown in clear. Put the confidential part into the field Secret and write {{secret}} in its place.");
        }

        var type = ContentType(settings, headers);
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out _))
        {
            yield return ("content_type", "This is no content type; application/json is one.");
        }
        else if (settings["body"] is { } body && IsJson(type) && !Parses(Placeholders.Example(body)))
        {
            yield return ("body", "This is no JSON. Texts need quotation marks around their placeholder: \"{title}\".");
        }
    }

    protected override ChannelCall Compose(SendRequest request)
    {
        var settings = request.Settings;
        var values = Placeholders.Values(request, settings["secret"]);
        var headers = Headers(settings["headers"], values);
        var type = ContentType(settings, headers);
        headers.RemoveAll(h => IsContentType(h.Name));
        var url = Placeholders.Fill(settings.Required("url"), values, Uri.EscapeDataString);
        var method = new HttpMethod(settings["method"] ?? "POST");
        var body = method == HttpMethod.Get ? null
            : settings["body"] is { } template ? Placeholders.Fill(template, values, EscapeFor(type))
            : Standard(request);
        return new(method, ChannelCall.Address(url), body is null ? null : Encoding.UTF8.GetBytes(body), body is not null && settings["body"] is null ? ChannelCall.Json : type)
        {
            Headers = headers,
            Secrets = [url],
        };
    }

    private static string Standard(SendRequest request) => ChannelJson.Write(new
    {
        title = request.Notice.Title,
        message = NoticeText.Cut(NoticeText.Plain(request.Notice), 32_000),
        source = NoticeText.Source,
        timestamp = NoticeText.Instant(request.Notice.At),
        topic = request.Notice.Topic,
        id = request.Key,
    });

    private static Func<string, string> EscapeFor(string type) =>
        IsJson(type) ? ChannelJson.Escape
        : type.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ? WebUtility.UrlEncode
        : type.Contains("xml", StringComparison.OrdinalIgnoreCase) || type.Contains("html", StringComparison.OrdinalIgnoreCase) ? WebUtility.HtmlEncode
        : v => v;

    private static List<(string Name, string Value)> Headers(string? text, IReadOnlyDictionary<string, string> values)
    {
        List<(string, string)> headers = [];
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon > 0 ? line[..colon].Trim() : "";
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            {
                throw new FormatException($"'{NoticeText.Cut(line, 60)}' is no header; write \"Name: value\".");
            }

            if (NotOurs.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw new FormatException($"{name} is set by the connection itself.");
            }

            headers.Add((name, HeaderValue(Placeholders.Fill(line[(colon + 1)..].Trim(), values, v => v))));
        }

        return headers.Count <= MaxHeaders ? headers : throw new FormatException($"At most {MaxHeaders} headers.");
    }

    /// <summary>One line of printable ASCII: a title with a line break must not become a header of its own.</summary>
    private static string HeaderValue(string text) =>
        string.Concat(NoticeText.Line(text, 4000).EnumerateRunes().Select(r => r.Value is >= 0x20 and < 0x7f ? r.ToString() : Uri.EscapeDataString(r.ToString())));

    private static string ContentType(ChannelSettings settings, List<(string Name, string Value)> headers) =>
        headers.Where(h => IsContentType(h.Name)).Select(h => h.Value).FirstOrDefault() ?? settings["content_type"] ?? "application/json";

    private static bool IsConfidential(string name) => Confidential.Any(c => name.Contains(c, StringComparison.OrdinalIgnoreCase));

    private static bool IsContentType(string name) => string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(string type) => type.Contains("json", StringComparison.OrdinalIgnoreCase);

    private static bool Parses(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
