namespace MediaInsight.Domain;

/// <summary>The products that can be watched. The numbers are stored: never change one.</summary>
public enum ServerKind
{
    Plex = 1,
    Emby = 2,
    Jellyfin = 3,
    Audiobookshelf = 4,
}
