using System.Globalization;
using System.Text;
using MediaInsight.Demo;
using MediaInsight.Domain;

namespace MediaInsight.Benchmarks;

/// <summary>Any number of films in Jellyfin's words, in its library of films: whole rows of some two kilobytes, made when they are asked for.</summary>
internal sealed class FakeFilms(int count)
{
    private static readonly string Folder = new MediaBrowserItems(ServerKind.Jellyfin).Folder(MediaBrowserItems.MovieFolder);

    public WireAnswer Page(WireRequest request)
    {
        var films = request.Text("ParentId") == Folder && request.List("IncludeItemTypes").Contains("Movie") && request.Text("minDateLastSaved") is null ? count : 0;
        var start = request.Int("StartIndex") ?? 0;
        var body = new StringBuilder("{\"Items\":[", 300_000);
        for (var i = start; i < Math.Min(films, start + (request.Int("Limit") ?? 100)); i++)
        {
            if (i > start)
            {
                body.Append(',');
            }

            body.Append(CultureInfo.InvariantCulture, $$"""
                {"Name":"A Film of Many {{i}}","Id":"{{i + 1:x32}}","DateCreated":"2026-01-{{1 + (i % 28):00}}T20:39:34.7851605Z","SortName":"film of many {{i:000000}}","Type":"Movie","LocationType":"FileSystem","ProductionYear":{{1950 + (i % 75)}},"RunTimeTicks":72000900000,"OfficialRating":"PG-13",
                "Overview":"Somebody arrives, somebody leaves, and in between the harbour town learns what film number {{i}} is about. Nobody is who they seem, and the lighthouse keeper least of all.","Genres":["Drama","Mystery"],"ProviderIds":{"Imdb":"tt{{i:0000000}}","Tmdb":"{{i}}"},"ImageTags":{"Primary":"{{i + 7:x32}}"},"BackdropImageTags":["{{i + 9:x32}}"],
                "MediaSources":[{"Id":"{{i + 1:x32}}","Path":"/media/Movies/A Film of Many {{i}}/A Film of Many {{i}}.mkv","Container":"mkv","Size":{{4_000_000_000L + i}},"Name":"A Film of Many {{i}}","RunTimeTicks":72000900000,"Bitrate":8000000,"MediaStreams":[
                {"Type":"Video","Index":0,"Codec":"hevc","Width":3840,"Height":2160,"BitRate":7000000,"VideoRange":"HDR","VideoRangeType":"HDR10","AverageFrameRate":23.976,"DisplayTitle":"4K HEVC HDR10","IsDefault":true},
                {"Type":"Audio","Index":1,"Codec":"eac3","Channels":6,"Language":"eng","AudioSpatialFormat":"DolbyAtmos","DisplayTitle":"English - Dolby Digital Plus + Dolby Atmos - 5.1 - Default","IsDefault":true},
                {"Type":"Audio","Index":2,"Codec":"ac3","Channels":6,"Language":"ger","DisplayTitle":"German"},{"Type":"Subtitle","Index":3,"Codec":"subrip","Language":"eng"}]}]}
                """);
        }

        body.Append(CultureInfo.InvariantCulture, $"],\"TotalRecordCount\":{films},\"StartIndex\":{start}}}");
        return WireAnswer.Text(body.ToString(), "application/json");
    }
}
