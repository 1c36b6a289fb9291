using System.Text.Json;
using System.Xml.Linq;
using MediaInsight.Demo;
using MediaInsight.Domain;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Demo;

/// <summary>Nothing is written to the wire that a real server has not been seen to write. Without recordings there is nothing to compare.</summary>
public sealed class RecordedShapeTests(ITestOutputHelper output)
{
    // In the contracts, but in no recording at hand.
    private static readonly string[] KnownElsewhere =
    [
        "[].NowPlayingItem.CurrentProgram.", "[].UserPrimaryImageTag", "[].PrimaryImageTag", "[].LastPausedDate",

        // Emby: the recorded sessions have empty lists, "IMDB" and a television without volume; item details have the rest.
        "[].NowPlayingItem.BackdropImageTags[]", "[].NowPlayingItem.Genres[]", "[].NowPlayingItem.ProviderIds.", "[].PlayState.VolumeLevel",

        // Plex: Dolby Vision, and the channel of live television with a guide.
        ".MediaContainer.Metadata[].Media[].Part[].Stream[].DOVI", ".MediaContainer.Metadata[].Media[].channel",
    ];

    [Theory]
    [InlineData("Sessions", "sessions-*.json session-*.json")]
    [InlineData("System/Info", "system-info.json")]
    [InlineData("System/Info/Public", "system-info-public.json")]
    [InlineData("Users", "users.json")]
    [InlineData("Library/VirtualFolders", "library-virtualfolders.json")]
    [InlineData("Auth/Keys", "auth-keys.json")]
    [InlineData("Items?IncludeItemTypes=Movie,Episode,MusicAlbum,Audio&Recursive=true&Fields=MediaSources&Limit=900", "items-*.json")]
    public Task Jellyfin(string path, string recordings) => CompareAsync(ServerKind.Jellyfin, path, "jellyfin", recordings, e => e);

    [Theory]
    [InlineData("status", "status.json")]
    [InlineData("api/me", "me_admin_key.json")]
    [InlineData("api/users", "users.json")]
    [InlineData("api/sessions/open", "sessions_open*.json")]
    [InlineData("api/sessions?sort=updatedAt&desc=1&itemsPerPage=200", "sessions_page0.json sessions_page1.json sessions_while_open.json")]
    [InlineData("api/libraries", "libraries.json")]
    [InlineData("api/libraries/{book}/items?limit=50&page=0&minified=1", "library_book_items*.json")]
    [InlineData("api/libraries/{podcast}/items?limit=0", "library_podcast_items.json")]
    [InlineData("api/libraries/{podcast}/recent-episodes?limit=25&page=0", "library_podcast_recent_episodes.json")]
    [InlineData("api/items/{a book}?expanded=1", "item_book*_expanded.json")]
    [InlineData("api/items/{a podcast}?expanded=1", "item_podcast_expanded.json")]
    [InlineData("api/session/{open}", "session_open_by_id_as_admin.json play_podcast_android.json play_book_web_direct.json")]
    public Task Audiobookshelf(string path, string recordings) => CompareAsync(ServerKind.Audiobookshelf, path, "audiobookshelf", recordings, e => e.GetProperty("body"));

    [Theory]
    [InlineData("identity", "identity*.json")]
    [InlineData("status/sessions", "sessions_*.json sessions_*.xml transcode_sessions*.json transcode_sessions*.xml metadata_*.json")]
    [InlineData("library/sections", "library_sections*.json")]
    [InlineData("library/metadata/{film}", "metadata_*.json sessions_*.json")]
    [InlineData("library/sections/1/all?type=1", "library_section_all_movies.json recentlyAdded_captured.json metadata_*.json")]
    public Task Plex(string path, string recordings) => CompareAsync(ServerKind.Plex, path, "plex", recordings, e => e);

    [Theory]
    [InlineData("emby/System/Info/Public", "system_info_public*.json")]
    [InlineData("emby/System/Info", "system_info_4*.json")]
    [InlineData("emby/Users", "users_*.json login_*.json")]
    [InlineData("emby/Sessions", "session_*.json sessions_idle*.json item_detail*.json")]
    [InlineData("emby/Library/VirtualFolders/Query", "library_virtualfolders_query*.json")]
    public Task Emby(string path, string recordings) => CompareAsync(ServerKind.Emby, path, "emby", recordings, e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("response", out var r) ? r.GetProperty("body") : e);

    private async Task CompareAsync(ServerKind kind, string path, string product, string recordings, Func<JsonElement, JsonElement> body)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in recordings.Split(' ').SelectMany(pattern => Recordings.Files(product, pattern)))
        {
            if (file.EndsWith(".xml", StringComparison.Ordinal))
            {
                var xml = JsonPaths.OfPlexXml(XElement.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)));

                // The list of conversions holds what a session has inside.
                seen.UnionWith(xml.Concat(xml.Select(p => p.Replace(".MediaContainer.TranscodeSession", ".MediaContainer.Metadata[].TranscodeSession", StringComparison.Ordinal))));
                continue;
            }

            using var recorded = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
            var shape = body(recorded.RootElement);
            seen.UnionWith(JsonPaths.Of(shape));
            if (shape.ValueKind == JsonValueKind.Object)
            {
                // Some recordings hold one row of what the route answers as a list.
                seen.UnionWith(JsonPaths.Of(shape).Select(p => "[]" + p));
            }
        }

        if (seen.Count == 0)
        {
            output.WriteLine("recordings: not available");
            return;
        }

        var unknown = (await EmittedAsync(kind, path)).Where(p => !IsSeen(p, seen)).Order(StringComparer.Ordinal).ToList();
        Assert.True(unknown.Count == 0, string.Join("\n", unknown));
    }

    private static bool IsSeen(string path, HashSet<string> seen) =>
        seen.Contains(path)
        || KnownElsewhere.Any(k => path.StartsWith(k, StringComparison.Ordinal))
        // An array without rows, or a member that was an object or list there, says nothing about what is in it.
        || seen.Any(s => s.StartsWith(path + ".", StringComparison.Ordinal) || s.StartsWith(path + "[", StringComparison.Ordinal));

    /// <summary>Everything that is written at many instants.</summary>
    private static async Task<HashSet<string>> EmittedAsync(ServerKind kind, string path)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var hour = 0; hour < (path.Contains("ession", StringComparison.Ordinal) ? 60 : 1); hour++)
        {
            var now = DemoClock.Friday.AddHours(hour * 1.7);
            var open = World.At(ServerKind.Audiobookshelf, now)[0];
            var real = path
                .Replace("{book}", AudiobookshelfItems.BookLibrary, StringComparison.Ordinal)
                .Replace("{podcast}", AudiobookshelfItems.PodcastLibrary, StringComparison.Ordinal)
                .Replace("{a book}", AudiobookshelfItems.Id(Catalogue.Instance.Books[0].Number), StringComparison.Ordinal)
                .Replace("{a podcast}", AudiobookshelfItems.Id(Catalogue.Instance.Podcasts[0].Group.Number), StringComparison.Ordinal)
                .Replace("{open}", AudiobookshelfSessions.Id(open), StringComparison.Ordinal)
                .Replace("{film}", PlexItems.Id(Catalogue.Instance.Movies[0].Number), StringComparison.Ordinal);
            using var client = new DemoClock(now).Client(kind);
            using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri(real, UriKind.Relative), TestContext.Current.CancellationToken));
            paths.UnionWith(JsonPaths.Of(document.RootElement));
        }

        return paths;
    }
}
