using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Data.Events;

internal sealed class AppEventConfiguration : IEntityTypeConfiguration<AppEvent>
{
    public void Configure(EntityTypeBuilder<AppEvent> builder)
    {
        builder.HasKey(e => e.Number);
        builder.Property(e => e.Number).ValueGeneratedOnAdd().UseAutoincrement();
        builder.Property(e => e.Topic).HasMaxLength(60);
        builder.Property(e => e.Key).HasMaxLength(AppEvent.MaxKey);
        builder.Property(e => e.Facts).HasMaxLength(AppEvent.MaxFacts);
        builder.HasIndex(e => e.Key).IsUnique();
        builder.HasIndex(e => new { e.Topic, e.At });
        builder.HasIndex(e => e.At);
    }
}
