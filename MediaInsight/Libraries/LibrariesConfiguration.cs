using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Libraries;

internal sealed class MediaLibraryConfiguration : IEntityTypeConfiguration<MediaLibrary>
{
    public void Configure(EntityTypeBuilder<MediaLibrary> builder)
    {
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(l => new { l.ServerId, l.ExternalId }).IsUnique();
    }
}

internal sealed class MediaItemConfiguration : IEntityTypeConfiguration<MediaItem>
{
    public void Configure(EntityTypeBuilder<MediaItem> builder)
    {
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(i => new { i.ServerId, i.ExternalId, i.Fingerprint }).IsUnique();
        builder.HasIndex(i => i.AddedAt);
        builder.HasIndex(i => new { i.ServerId, i.GrandparentExternalId });
    }
}
