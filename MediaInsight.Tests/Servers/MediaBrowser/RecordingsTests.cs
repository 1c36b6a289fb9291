using System.Text.Json.Nodes;
using MediaInsight.Domain;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.MediaBrowser;

/// <summary>Every session list there is, recorded or written, through both products.</summary>
public sealed class RecordingsTests
{
    public static TheoryData<ServerKind> Both => [ServerKind.Emby, ServerKind.Jellyfin];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Every_known_session_list_is_read_without_a_fault(ServerKind kind)
    {
        var read = 0;
        foreach (var sessions in Lists())
        {
            var reading = await new Wire(kind).ReadAsync(sessions.ToJsonString());
            Assert.All(reading.Sessions, SessionInvariants.Hold);
            Assert.Equal(reading.Sessions.Count, reading.Sessions.Select(s => s.Key).Distinct().Count());
            read += reading.Sessions.Count;
        }

        Assert.True(read > 10, $"only {read} sessions were found");
        TestContext.Current.TestOutputHelper?.WriteLine(Recordings.Folder is null ? "recordings: not available" : $"recordings and fixtures: {read} sessions");
    }

    private static IEnumerable<JsonArray> Lists()
    {
        var files = new[] { "jellyfin", "emby" }
            .SelectMany(p => Recordings.Files(p, "session*.json").Concat(Directory.EnumerateFiles(Path.Combine(Fixture.Root, p), "session*.json")));
        foreach (var file in files)
        {
            if (ListIn(JsonNode.Parse(File.ReadAllText(file))) is { } list)
            {
                yield return list;
            }
        }

        foreach (var line in Recordings.Files("jellyfin", "websocket-*.jsonl").SelectMany(File.ReadLines))
        {
            if (JsonNode.Parse(line)?["msg"] is JsonObject message && (string?)message["MessageType"] == "Sessions" && message["Data"] is JsonArray pushed)
            {
                yield return pushed;
            }
        }
    }

    /// <summary>A list, one session by itself, or a list inside a recorded exchange.</summary>
    private static JsonArray? ListIn(JsonNode? file) => file switch
    {
        JsonArray list => list,
        JsonObject exchange when exchange["response"]?["body"] is JsonArray body => body,
        JsonObject session when session["PlayState"] is not null => new(session.DeepClone()),
        _ => null,
    };
}
