using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MediaInsight.Domain;
using MediaInsight.Notifications.Email;

namespace MediaInsight.Newsletters;

/// <param name="Viewer">The person a year in review is about; null: the household.</param>
public sealed record NewsletterRecipient(string Address, string? Name = null, int? Viewer = null)
{
    /// <summary>What is remembered of somebody who opted out: SHA-256 of the address in lower case.</summary>
    public byte[] Hash => HashOf(Address);

    public ViewerId? Person => Viewer is { } id ? new(id) : null;

    public static byte[] HashOf(string address) => SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant()));

    public static IReadOnlyList<NewsletterRecipient> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<NewsletterRecipient>>(json)?.Where(r => MailAddresses.Read(r.Address) is not null).ToList() ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public static string Write(IEnumerable<NewsletterRecipient> recipients) => JsonSerializer.Serialize(recipients);
}
