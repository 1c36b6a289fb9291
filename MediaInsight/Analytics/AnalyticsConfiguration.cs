using MediaInsight.Analytics.Dashboards;
using MediaInsight.Analytics.Reports;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Analytics;

internal sealed class ShareLinkConfiguration : IEntityTypeConfiguration<ShareLink>
{
    public void Configure(EntityTypeBuilder<ShareLink> builder)
    {
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => l.OwnerId);
        builder.Property(l => l.Title).HasMaxLength(Text.MaxName);
        builder.Property(l => l.Words).HasMaxLength(SavedReport.MaxWords);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(l => l.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SavedReport>().WithMany().HasForeignKey(l => l.ReportId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SavedReportConfiguration : IEntityTypeConfiguration<SavedReport>
{
    public void Configure(EntityTypeBuilder<SavedReport> builder)
    {
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(r => r.OwnerId);
        builder.Property(r => r.Name).HasMaxLength(Text.MaxName);
        builder.Property(r => r.Words).HasMaxLength(SavedReport.MaxWords);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(r => r.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DashboardLayoutConfiguration : IEntityTypeConfiguration<DashboardLayout>
{
    public void Configure(EntityTypeBuilder<DashboardLayout> builder)
    {
        builder.HasKey(l => l.OwnerId);
        builder.Property(l => l.Widgets).HasMaxLength(DashboardLayout.MaxWidgets);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(l => l.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
