using MediaInsight.Domain;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Alerting;

internal sealed class NotificationRuleConfiguration : IEntityTypeConfiguration<NotificationRule>
{
    public void Configure(EntityTypeBuilder<NotificationRule> builder)
    {
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.Property(r => r.Name).HasMaxLength(Text.MaxName);
        builder.Property(r => r.Conditions).HasMaxLength(NotificationRule.MaxConditions);
        builder.Property(r => r.TitleTemplate).HasMaxLength(NotificationRule.MaxTemplate);
        builder.Property(r => r.TextTemplate).HasMaxLength(NotificationRule.MaxTemplate);
        builder.HasMany(r => r.Channels).WithOne().HasForeignKey(c => c.RuleId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NotificationRuleChannelConfiguration : IEntityTypeConfiguration<NotificationRuleChannel>
{
    public void Configure(EntityTypeBuilder<NotificationRuleChannel> builder)
    {
        builder.HasKey(c => new { c.RuleId, c.ChannelId });
        builder.HasOne<NotificationChannel>().WithMany().HasForeignKey(c => c.ChannelId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RuleProgressConfiguration : IEntityTypeConfiguration<RuleProgress>
{
    public void Configure(EntityTypeBuilder<RuleProgress> builder)
    {
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
    }
}

internal sealed class AlertRuleConfiguration : IEntityTypeConfiguration<AlertRule>
{
    public void Configure(EntityTypeBuilder<AlertRule> builder)
    {
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.Property(r => r.Name).HasMaxLength(Text.MaxName);
        builder.Property(r => r.ConditionType).HasMaxLength(60);
        builder.Property(r => r.CooldownMinutes).HasDefaultValue(60);
        builder.HasIndex(r => r.ChannelId);
        builder.HasIndex(r => r.IsEnabled).HasFilter("is_enabled").HasDatabaseName("ix_alert_rules_enabled");
        builder.HasOne<NotificationChannel>().WithMany().HasForeignKey(r => r.ChannelId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class AlertLogEntryConfiguration : IEntityTypeConfiguration<AlertLogEntry>
{
    public void Configure(EntityTypeBuilder<AlertLogEntry> builder)
    {
        builder.ToTable("AlertLog");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(e => e.SentAt);
        builder.HasIndex(e => e.RuleId);
        builder.HasIndex(e => e.DeliveryKey);
        builder.HasOne<AlertRule>().WithMany().HasForeignKey(e => e.RuleId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<NotificationChannel>().WithMany().HasForeignKey(e => e.ChannelId).OnDelete(DeleteBehavior.SetNull);
    }
}
