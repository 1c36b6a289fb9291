using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Newsletters;

/// <summary>Who no longer wants mails. A link of a mail is the right to say so: it is sealed with the installation's keys and says nothing by itself.</summary>
public sealed class OptOuts(IDataProtectionProvider protection, IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, SettingsStore settings, TimeProvider time)
{
    public const string Path = "newsletters/opt-out";
    private const int HashBytes = 32;
    private const int MaxToken = 600;
    private readonly IDataProtector _seal = protection.CreateProtector("MediaInsight.Newsletters.OptOut.v1");

    /// <summary>Null where the site's address is not known.</summary>
    public string? Link(int newsletterId, string address)
    {
        if (settings.Get<SiteSettings>().Base() is not { } site)
        {
            return null;
        }

        var content = new byte[sizeof(int) + HashBytes];
        BinaryPrimitives.WriteInt32LittleEndian(content, newsletterId);
        NewsletterRecipient.HashOf(address).CopyTo(content, sizeof(int));
        return new Uri(site, $"{Path}/{Base64Url.EncodeToString(_seal.Protect(content))}").AbsoluteUri;
    }

    /// <summary>Words for a link that was not made here: in the site's language.</summary>
    public NewsletterWords SiteWords => NewsletterWords.For(Cultures.Find(settings.Get<SiteSettings>().Culture));

    /// <summary>The newsletter's name, empty where it is gone, and words in its language. Null: this link was not made here.</summary>
    public async Task<(string Name, NewsletterWords Words)?> AskAsync(string token, CancellationToken cancellationToken)
    {
        if (Read(token) is not { } link)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var found = await db.Newsletters.AsNoTracking().Where(n => n.Id == link.Newsletter).Select(n => new { n.Name, n.Culture }).SingleOrDefaultAsync(cancellationToken);
        return (found?.Name ?? "", found?.Culture is { } culture ? NewsletterWords.For(Cultures.Find(culture)) : SiteWords);
    }

    /// <param name="all">From every newsletter.</param>
    /// <returns>False: this link was not made here.</returns>
    public async Task<bool> OptOutAsync(string token, bool all, CancellationToken cancellationToken)
    {
        if (Read(token) is not { } link)
        {
            return false;
        }

        await writer.RunAsync(
            async (db, inner) =>
            {
                var isKnown = await db.Newsletters.AnyAsync(n => n.Id == link.Newsletter, inner);
                int? from = all || !isKnown ? null : link.Newsletter;
                if ((all || isKnown) && !await db.NewsletterOptOuts.AnyAsync(o => o.AddressHash == link.Hash && o.NewsletterId == from, inner))
                {
                    db.NewsletterOptOuts.Add(new() { AddressHash = link.Hash, NewsletterId = from, At = time.GetUtcNow() });
                }
            },
            cancellationToken);
        return true;
    }

    /// <summary>Who does not get this newsletter.</summary>
    public async Task<IReadOnlySet<string>> OfAsync(int newsletterId, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var hashes = await db.NewsletterOptOuts.AsNoTracking().Where(o => o.NewsletterId == null || o.NewsletterId == newsletterId).Select(o => o.AddressHash).ToListAsync(cancellationToken);
        return hashes.Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
    }

    private (int Newsletter, byte[] Hash)? Read(string token)
    {
        try
        {
            return token.Length is > 0 and <= MaxToken && _seal.Unprotect(Base64Url.DecodeFromChars(token)) is { Length: sizeof(int) + HashBytes } content
                ? (BinaryPrimitives.ReadInt32LittleEndian(content), content[sizeof(int)..])
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
