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
