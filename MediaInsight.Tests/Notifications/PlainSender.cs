using System.Globalization;
using System.Net;
using System.Text;
using MediaInsight.Notifications;

namespace MediaInsight.Tests.Notifications;

/// <summary>Posts a message's title to an address: the least a sender can be. The delivery under test is what is real here.</summary>
internal sealed class PlainSender : INotificationSender, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) });

    public ChannelKind Kind { get; init; } = ChannelKind.Generic;
    public string Name => "Plain";
    public string Description => "Posts the title.";

    /// <summary>Asked before anything is sent; throws what a faulty sender would throw.</summary>
    public Action<Notice> Before { get; set; } = _ => { };

    public IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("url", "Address", ChannelFieldType.SecretUrl, IsRequired: true),
        new("token", "Token", ChannelFieldType.Secret),
        new("method", "Method", ChannelFieldType.Choice, Default: "POST") { Choices = ["POST", "PUT"] },
        new("retries", "Tries", ChannelFieldType.Number) { Min = 1, Max = 5 },
        new("loud", "Loud", ChannelFieldType.Toggle, Default: "false"),
        new("body", "Body", ChannelFieldType.LongText) { IsAdvanced = true },
    ];

    public IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings) =>
        settings["body"] == "forbidden" ? [("body", "This body is not allowed.")] : [];

    public async Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        Before(request.Notice);
        using var message = new HttpRequestMessage(new(request.Settings["method"] ?? "POST"), request.Settings.Required("url")) { Content = new StringContent(request.Notice.Title, Encoding.UTF8, "text/plain") };
        message.Headers.Add("Idempotency-Key", request.Key);
        var sent = $"{message.Method} {request.Settings["url"]}\n\n{request.Notice.Title}";
        try
        {
            using var answer = await _http.SendAsync(message, cancellationToken);
            var text = $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}";
            return (int)answer.StatusCode switch
            {
                < 300 => new(SendResult.Taken, sent, text, null),
                429 => new(SendResult.TryAgain, sent, text, "Too many messages.", answer.Headers.RetryAfter?.Delta, IsChannelDown: true),
                >= 500 => new(SendResult.TryAgain, sent, text, "The receiver failed: " + ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)),
                _ => new(SendResult.Refused, sent, text, "The receiver refused it."),
            };
        }
        catch (HttpRequestException)
        {
            return new(SendResult.TryAgain, sent, null, "No connection.", IsChannelDown: true);
        }
    }

    public void Dispose() => _http.Dispose();
}
