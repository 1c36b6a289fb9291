namespace MediaInsight.Notifications;

/// <summary>How a field of a channel's form is filled in.</summary>
public enum ChannelFieldType
{
    Text = 0,

    /// <summary>Encrypted when stored, never shown again.</summary>
    Secret = 1,
    Url = 2,

    /// <summary>An address with a token in it: encrypted, never shown again.</summary>
    SecretUrl = 3,
    Number = 4,
    Toggle = 5,
    Choice = 6,
    LongText = 7,
}

/// <summary>One line of a channel's form, and one name in its settings.</summary>
/// <param name="Name">Stable, snake case, as the API calls it.</param>
public sealed record ChannelField(string Name, string Label, ChannelFieldType Type, bool IsRequired = false, string? Help = null, string? Placeholder = null, string? Default = null)
{
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Of a number.</summary>
    public int Min { get; init; }
    public int Max { get; init; } = int.MaxValue;

    /// <summary>Folded away until asked for.</summary>
    public bool IsAdvanced { get; init; }

    /// <summary>An address of a picture: shown with the message, nothing is sent there.</summary>
    public bool IsPicture { get; init; }

    /// <summary>Decides where messages, and with them the secrets, go, or how well they are guarded on the way.</summary>
    public bool IsReceiver => !IsPicture && (Type is ChannelFieldType.Url or ChannelFieldType.SecretUrl || Name is "host" or "port" or "security" or "fingerprint" or "server" or "homeserver");
    public bool IsSecret => Type is ChannelFieldType.Secret or ChannelFieldType.SecretUrl;
}

/// <summary>A channel's values, secrets decrypted; lives only while something is sent.</summary>
public sealed class ChannelSettings(IReadOnlyDictionary<string, string> values)
{
    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public string Required(string name) => this[name] ?? throw new InvalidOperationException($"The channel has no {name}.");

    public bool IsOn(string name) => this[name] == "true";

    public int? Number(string name) => int.TryParse(this[name], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <param name="Key">The delivery's idempotency key; the same at every attempt.</param>
public sealed record SendRequest(Notice Notice, ChannelSettings Settings, string Key, IReadOnlyList<string> Secrets);

public enum SendResult
{
    Taken = 0,

    /// <summary>Another attempt may succeed (no connection, 408, 425, 429, 5xx).</summary>
    TryAgain = 1,

    /// <summary>The channel refuses this message or us: another attempt would end the same.</summary>
    Refused = 2,
}

/// <param name="Request">What went out, secrets removed.</param>
/// <param name="Answer">What came back: status line and the begin of the body, secrets removed.</param>
/// <param name="Error">Plain words; null when taken.</param>
/// <param name="RetryAfter">What the channel asks to wait.</param>
/// <param name="IsChannelDown">Nothing would get through now, whatever the message: no connection, 429, TLS.</param>
public sealed record SendOutcome(SendResult Result, string Request, string? Answer, string? Error, TimeSpan? RetryAfter = null, bool IsChannelDown = false)
{
    /// <summary>Of several receivers those who have the message now, or had it before, where others are to be tried again: the next attempt leaves these out.</summary>
    public IReadOnlyList<string> Had { get; init; } = [];
}

/// <summary>Speaks one channel's protocol. Throws nothing but cancellation: every fault is an outcome.</summary>
public interface INotificationSender
{
    ChannelKind Kind { get; }

    /// <summary>"Discord": as the form calls it.</summary>
    string Name { get; }

    /// <summary>One sentence under the name.</summary>
    string Description { get; }

    IReadOnlyList<ChannelField> Fields { get; }

    /// <summary>What is wrong with the values beyond their fields' rules, each with the field's name; plain words.</summary>
    IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings) => [];

    Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken);
}
