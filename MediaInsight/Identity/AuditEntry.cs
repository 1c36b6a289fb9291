namespace MediaInsight.Identity;

/// <summary>Who did what: sign-ins, and every act of an admin. Never holds a secret.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the account, "api" for the bearer token, "system" for the program itself.</summary>
    public required string Actor { get; init; }

    /// <summary>Stable words with a dot: "server.add", "user.delete", "sign-in.failed".</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, by name.</summary>
    public string? Target { get; init; }
    public string? Detail { get; init; }
    public string? IpAddress { get; init; }
}
