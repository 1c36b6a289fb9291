using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Analytics.Statistics;

/// <summary>A filter of statistics that a reader keeps, as the words of its address.</summary>
public sealed class SavedFilter
{
    public const int MaxName = 60;
    public const int MaxWords = 500;

    /// <summary>The row with this name is what the reader used last.</summary>
    public const string Last = "";

    /// <summary>The row with this name is the server that the reader chose last. Names that are given begin with no blank.</summary>
    public const string LastServer = " server";

    public long Id { get; init; }

    /// <summary>Goes with the account.</summary>
    public required string OwnerId { get; init; }
    public required string Name { get; init; }

    /// <summary>"range=7d&amp;kind=movie".</summary>
    public required string Words { get; set; }
    public DateTimeOffset SavedAt { get; set; }
}

internal sealed class SavedFilterConfiguration : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.HasKey(f => f.Id);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(f => f.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(f => f.Name).HasMaxLength(SavedFilter.MaxName);
        builder.Property(f => f.Words).HasMaxLength(SavedFilter.MaxWords);
        builder.HasIndex(f => new { f.OwnerId, f.Name }).IsUnique();
    }
}
