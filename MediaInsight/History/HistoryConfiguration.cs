using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.History;

internal sealed class PlayConfiguration : IEntityTypeConfiguration<Play>
{
    public void Configure(EntityTypeBuilder<Play> builder)
    {
        builder.HasKey(p => p.Number);
        builder.Property(p => p.Number).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(p => p.Id).IsUnique();
        builder.HasIndex(p => p.StartedAt);
        builder.HasIndex(p => new { p.UserId, p.StartedAt });
        builder.HasIndex(p => new { p.MediaItemId, p.StartedAt });
        builder.HasIndex(p => new { p.ServerId, p.StartedAt });
        builder.HasIndex(p => new { p.Kind, p.StartedAt });
        builder.HasIndex(p => p.IpAddress);
        builder.HasIndex(p => p.ChainNumber);
        builder.HasIndex(p => p.StoppedAt).HasFilter("stopped_at IS NULL").HasDatabaseName("ix_plays_running");
        builder.Property(p => p.IpAddress).HasMaxLength(64);
    }
}

internal sealed class PlaySegmentConfiguration : IEntityTypeConfiguration<PlaySegment>
{
    public void Configure(EntityTypeBuilder<PlaySegment> builder)
    {
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => new { s.PlayNumber, s.Ordinal }).IsUnique();
        builder.HasOne<Play>().WithMany().HasForeignKey(s => s.PlayNumber).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class StreamProfileConfiguration : IEntityTypeConfiguration<StreamProfile>
{
    public void Configure(EntityTypeBuilder<StreamProfile> builder)
    {
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => s.Hash).IsUnique();
    }
}

internal sealed class PlayDeviceConfiguration : IEntityTypeConfiguration<PlayDevice>
{
    public void Configure(EntityTypeBuilder<PlayDevice> builder)
    {
        builder.HasKey(d => d.Id);
        builder.HasIndex(d => new { d.ServerId, d.Hash }).IsUnique();
    }
}

internal sealed class ActivePlayConfiguration : IEntityTypeConfiguration<ActivePlay>
{
    public void Configure(EntityTypeBuilder<ActivePlay> builder)
    {
        builder.HasKey(a => a.PlayNumber);
        builder.Property(a => a.PlayNumber).ValueGeneratedNever();
        builder.HasOne<Play>().WithOne().HasForeignKey<ActivePlay>(a => a.PlayNumber).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PlaySourceConfiguration : IEntityTypeConfiguration<PlaySource>
{
    public void Configure(EntityTypeBuilder<PlaySource> builder)
    {
        builder.HasKey(s => new { s.ServerId, s.Source });
        builder.Property(s => s.Source).HasMaxLength(300);
    }
}

internal sealed class PlayEventConfiguration : IEntityTypeConfiguration<PlayEvent>
{
    public void Configure(EntityTypeBuilder<PlayEvent> builder)
    {
        builder.HasKey(e => e.Number);
        builder.Property(e => e.Number).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(e => e.At);
    }
}
