using MediaInsight.Domain;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MediaInsight.Live;

/// <summary>What came of a command. The numbers are stored.</summary>
public enum ControlOutcome
{
    /// <summary>The server passed it on; a stopped stream is terminated.</summary>
    Done = 0,

    /// <summary>The server knew no such session any more.</summary>
    AlreadyGone = 1,
    Failed = 2,
}

/// <summary>Somebody told a running session what to do. Names as they were then: the log outlives what it tells of.</summary>
public sealed class SessionAction
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the account, "api" for the bearer token.</summary>
    public required string Actor { get; init; }
    public required PlayId PlayId { get; init; }
    public required ServerId ServerId { get; init; }
    public required string ServerName { get; init; }

    /// <summary>Null when the account was not stored yet.</summary>
    public ViewerId? ViewerId { get; init; }
    public required string ViewerName { get; init; }

    /// <summary>One line: show, number, episode.</summary>
    public required string Title { get; init; }
    public required SessionVerb Verb { get; init; }

    /// <summary>The message or the reason.</summary>
    public string? Text { get; init; }
    public required ControlOutcome Outcome { get; init; }

    /// <summary>Why it failed, a sentence.</summary>
    public string? Error { get; init; }
}

internal sealed class SessionActionConfiguration : IEntityTypeConfiguration<SessionAction>
{
    public void Configure(EntityTypeBuilder<SessionAction> builder)
    {
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedOnAdd().UseAutoincrement();
        builder.HasIndex(a => a.PlayId);
        builder.Property(a => a.Actor).HasMaxLength(Text.MaxName);
        builder.Property(a => a.ServerName).HasMaxLength(100);
        builder.Property(a => a.ViewerName).HasMaxLength(Text.MaxName);
        builder.Property(a => a.Title).HasMaxLength(Text.MaxTitle);
        builder.Property(a => a.Text).HasMaxLength(Servers.SessionCommand.MaxText);
        builder.Property(a => a.Error).HasMaxLength(500);
    }
}
