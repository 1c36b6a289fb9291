using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Alerting.Facts;

/// <summary>A stored event read for the rules, under one topic.</summary>
/// <param name="Number">"p12" or "a7"; found in another event: "p12.viewer.concurrent".</param>
internal sealed record Occurrence(string Number, EventValues Values)
{
    /// <summary>Of what happens once however often it is stored; null: every event counts.</summary>
    public string? Once { get; init; }

    /// <summary>Of several streams at once: the addresses they go to, unknown ones as one.</summary>
    public int Addresses { get; init; }

    /// <summary>Of a server that went down or came up again.</summary>
    public Outage? Outage { get; init; }
}

/// <param name="To">Null: it lasts, as far as is known.</param>
internal sealed record Outage(DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>It lasted at least that long, as far as is known by then.</summary>
    public bool Outlasts(TimeSpan grace, DateTimeOffset now) => (To ?? now) - From >= grace;
}

/// <summary>An event of a play with all that the rules must know to find more in it.</summary>
internal sealed record PlayFacts(PlayEvent Event, EventValues Values)
{
    public required long PlayNumber { get; init; }
    public required ServerUserId UserId { get; init; }
    public required ViewerId Viewer { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required bool IsIncognito { get; init; }
    public PlayDevice? Device { get; init; }

    /// <summary>Also of somebody incognito: never shown.</summary>
    public string? Address { get; init; }
    public int Streams { get; init; }

    /// <summary>Of the stretch it happened in.</summary>
    public int Ordinal { get; init; }
    public int Addresses { get; init; }
    public bool BeginsTranscode { get; init; }
    public string? Failure { get; init; }
}
