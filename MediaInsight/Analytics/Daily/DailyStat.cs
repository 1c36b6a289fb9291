using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Analytics.Daily;

/// <summary>
/// One day of the site in one row, for tools that read the table and for figures that plays do not tell afterwards.
/// Statistics of this program are computed from the plays themselves, not from here.
/// </summary>
public sealed class DailyStat
{
    /// <summary>Of the site's time zone.</summary>
    public required DateOnly StatDate { get; init; }

    /// <summary>Chains that began on the day.</summary>
    public long TotalPlays { get; set; }

    /// <summary>Persons who watched on the day.</summary>
    public int UniqueUsers { get; set; }

    /// <summary>Full minutes watched on the day.</summary>
    public long TotalWatchMinutes { get; set; }

    /// <summary>Estimate: bitrate × watch time.</summary>
    public long TotalBytesServed { get; set; }

    /// <summary>Of the plays; so are the next two. Plays whose decision is not told are in none.</summary>
    public long Transcodes { get; set; }
    public long DirectPlays { get; set; }
    public long DirectStreams { get; set; }

    /// <summary>Conversions that began on the day and were reported, or are taken, for failed.</summary>
    public int TranscodeFailures { get; set; }

    /// <summary>Playable titles that servers got on the day.</summary>
    public int NewMediaAdded { get; set; }

    /// <summary>Playable titles in all libraries at the end of the day.</summary>
    public int LibrarySizeTotal { get; set; }

    /// <summary>Of their files, as far as sizes are told.</summary>
    public long StorageUsedBytes { get; set; }
    public DateTimeOffset ComputedAt { get; set; }
}

internal sealed class DailyStatConfiguration : IEntityTypeConfiguration<DailyStat>
{
    public void Configure(EntityTypeBuilder<DailyStat> builder)
    {
        builder.HasKey(s => s.StatDate);
        builder.Property(s => s.StatDate).ValueGeneratedNever();
    }
}
