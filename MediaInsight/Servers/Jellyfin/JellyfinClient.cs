using System.Globalization;
using MediaInsight.Domain;
using MediaInsight.Servers.MediaBrowser;

namespace MediaInsight.Servers.Jellyfin;

public sealed class JellyfinClientFactory(ServerHttpFactory http) : IMediaServerClientFactory
{
    public ServerKind Kind => ServerKind.Jellyfin;

    public IMediaServerClient Create(ServerConnection connection) => new JellyfinClient(JellyfinWire.Open(http, connection), http.Time, connection);
}

/// <summary>Turns a Jellyfin name and password into a token.</summary>
public sealed class JellyfinSignIn(ServerHttpFactory http) : IServerSignIn
{
    public ServerKind Kind => ServerKind.Jellyfin;

    public async Task<string> SignInAsync(ServerConnection connection, string userName, string password, CancellationToken cancellationToken)
    {
        using var wire = JellyfinWire.Open(http, connection with { Token = "" });
        return await NamedSignIn.SignInAsync(wire, Kind, JellyfinWire.Root, userName, password, cancellationToken);
    }
}

internal static class JellyfinWire
{
    public const string Root = "";

    /// <summary>The one header that every version accepts: the older ones are switched off from Jellyfin 12 on.</summary>
    public static ServerHttp Open(ServerHttpFactory factory, ServerConnection connection) =>
        factory.Create(connection, "Jellyfin", [new("Authorization", Authorization(connection))]);

    public static string Authorization(ServerConnection connection) => "MediaBrowser " + ClientName.Parameters(connection.InstallationId, connection.Token.Trim());
}

internal sealed class JellyfinClient(ServerHttp http, TimeProvider time, ServerConnection connection)
    : MediaBrowserClient(http, time, new JellyfinDialect(), connection, JellyfinWire.Root)
{
    private string? _administrator;

    protected override async Task<IReadOnlyList<UserDto?>> ReadUsersAsync(CancellationToken cancellationToken) =>
        await Http.GetJsonAsync<List<UserDto?>>("Users", cancellationToken);

    protected override async Task<IReadOnlyList<VirtualFolderDto?>> ReadFoldersAsync(CancellationToken cancellationToken) =>
        await Http.GetJsonAsync<List<VirtualFolderDto?>>("Library/VirtualFolders", cancellationToken);

    /// <summary>Without an account Jellyfin leaves the date unread and sends everything: any administrator's will do.</summary>
    protected override async Task<Changes> ChangesAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        _administrator ??= (await ReadUsersAsync(cancellationToken)).FirstOrDefault(u => u?.Policy?.IsAdministrator == true)?.Id;
        return WireValues.Id(_administrator) is { } user
            ? new(string.Create(CultureInfo.InvariantCulture, $"&userId={Uri.EscapeDataString(user)}&minDateLastSaved={since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"), IsFiltered: true)
            : Changes.ByDateAdded;
    }

    // The total is not read, and asking for none spares the server a count.
    protected override string RecentlyAddedPath(int limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"Items?recursive=true&includeItemTypes=Movie,Episode,MusicAlbum,AudioBook&sortBy=DateCreated,SortName&sortOrder=Descending&fields=DateCreated,ProviderIds&enableTotalRecordCount=false&limit={limit}");

    protected override PlayedPaths Played { get; } = new JellyfinPlayedPaths();

    protected override LibraryContent ContentOf(string? collectionType) => collectionType?.ToLowerInvariant() switch
    {
        "movies" => LibraryContent.Movies,
        "tvshows" => LibraryContent.Shows,
        "music" => LibraryContent.Music,
        "photos" => LibraryContent.Photos,
        // Jellyfin keeps audiobooks in libraries of books.
        "books" => LibraryContent.Audiobooks,
        "livetv" => LibraryContent.LiveTv,
        null or "" or "mixed" or "unknown" => LibraryContent.Mixed,
        _ => LibraryContent.Other,
    };
}

internal sealed class JellyfinPlayedPaths : PlayedPaths
{
    public override string Log(DateTimeOffset since, int start, int limit) => string.Create(
        CultureInfo.InvariantCulture, $"System/ActivityLog/Entries?startIndex={start}&limit={limit}&minDate={since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&hasUserId=true");

    public override string Watched(string user, string filter, int limit) => string.Create(
        CultureInfo.InvariantCulture, $"Items?userId={Uri.EscapeDataString(user)}&recursive=true&filters={filter}&sortBy=DatePlayed&sortOrder=Descending&fields=ProviderIds&enableTotalRecordCount=false&limit={limit}");

    public override string Detail(string user, string item) => $"Items/{Uri.EscapeDataString(item)}?userId={Uri.EscapeDataString(user)}";

    public override string Items(IEnumerable<string> ids) => $"Items?ids={string.Join(',', ids)}&fields=ProviderIds";
}
