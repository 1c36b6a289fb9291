using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Servers;

internal sealed class MediaServerConfiguration : IEntityTypeConfiguration<MediaServer>
{
    public void Configure(EntityTypeBuilder<MediaServer> builder)
    {
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.Property(s => s.Name).HasMaxLength(100);
        builder.Property(s => s.Url).HasMaxLength(500);
        builder.Property(s => s.EncryptedWebhookSecret).HasMaxLength(1000);
    }
}

internal sealed class CatchUpRunConfiguration : IEntityTypeConfiguration<CatchUpRun>
{
    public void Configure(EntityTypeBuilder<CatchUpRun> builder)
    {
        builder.HasKey(r => r.ServerId);
        builder.Property(r => r.ServerId).ValueGeneratedNever();
    }
}

internal sealed class ServerGapConfiguration : IEntityTypeConfiguration<ServerGap>
{
    public void Configure(EntityTypeBuilder<ServerGap> builder)
    {
        builder.HasKey(g => g.Id);
        builder.HasIndex(g => new { g.ServerId, g.StartedAt });
    }
}
