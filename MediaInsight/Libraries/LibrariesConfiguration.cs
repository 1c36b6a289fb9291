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
        builder.HasIndex(i => new { i.ServerId, i.ParentExternalId });

        // Everything that lists of a library count, search and sort by: 100 000 titles are read from it without their rows.
        builder.HasIndex(i => new { i.LibraryId, i.Kind, i.SortTitle, i.RemovedAt, i.AddedAt, i.SizeBytes, i.FileCount, i.SearchText }).HasDatabaseName("ix_media_items_list");
    }
}

internal sealed class MediaFileConfiguration : IEntityTypeConfiguration<MediaFile>
{
    public void Configure(EntityTypeBuilder<MediaFile> builder)
    {
        builder.HasKey(f => f.Id);
        builder.HasIndex(f => new { f.MediaItemId, f.Ordinal }).IsUnique();

        // Which titles have a file of some quality, and which qualities there are.
        builder.HasIndex(f => new { f.Resolution, f.DynamicRange, f.VideoCodec, f.MediaItemId });
        builder.HasOne<MediaItem>().WithMany().HasForeignKey(f => f.MediaItemId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MediaProviderIdConfiguration : IEntityTypeConfiguration<MediaProviderId>
{
    public void Configure(EntityTypeBuilder<MediaProviderId> builder)
    {
        builder.HasKey(i => i.Id);
        builder.HasIndex(i => new { i.MediaItemId, i.Provider }).IsUnique();
        builder.HasIndex(i => new { i.Provider, i.Value });
        builder.HasOne<MediaItem>().WithMany().HasForeignKey(i => i.MediaItemId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MediaRelinkConfiguration : IEntityTypeConfiguration<MediaRelink>
{
    public void Configure(EntityTypeBuilder<MediaRelink> builder)
    {
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => r.At);
        builder.HasIndex(r => r.OldItemId);
        builder.HasIndex(r => r.NewItemId);
    }
}

internal sealed class LibrarySyncStateConfiguration : IEntityTypeConfiguration<LibrarySyncState>
{
    public void Configure(EntityTypeBuilder<LibrarySyncState> builder)
    {
        builder.HasKey(s => s.LibraryId);
        builder.Property(s => s.LibraryId).ValueGeneratedNever();
        builder.HasOne<MediaLibrary>().WithOne().HasForeignKey<LibrarySyncState>(s => s.LibraryId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class LibrarySyncRunConfiguration : IEntityTypeConfiguration<LibrarySyncRun>
{
    public void Configure(EntityTypeBuilder<LibrarySyncRun> builder)
    {
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => new { r.LibraryId, r.StartedAt });
        builder.HasOne<MediaLibrary>().WithMany().HasForeignKey(r => r.LibraryId).OnDelete(DeleteBehavior.Cascade);
    }
}
