using System.Globalization;
using System.Net;
using MediaInsight.Domain;
using MediaInsight.Servers.MediaBrowser;

namespace MediaInsight.Servers.Emby;

public sealed class EmbyClientFactory(ServerHttpFactory http) : IMediaServerClientFactory
{
    public ServerKind Kind => ServerKind.Emby;

    public IMediaServerClient Create(ServerConnection connection) => new EmbyClient(EmbyWire.Open(http, connection), http.Time, connection);
}

/// <summary>Turns an Emby name and password into a token.</summary>
public sealed class EmbySignIn(ServerHttpFactory http) : IServerSignIn
{
    public ServerKind Kind => ServerKind.Emby;

    public async Task<string> SignInAsync(ServerConnection connection, string userName, string password, CancellationToken cancellationToken)
    {
        using var wire = EmbyWire.OpenForSignIn(http, connection);
        return await NamedSignIn.SignInAsync(wire, Kind, EmbyWire.Root, userName, password, cancellationToken);
    }
}

internal static class EmbyWire
{
    /// <summary>Above the /emby prefix.</summary>
    public const string Root = "../";

    public static ServerHttp Open(ServerHttpFactory factory, ServerConnection connection)
    {
        var token = connection.Token.Trim();
        // A header holds ASCII only. Tokens are hex: anything else is a wrong token, which the server may say itself.
        var usable = token.Length > 0 && !token.AsSpan().ContainsAnyExceptInRange('!', '~');
        return factory.Create(Prefixed(connection), "Emby", usable ? [new("X-Emby-Token", token)] : []);
    }

    /// <summary>Without all four client names Emby answers 400.</summary>
    public static ServerHttp OpenForSignIn(ServerHttpFactory factory, ServerConnection connection) =>
        factory.Create(Prefixed(connection), "Emby", [new("Authorization", "Emby " + ClientName.Parameters(connection.InstallationId, null))]);

    /// <summary>From the entered address to where the socket lies: above the /emby prefix, when that was entered too.</summary>
    public static string SocketRoot(ServerConnection connection) =>
        connection.BaseUrl.AbsoluteUri.TrimEnd('/').EndsWith("/emby", StringComparison.OrdinalIgnoreCase) ? Root : "";

    private static ServerConnection Prefixed(ServerConnection connection)
    {
        var url = connection.BaseUrl.AbsoluteUri.TrimEnd('/');
        return connection with { BaseUrl = new Uri(url.EndsWith("/emby", StringComparison.OrdinalIgnoreCase) ? url + "/" : url + "/emby/") };
    }
}

internal sealed class EmbyClient(ServerHttp http, TimeProvider time, ServerConnection connection)
    : MediaBrowserClient(http, time, new EmbyDialect(), connection, EmbyWire.Root)
{
    protected override async Task<IReadOnlyList<UserDto?>> ReadUsersAsync(CancellationToken cancellationToken) =>
        await ReadAsync<List<UserDto?>>("Users", cancellationToken)
        ?? (await Http.GetJsonAsync<PageDto<UserDto>>("Users/Query", cancellationToken)).Items ?? [];

    protected override async Task<IReadOnlyList<VirtualFolderDto?>> ReadFoldersAsync(CancellationToken cancellationToken) =>
        await ReadAsync<PageDto<VirtualFolderDto>>("Library/VirtualFolders/Query", cancellationToken) is { } page
            ? page.Items ?? throw ServerFailure.NoList("Emby", "libraries")
            : await Http.GetJsonAsync<List<VirtualFolderDto?>>("Library/VirtualFolders", cancellationToken);

    // IsMissing=false keeps out episodes that the server only knows of.
    protected override string RecentlyAddedPath(int limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"Items?Recursive=true&IncludeItemTypes=Movie,Episode,MusicAlbum,AudioBook&SortBy=DateCreated,SortName&SortOrder=Descending&Fields=DateCreated,ProviderIds,ProductionYear&IsMissing=false&EnableTotalRecordCount=false&Limit={limit}");

    protected override PlayedPaths Played { get; } = new EmbyPlayedPaths();

    protected override LibraryContent ContentOf(string? collectionType) => collectionType?.ToLowerInvariant() switch
    {
        "movies" => LibraryContent.Movies,
        "tvshows" => LibraryContent.Shows,
        "music" => LibraryContent.Music,
        "photos" => LibraryContent.Photos,
        "audiobooks" => LibraryContent.Audiobooks,
        "livetv" => LibraryContent.LiveTv,
        null or "" or "mixed" => LibraryContent.Mixed,
        _ => LibraryContent.Other,
    };

    /// <summary>Emby answers 500 where a picture is missing.</summary>
    protected override bool MeansNoImage(HttpStatusCode status) => status == HttpStatusCode.InternalServerError;

    /// <summary>Null where this version has no such route: lists moved between versions.</summary>
    private async Task<T?> ReadAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var answer = await Http.SendAsync(request, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccess("Emby");
        return Http.Parse<T>(answer);
    }
}

internal sealed class EmbyPlayedPaths : PlayedPaths
{
    public override string Log(DateTimeOffset since, int start, int limit) => string.Create(
        CultureInfo.InvariantCulture, $"System/ActivityLog/Entries?StartIndex={start}&Limit={limit}&MinDate={since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");

    public override string Watched(string user, string filter, int limit) => string.Create(
        CultureInfo.InvariantCulture, $"Users/{Uri.EscapeDataString(user)}/Items?Recursive=true&Filters={filter}&SortBy=DatePlayed&SortOrder=Descending&Fields=ProviderIds,ProductionYear&EnableTotalRecordCount=false&Limit={limit}");

    public override string Detail(string user, string item) => $"Users/{Uri.EscapeDataString(user)}/Items/{Uri.EscapeDataString(item)}";

    public override string Items(IEnumerable<string> ids) => $"Items?Ids={string.Join(',', ids)}&Recursive=true&Fields=ProviderIds,ProductionYear";
}
