using System.Text;

namespace MediaInsight.Notifications.Sending;

/// <summary>One HTTP request to a channel, ready to go.</summary>
/// <param name="Body">Null: none.</param>
public sealed record ChannelCall(HttpMethod Method, Uri Url, byte[]? Body = null, string ContentType = ChannelCall.Json)
{
    public const string Json = "application/json; charset=utf-8";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Made of secrets (a coded header): removed like them.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    public static ChannelCall Post(string url, object content) => new(HttpMethod.Post, Address(url), Encoding.UTF8.GetBytes(ChannelJson.Write(content)));

    /// <summary>Throws <see cref="FormatException"/> in plain words.</summary>
    public static Uri Address(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : throw new FormatException("The channel's address is no http or https address.");
}

/// <param name="Body">Its begin; at most 64 kB were read.</param>
public sealed record ChannelAnswer(int Status, string Body, TimeSpan? RetryAfter);

/// <summary>What a product's own words say about an answer, where its status does not.</summary>
public sealed record Verdict(SendResult Result, string? Error = null, TimeSpan? RetryAfter = null, bool IsChannelDown = false);
