using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Monitoring;

internal sealed class SystemSampleConfiguration : IEntityTypeConfiguration<SystemSample>
{
    public void Configure(EntityTypeBuilder<SystemSample> builder)
    {
        builder.ToTable("SystemMetrics");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(s => s.RecordedAt);
    }
}

internal sealed class ServerSampleConfiguration : IEntityTypeConfiguration<ServerSample>
{
    public void Configure(EntityTypeBuilder<ServerSample> builder)
    {
        builder.ToTable("ServerMetrics");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(s => new { s.ServerId, s.RecordedAt });
        builder.HasIndex(s => s.RecordedAt);
    }
}
