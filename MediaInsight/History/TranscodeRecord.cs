using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.History;

/// <summary>Why a conversion is taken for failed. The numbers are stored.</summary>
public enum TranscodeFailure
{
    /// <summary>The server said so.</summary>
    Reported = 1,

    /// <summary>Derived: the play ended within seconds of it, or never got a picture.</summary>
    EndedEarly = 2,

    /// <summary>Derived: it was slower than the picture for long.</summary>
    TooSlow = 3,
}

/// <summary>A stretch of a play in which picture or sound was converted. What was made of what is in its <see cref="StreamProfile"/>.</summary>
public sealed class TranscodeRecord
{
    public long Id { get; init; }
    public required long PlayNumber { get; init; }

    /// <summary>Of the play's segment.</summary>
    public required int Ordinal { get; init; }
    public required DateTimeOffset StartedAt { get; set; }
    public required DateTimeOffset EndedAt { get; set; }
    public required long StreamProfileId { get; set; }

    /// <summary>Playing time in which it was slower than the picture, ms.</summary>
    public long SlowMs { get; set; }

    /// <summary>Null: it did its work, as far as anybody can tell.</summary>
    public TranscodeFailure? Failure { get; set; }
}

internal sealed class TranscodeRecordConfiguration : IEntityTypeConfiguration<TranscodeRecord>
{
    public void Configure(EntityTypeBuilder<TranscodeRecord> builder)
    {
        builder.HasKey(t => t.Id);
        builder.HasIndex(t => new { t.PlayNumber, t.Ordinal }).IsUnique();
        builder.HasIndex(t => t.StartedAt);

        // Failures are few and asked for by themselves.
        builder.HasIndex(t => new { t.Failure, t.StartedAt }).HasFilter("failure IS NOT NULL");
        builder.HasOne<Play>().WithMany().HasForeignKey(t => t.PlayNumber).OnDelete(DeleteBehavior.Cascade);
    }
}
