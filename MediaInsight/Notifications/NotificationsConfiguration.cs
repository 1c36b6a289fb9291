using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Notifications;

internal sealed class NotificationChannelConfiguration : IEntityTypeConfiguration<NotificationChannel>
{
    public void Configure(EntityTypeBuilder<NotificationChannel> builder)
    {
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.Property(c => c.Name).HasMaxLength(Text.MaxName);
        builder.Property(c => c.Settings).HasMaxLength(NotificationChannel.MaxSettings);
    }
}

internal sealed class NotificationDeliveryConfiguration : IEntityTypeConfiguration<NotificationDelivery>
{
    public void Configure(EntityTypeBuilder<NotificationDelivery> builder)
    {
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.Property(d => d.Key).HasMaxLength(200);
        builder.Property(d => d.CooldownKey).HasMaxLength(200);
        builder.HasIndex(d => d.Key).IsUnique();
        builder.HasIndex(d => new { d.ChannelId, d.State, d.Id });
        builder.HasIndex(d => new { d.CooldownKey, d.State, d.EndedAt });
        builder.HasIndex(d => d.CreatedAt);
        builder.HasIndex(d => d.RuleId);
        builder.HasOne<NotificationChannel>().WithMany().HasForeignKey(d => d.ChannelId).OnDelete(DeleteBehavior.SetNull);
    }
}
