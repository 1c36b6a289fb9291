using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.History.InMemory;

/// <summary>
/// Something that <see cref="PlayIndex"/> holds has changed: written by triggers of the database (migration IndexTriggers),
/// so that no writer can forget it, and read by the index before every answer.
/// </summary>
internal sealed class IndexChange
{
    /// <summary>A finished play was added, changed or deleted.</summary>
    public const int OfPlay = 0;

    /// <summary>What a title is called, or where it belongs.</summary>
    public const int OfItem = 1;

    /// <summary>A person, an account, a server, a library.</summary>
    public const int OfNames = 2;

    public long Seq { get; init; }
    public required int Subject { get; init; }

    /// <summary>Of the play or item.</summary>
    public long Number { get; init; }

    /// <summary>Of a play: the chain it was in, or is in.</summary>
    public long Chain { get; init; }
}

internal sealed class IndexChangeConfiguration : IEntityTypeConfiguration<IndexChange>
{
    public void Configure(EntityTypeBuilder<IndexChange> builder)
    {
        builder.ToTable("index_changes");
        builder.HasKey(c => c.Seq);
        builder.Property(c => c.Seq).ValueGeneratedOnAdd().UseAutoincrement();
    }
}
