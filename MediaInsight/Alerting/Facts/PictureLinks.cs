using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.AspNetCore.DataProtection;

namespace MediaInsight.Alerting.Facts;

/// <summary>
/// Addresses of posters for products that fetch pictures themselves and cannot sign in: sealed with the installation's keys, each
/// good for one title's poster and for a month.
/// </summary>
public sealed class PictureLinks(IDataProtectionProvider protection, SettingsStore settings, TimeProvider time)
{
    public const string Path = "share-picture";

    /// <summary>Products fetch once and keep; whoever scrolls back further sees the text.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const int ContentBytes = sizeof(int) + sizeof(long);
    private const int MaxToken = 500;
    private readonly IDataProtector _seal = protection.CreateProtector("MediaInsight.Notifications.Picture.v1");

    /// <summary>Null where the site's address is not known.</summary>
    public string? Link(MediaItemId item)
    {
        if (settings.Get<SiteSettings>().Base() is not { } site)
        {
            return null;
        }

        var content = new byte[ContentBytes];
        BinaryPrimitives.WriteInt32LittleEndian(content, item.Value);
        BinaryPrimitives.WriteInt64LittleEndian(content.AsSpan(sizeof(int)), (time.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds());
        return new Uri(site, $"{Path}/{Base64Url.EncodeToString(_seal.Protect(content))}").AbsoluteUri;
    }

    /// <summary>Null: this link was not made here, or its time is over.</summary>
    public MediaItemId? Read(string token)
    {
        try
        {
            if (token.Length is 0 or > MaxToken || _seal.Unprotect(Base64Url.DecodeFromChars(token)) is not { Length: ContentBytes } content)
            {
                return null;
            }

            var until = BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(sizeof(int)));
            return until > time.GetUtcNow().ToUnixTimeMilliseconds() ? new MediaItemId(BinaryPrimitives.ReadInt32LittleEndian(content)) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
