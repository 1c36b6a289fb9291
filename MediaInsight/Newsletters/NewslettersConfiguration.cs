using MediaInsight.Analytics.Reports;
using MediaInsight.Domain;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Newsletters;

internal sealed class NewsletterConfiguration : IEntityTypeConfiguration<Newsletter>
{
    public void Configure(EntityTypeBuilder<Newsletter> builder)
    {
        builder.HasKey(n => n.Id);
        builder.Property(n => n.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.Property(n => n.Name).HasMaxLength(Text.MaxName);
        builder.Property(n => n.Recipients).HasMaxLength(Newsletter.MaxRecipients);
        builder.HasOne<NotificationChannel>().WithMany().HasForeignKey(n => n.ChannelId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<SavedReport>().WithMany().HasForeignKey(n => n.ReportId).OnDelete(DeleteBehavior.SetNull);
    }
}

internal sealed class NewsletterOptOutConfiguration : IEntityTypeConfiguration<NewsletterOptOut>
{
    public void Configure(EntityTypeBuilder<NewsletterOptOut> builder)
    {
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(o => new { o.AddressHash, o.NewsletterId }).IsUnique();
        builder.HasOne<Newsletter>().WithMany().HasForeignKey(o => o.NewsletterId).OnDelete(DeleteBehavior.Cascade);
    }
}
