using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.History.Changes;

internal sealed class DataChangeConfiguration : IEntityTypeConfiguration<DataChange>
{
    public void Configure(EntityTypeBuilder<DataChange> builder)
    {
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(c => c.At);
        builder.Property(c => c.Actor).HasMaxLength(200);
        builder.Property(c => c.Summary).HasMaxLength(500);
    }
}

internal sealed class DataChangeRowConfiguration : IEntityTypeConfiguration<DataChangeRow>
{
    public void Configure(EntityTypeBuilder<DataChangeRow> builder)
    {
        builder.HasKey(r => new { r.ChangeId, r.PlayNumber });
        builder.HasIndex(r => r.UserId);
        builder.HasOne<DataChange>().WithMany().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DeletedPlayConfiguration : IEntityTypeConfiguration<DeletedPlay>
{
    public void Configure(EntityTypeBuilder<DeletedPlay> builder)
    {
        builder.HasKey(p => p.PlayNumber);
        builder.Property(p => p.PlayNumber).ValueGeneratedNever();
        builder.HasIndex(p => p.ChangeId);
        builder.HasIndex(p => p.UserId);
        builder.HasIndex(p => p.DeletedAt);
        builder.HasOne<DataChange>().WithMany().HasForeignKey(p => p.ChangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
