using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Viewers;

internal sealed class ViewerConfiguration : IEntityTypeConfiguration<Viewer>
{
    public void Configure(EntityTypeBuilder<Viewer> builder)
    {
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.Property(v => v.Name).HasMaxLength(200);

        // A merged person has no account left: no list, choice or search may offer it.
        builder.HasQueryFilter(v => v.MergedIntoId == null);
    }
}

internal sealed class ServerUserConfiguration : IEntityTypeConfiguration<ServerUser>
{
    public void Configure(EntityTypeBuilder<ServerUser> builder)
    {
        builder.HasKey(u => u.Id);
        builder.Property(u => u.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(u => new { u.ServerId, u.ExternalId }).IsUnique();
        builder.HasIndex(u => u.ViewerId);
        builder.HasOne<Viewer>().WithMany().HasForeignKey(u => u.ViewerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ViewerMergeConfiguration : IEntityTypeConfiguration<ViewerMerge>
{
    public void Configure(EntityTypeBuilder<ViewerMerge> builder)
    {
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedOnAdd().UseAutoincrement();
    }
}

internal sealed class MergeDismissalConfiguration : IEntityTypeConfiguration<MergeDismissal>
{
    public void Configure(EntityTypeBuilder<MergeDismissal> builder) => builder.HasKey(d => new { d.FirstId, d.SecondId });
}
