namespace MediaInsight.Servers.MediaBrowser;

/// <summary>A line of the activity log. Its text is prose in the server's language and is not read.</summary>
internal sealed class ActivityDto
{
    public long? Id { get; set; }
    public string? Type { get; set; }
    public string? ItemId { get; set; }

    /// <summary>Jellyfin: the account's id; Emby: a number of its own.</summary>
    public string? UserId { get; set; }
    public string? Date { get; set; }
}

/// <summary>What one account did with one item; told only when an account is asked for.</summary>
internal sealed class UserDataDto
{
    public long? PlaybackPositionTicks { get; set; }
    public bool? Played { get; set; }
    public string? LastPlayedDate { get; set; }
}
