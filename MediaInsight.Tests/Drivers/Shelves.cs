using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.WebUtilities;

namespace MediaInsight.Tests.Drivers;

/// <summary>A Jellyfin server's lists as a test fills them, behind the real client.</summary>
internal sealed class Shelves : IDisposable
{
    private static readonly string[] Containers = ["Series", "Season", "MusicArtist", "MusicAlbum"];
    private readonly WireReplay _wire = new();

    public Shelves()
    {
        _wire.On("/Items", Answer);
        _wire.On("/Users", """[{"Id":"a1","Name":"ann","Policy":{"IsAdministrator":true}}]""");
        Client = new JellyfinClientFactory(_wire.Factory(TimeProvider.System)).Create(WireReplay.Connection(ServerKind.Jellyfin));
    }

    public IMediaServerClient Client { get; }

    public List<JsonObject> Rows { get; } = [];

    public int Requests => _wire.Requests.Count;

    /// <summary>Called with each address before it is answered: a test may break off, delete, or answer itself.</summary>
    public Func<string, HttpResponseMessage?>? Before { get; set; }

    /// <summary>What the server says that there is, besides what it sends.</summary>
    public int TotalTooMuch { get; set; }

    public JsonObject Film(int number, string? title = null, string? imdb = null) => Add(new()
    {
        ["Id"] = Id(number),
        ["Name"] = title ?? $"Film {number}",
        ["Type"] = "Movie",
        ["ProductionYear"] = 2000,
        ["RunTimeTicks"] = 60_000_000_000,
        ["DateCreated"] = "2026-01-01T00:00:00Z",
        ["ProviderIds"] = new JsonObject { ["Imdb"] = imdb ?? $"tt{number}" },
        ["ImageTags"] = new JsonObject { ["Primary"] = "aa" },
        ["MediaSources"] = new JsonArray(new JsonObject { ["Path"] = $"/films/{number}.mkv", ["Size"] = 1000, ["Container"] = "mkv" }),
    });

    public JsonObject Show(int number, string title, string? tvdb = null) => Add(new()
    {
        ["Id"] = Id(number),
        ["Name"] = title,
        ["Type"] = "Series",
        ["ProviderIds"] = tvdb is null ? new JsonObject() : new JsonObject { ["Tvdb"] = tvdb },
    });

    public JsonObject Episode(int number, int show, string showTitle, int season, int episode) => Add(new()
    {
        ["Id"] = Id(number),
        ["Name"] = $"Part {episode}",
        ["Type"] = "Episode",
        ["SeriesId"] = Id(show),
        ["SeriesName"] = showTitle,
        ["SeasonId"] = Id(show + 1000),
        ["SeasonName"] = $"Season {season}",
        ["ParentIndexNumber"] = season,
        ["IndexNumber"] = episode,
        ["MediaSources"] = new JsonArray(new JsonObject { ["Path"] = $"/shows/{number}.mkv", ["Size"] = 500 }),
    });

    public void Remove(int number) => Rows.RemoveAll(r => r["Id"]!.GetValue<string>() == Id(number));

    public static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        Client.Dispose();
        _wire.Dispose();
    }

    /// <summary>One page of a list.</summary>
    public HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var address = request.RequestUri!.PathAndQuery;
        if (Before?.Invoke(address) is { } other)
        {
            return other;
        }

        var query = QueryHelpers.ParseQuery(request.RequestUri.Query);
        var types = query["IncludeItemTypes"].ToString().Split(',');
        var start = int.Parse(query["StartIndex"].ToString(), CultureInfo.InvariantCulture);
        var rows = Rows.Where(r => types.Contains(r["Type"]!.GetValue<string>())).ToList();
        var page = rows.Skip(start).Take(int.Parse(query["Limit"].ToString(), CultureInfo.InvariantCulture)).Select(r => (JsonNode)r.DeepClone());
        var extra = types.Contains(Containers[0]) ? 0 : TotalTooMuch;
        return WireReplay.Text(new JsonObject { ["Items"] = new JsonArray([.. page]), ["TotalRecordCount"] = rows.Count + extra }.ToJsonString());
    }

    private JsonObject Add(JsonObject row)
    {
        Rows.Add(row);
        return row;
    }
}
