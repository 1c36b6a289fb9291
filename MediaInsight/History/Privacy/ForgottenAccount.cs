using System.Security.Cryptography;
using System.Text;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.History.Privacy;

/// <summary>
/// An account that was forgotten and that its server still has: it is neither stored nor recorded again. Only a hash of it
/// is kept, so that the row tells nobody who it was.
/// </summary>
public sealed class ForgottenAccount
{
    public required string Hash { get; init; }
    public required ServerId ServerId { get; init; }
    public DateTimeOffset At { get; init; }

    public static string HashOf(ServerId server, string externalId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"forgotten|{server}|{externalId}")));
}

internal sealed class ForgottenAccountConfiguration : IEntityTypeConfiguration<ForgottenAccount>
{
    public void Configure(EntityTypeBuilder<ForgottenAccount> builder)
    {
        builder.HasKey(f => f.Hash);
        builder.Property(f => f.Hash).HasMaxLength(64);
    }
}
