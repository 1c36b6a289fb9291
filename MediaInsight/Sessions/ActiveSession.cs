using System.Text.Json.Serialization;
using MediaInsight.Domain;

namespace MediaInsight.Sessions;

/// <summary>One device playing one item now, with all that was observed of it.</summary>
public sealed record ActiveSession
{
    public required PlayId Id { get; init; }
    public required ServerId ServerId { get; init; }

    /// <summary>The newest reading that listed it.</summary>
    public required SessionSnapshot Latest { get; init; }

    /// <summary>When it began to play; the server's word where it tells, else the first sight.</summary>
    public required DateTimeOffset StartedAt { get; init; }
    public required SessionClocks Clocks { get; init; }
    public required SessionSegment Segment { get; init; }

    /// <summary>Where it began, ms into the item.</summary>
    public long? StartPositionMs { get; init; }

    /// <summary>Good readings in a row that did not list it.</summary>
    public int Missed { get; init; }

    /// <summary>Still loading its first picture: live only, not a play yet.</summary>
    public bool IsPending { get; init; }

    /// <summary>The last reading failed: what is shown is old.</summary>
    public bool IsUnseen { get; init; }

    [JsonIgnore]
    public SessionKey Key => Latest.Key;

    /// <summary>It is, or will be, a row of the history.</summary>
    [JsonIgnore]
    public bool IsHistory => !IsPending && Latest.Media.Kind.IsHistory();

    /// <summary>An instant of the wall clock in this play's own time, which never runs backwards.</summary>
    public DateTimeOffset TimeAt(DateTimeOffset wall) => Clocks.SetBackMs == 0 ? wall : wall + TimeSpan.FromMilliseconds(Clocks.SetBackMs);

    [JsonIgnore]
    public long? DurationMs => Latest.Duration is { } d ? (long)d.TotalMilliseconds : null;
}
