using System.Text.Json;
using MediaInsight.Platform;

namespace MediaInsight.Notifications.Channels;

/// <summary>A channel's stored values, apart and together.</summary>
public sealed class ChannelSecrets(SecretProtector protector)
{
    internal static IReadOnlyDictionary<string, string> Shown(NotificationChannel channel) => Read(channel.Settings) ?? new Dictionary<string, string>();

    /// <summary>Null: the keys that encrypted them are gone.</summary>
    internal IReadOnlyDictionary<string, string>? Hidden(NotificationChannel channel) =>
        channel.EncryptedSecrets is { } cipher ? protector.Unprotect(cipher) is { } clear ? Read(clear) : null : new Dictionary<string, string>();

    internal string? Encrypt(IReadOnlyDictionary<string, string> secrets) => secrets.Count == 0 ? null : protector.Protect(Write(secrets));

    internal static string Write(IReadOnlyDictionary<string, string> values) => JsonSerializer.Serialize(values);

    /// <summary>All of it, for sending only; null: the secrets cannot be read.</summary>
    internal (ChannelSettings Settings, IReadOnlyList<string> Secrets)? Open(NotificationChannel channel)
    {
        if (Hidden(channel) is not { } hidden)
        {
            return null;
        }

        var all = new Dictionary<string, string>(Shown(channel), StringComparer.Ordinal);
        foreach (var (name, value) in hidden)
        {
            all[name] = value;
        }

        return (new(all), [.. hidden.Values.Where(v => v.Length > 0)]);
    }

    private static Dictionary<string, string>? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
