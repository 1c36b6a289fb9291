namespace MediaInsight.Sessions;

/// <summary>
/// Identity of a running play on one server (docs/servers say what each product puts in). Unique only together with the
/// server and the start: products reuse numbers after a restart.
/// </summary>
/// <param name="Slot">The place it plays in: Plex sessionKey and machine, Emby and Jellyfin session id, Audiobookshelf session id.</param>
/// <param name="User">The account, "" when untold.</param>
/// <param name="Item">The item, "" when untold.</param>
public readonly record struct SessionKey(string Slot, string User, string Item)
{
    public override string ToString() => $"{Slot}|{User}|{Item}";
}
