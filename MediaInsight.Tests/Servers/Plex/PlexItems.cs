using System.Text;
using System.Text.Json.Nodes;
using MediaInsight.Servers;
using MediaInsight.Servers.Plex;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.Plex;

/// <summary>Session rows from the fixtures, with single facts changed.</summary>
internal static class PlexItems
{
    public const string Movie = "movie_directplay.json";
    public const string Episode = "episode_transcode.json";
    public const string Track = "track_directplay.json";

    public static string Text(string fixture) => Fixture.Read(Path.Combine("plex", fixture));

    public static PlexElement Document(string text, string mediaType = "application/json") =>
        PlexDocument.Read(new ServerAnswer(System.Net.HttpStatusCode.OK, mediaType, Encoding.UTF8.GetBytes(text)));

    public static PlexElement Item(string fixture, Action<JsonNode>? change = null) => PlexDocument.Rows(Document(Changed(fixture, change))).Single();

    public static PlexElement XmlItem(string fixture) => PlexDocument.Rows(Document(Text(fixture), "text/xml")).Single();

    /// <summary>The fixture's text with its first row changed.</summary>
    public static string Changed(string fixture, Action<JsonNode>? change)
    {
        if (change is null)
        {
            return Text(fixture);
        }

        var root = JsonNode.Parse(Text(fixture))!;
        change(root["MediaContainer"]!["Metadata"]![0]!);
        return root.ToJsonString();
    }

    public static SessionSnapshot Session(string fixture, Action<JsonNode>? change = null) => PlexSessionMapper.Map(Item(fixture, change))!;

    /// <summary>The converted episode together with its file from the library.</summary>
    public static SessionSnapshot EpisodeWithSource(Action<JsonNode>? change = null) =>
        PlexSessionMapper.Map(Item(Episode, change), PlexDocument.Rows(Document(Text("metadata_704.json"))).Single().All("Media").Last())!;

    public static JsonNode Media(this JsonNode item) => item["Media"]!.AsArray().Last()!;

    public static JsonNode Part(this JsonNode item) => item.Media()["Part"]![0]!;

    public static JsonNode Stream(this JsonNode item, int index) => item.Part()["Stream"]![index]!;

    public static void AddSubtitle(this JsonNode item, string json) => item.Part()["Stream"]!.AsArray().Add(JsonNode.Parse(json));

    public static void Remove(this JsonNode node, string key) => node.AsObject().Remove(key);
}
