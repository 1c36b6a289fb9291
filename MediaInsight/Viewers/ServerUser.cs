using MediaInsight.Domain;

namespace MediaInsight.Viewers;

/// <summary>An account on one server; kept when the server forgets it.</summary>
public sealed class ServerUser
{
    public ServerUserId Id { get; init; }
    public required ServerId ServerId { get; init; }
    public required string ExternalId { get; init; }
    public required ViewerId ViewerId { get; set; }

    /// <summary>What everybody reads: the account's name, or the pseudonym of a person incognito.</summary>
    public required string Name { get; set; }

    /// <summary>The account's own name while its person is incognito.</summary>
    public string? HiddenName { get; set; }

    /// <summary>Nothing that is watched with this account is recorded.</summary>
    public bool DoNotTrack { get; set; }
    public string? Email { get; set; }
    public bool? IsAdministrator { get; set; }

    /// <summary>For the image proxy.</summary>
    public string? AvatarPath { get; set; }
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>The server no longer lists it.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}
