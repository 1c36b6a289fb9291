using System.Security.Cryptography;
using System.Text;
using MediaInsight.Domain;
using MediaInsight.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.History.Privacy;

/// <summary>
/// An account that was forgotten and that its server still has: it is neither stored nor recorded again. Only a hash of it
/// is kept, so that the row tells nobody who it was.
/// </summary>
public sealed class ForgottenAccount
{
    internal const string Prefix = "keyed:";

    public required string Hash { get; init; }
    public required ServerId ServerId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Of an account on this installation.</summary>
    public static string HashOf(InstallationSecret secret, ServerId server, string externalId) => Salted(secret, UnsaltedHashOf(server, externalId));

    /// <summary>Over the hash that former versions kept, so that their marks can be keyed without knowing whose they are.</summary>
    internal static string Salted(InstallationSecret secret, string unsalted) => Prefix + Convert.ToBase64String(secret.HashOf(unsalted));

    internal static string UnsaltedHashOf(ServerId server, string externalId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"forgotten|{server}|{externalId}")));
}

internal sealed class ForgottenAccountConfiguration : IEntityTypeConfiguration<ForgottenAccount>
{
    public void Configure(EntityTypeBuilder<ForgottenAccount> builder)
    {
        builder.HasKey(f => f.Hash);
        builder.Property(f => f.Hash).HasMaxLength(64);
    }
}
