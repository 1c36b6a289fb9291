using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MediaInsight.Demo;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Servers.Audiobookshelf;
using MediaInsight.Servers.Emby;
using MediaInsight.Servers.Jellyfin;
using MediaInsight.Servers.Plex;
using MediaInsight.Sessions;
using MediaInsight.Tests.Demo;
using MediaInsight.Tests.Infrastructure;
using MediaInsight.Tests.Servers.Audiobookshelf;
using MediaInsight.Tests.Servers.MediaBrowser;

namespace MediaInsight.Tests.Servers;

/// <summary>Answers that nobody has recorded: fields gone, of another kind or full of nonsense, at random and the same in every run.</summary>
public sealed class UnseenAnswersTests
{
    private const int Rounds = 25;

    /// <summary>Who plays on what tells one play from another; whatever else is wrong, the session stays that session.</summary>
    private static readonly HashSet<string> Identity =
    [
        "Id", "UserId", "UserName", "DeviceId", "NowPlayingItem", // Emby, Jellyfin
        "id", "userId", "user", "libraryItemId", // Audiobookshelf
        "startedAt", "updatedAt", "timeListening", "mediaPlayer", // its only words about whether anybody listens
        "sessionKey", "User", "Player", "machineIdentifier", "Session", "ratingKey", "key", "guid", "uuid", // Plex
    ];

    private static readonly HashSet<string> Nothing = [];

    public static TheoryData<ServerKind> Kinds => [ServerKind.Plex, ServerKind.Emby, ServerKind.Jellyfin, ServerKind.Audiobookshelf];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_stands_in_its_fields_a_recorded_session_stays_the_same_play(ServerKind kind)
    {
        var read = 0;
        foreach (var (name, recorded, at) in Recorded(kind))
        {
            var told = await ReadAsync(kind, recorded, at);
            for (var round = 0; round < Rounds; round++)
            {
                var answer = recorded.DeepClone();
                var scramble = new Scramble(round, Identity);
                foreach (var row in Rows(kind, answer).OfType<JsonObject>())
                {
                    scramble.Row(row);
                }

                var reading = await ReadAsync(kind, answer, at);
                Assert.True(Who(told).SequenceEqual(Who(reading)), $"{name}, round {round}: {string.Join(", ", Who(told))} became {string.Join(", ", Who(reading))}\n{answer}");
                Assert.All(reading, Sound);
                read += reading.Count;
            }
        }

        Assert.True(read >= Rounds, $"only {read} sessions were read");
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {read} sessions of scrambled answers were read, none lost");
    }

    [Fact]
    public async Task Attributes_of_an_old_plex_answer_may_be_anything_too()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Fixture.Root, "plex"), "*_directplay.xml").Concat(Recordings.Files("plex", "sessions_*.xml")).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var recorded = XDocument.Load(file);
            var told = await ReadAsync(ServerKind.Plex, recorded.ToString(), Wire.RecordedAt, "text/xml");
            for (var round = 0; round < Rounds; round++)
            {
                var answer = new XDocument(recorded);
                var scramble = new Scramble(round, Identity);
                foreach (var row in answer.Root!.Elements().ToList()) // non-null: a document has a root
                {
                    scramble.Row(row);
                }

                var reading = await ReadAsync(ServerKind.Plex, answer.ToString(), Wire.RecordedAt, "text/xml");
                Assert.True(Who(told).SequenceEqual(Who(reading)), $"{Path.GetFileName(file)}, round {round}\n{answer}");
                Assert.All(reading, Sound);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_a_server_answers_to_whichever_question_it_is_read_or_refused_in_words(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        int read = 0, refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var clock = new DemoClock(DemoClock.Friday.AddMinutes(31 * round));
            using var client = Client(kind, new(new ScrambledTransport(new DemoTransport(new SocketTransport(), clock.Time), round), clock.Time), DemoClock.Connection(kind));
            await TryAsync(() => client.IdentifyAsync(token));
            await TryAsync(async () => Assert.All((await client.GetSessionsAsync(token)).Sessions, Sound));
            await TryAsync(async () => Assert.All(await client.GetUsersAsync(token), u => Assert.True(u.ExternalId.Length > 0 && u.Name.Length is > 0 and <= Text.MaxName)));
            await TryAsync(async () => Assert.All(await client.GetRecentlyAddedAsync(40, token), r => Assert.True(r.Media.Title.Length is > 0 and <= Text.MaxTitle)));
            await TryAsync(() => client.GetPlayedAsync(clock.Time.GetUtcNow().AddDays(-1), token));
            await TryAsync(async () =>
            {
                foreach (var library in await client.GetLibrariesAsync(token))
                {
                    Assert.True(library.ExternalId.Length > 0 && library.Name.Length is > 0 and <= Text.MaxName);
                    var page = await client.GetItemsAsync(new(library.ExternalId, library.Content, null, null, 40), token);
                    Assert.All(await client.CompleteAsync([.. page.Items], token), i => Assert.True(i.Media.Title.Length is > 0 and <= Text.MaxTitle && i.Duration is null or { Ticks: > 0 }));
                }
            });
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {read} answers read, {refused} refused");
        Assert.True(read > Rounds && refused > 0, $"{read} answers read, {refused} refused");

        async Task TryAsync(Func<Task> ask)
        {
            try
            {
                await ask();
                read++;
            }
            catch (ServerFailure failure)
            {
                Assert.NotEqual("", failure.Message);
                refused++;
            }
        }
    }

    /// <summary>Without its list an answer says nothing about what plays: nothing may seem to be over.</summary>
    [Theory]
    [InlineData(ServerKind.Jellyfin, "{}")]
    [InlineData(ServerKind.Emby, "\"sessions\"")]
    [InlineData(ServerKind.Audiobookshelf, "{}")]
    [InlineData(ServerKind.Audiobookshelf, """{"sessions":{}}""")]
    [InlineData(ServerKind.Audiobookshelf, """{"sessions":null}""")]
    [InlineData(ServerKind.Plex, "{}")]
    [InlineData(ServerKind.Plex, """{"MediaContainer":[]}""")]
    [InlineData(ServerKind.Plex, """{"MediaContainer":{"size":2,"Metadata":"two"}}""")]
    public async Task An_answer_without_its_list_is_a_failure_and_never_nothing_plays(ServerKind kind, string answer) =>
        Assert.Equal(ServerFailureKind.Protocol, (await Assert.ThrowsAsync<ServerFailure>(() => ReadAsync(kind, answer, Wire.RecordedAt))).Kind);

    /// <summary>Nor may accounts, libraries or titles seem to be gone.</summary>
    [Theory]
    [InlineData(ServerKind.Audiobookshelf, "/api/libraries", "{}")]
    [InlineData(ServerKind.Audiobookshelf, "/api/users", "{\"users\":null}")]
    [InlineData(ServerKind.Audiobookshelf, "/api/libraries/l1/items", "{\"total\":3}")]
    [InlineData(ServerKind.Emby, "/emby/Library/VirtualFolders/Query", "{}")]
    [InlineData(ServerKind.Emby, "/emby/Items", "{\"TotalRecordCount\":3}")]
    [InlineData(ServerKind.Jellyfin, "/Library/VirtualFolders", "{}")]
    [InlineData(ServerKind.Jellyfin, "/Items", "{\"Items\":{}}")]
    public async Task A_list_that_is_not_there_is_no_empty_list(ServerKind kind, string path, string answer)
    {
        using var wire = new WireReplay();
        wire.On(path, answer);
        using var client = Client(kind, wire.Factory(new ManualTime(Wire.RecordedAt)), WireReplay.Connection(kind));
        var token = TestContext.Current.CancellationToken;

        var failure = await Assert.ThrowsAsync<ServerFailure>(() =>
            path.EndsWith("ibraries", StringComparison.Ordinal) || path.Contains("VirtualFolders", StringComparison.Ordinal) ? client.GetLibrariesAsync(token)
            : path.EndsWith("users", StringComparison.Ordinal) ? client.GetUsersAsync(token)
            : client.GetItemsAsync(new("l1", LibraryContent.Audiobooks, null, null, 100), token));

        Assert.Equal(ServerFailureKind.Protocol, failure.Kind);
    }

    private static IEnumerable<(string Name, JsonNode Answer, DateTimeOffset At)> Recorded(ServerKind kind)
    {
        var product = kind.ToString().ToLowerInvariant();
        var own = Path.Combine(Fixture.Root, product);
        var files = kind switch
        {
            ServerKind.Plex => Directory.EnumerateFiles(own, "*_*code.json").Concat(Directory.EnumerateFiles(own, "*_*play.json")).Concat(Recordings.Files(product, "sessions_*.json")),
            ServerKind.Audiobookshelf => Directory.EnumerateFiles(own, "sessions_open*.json", SearchOption.AllDirectories),
            _ => Directory.EnumerateFiles(own, "sessions*.json").Concat(Recordings.Files(product, "session*.json")),
        };
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var text = JsonNode.Parse(File.ReadAllText(file));
            var answer = kind switch
            {
                ServerKind.Plex => text?["MediaContainer"] is JsonObject ? text : null,
                ServerKind.Audiobookshelf => text?["body"],
                _ => text switch
                {
                    JsonArray list => list,
                    JsonObject session when session["PlayState"] is not null => new JsonArray(session.DeepClone()),
                    _ => null,
                },
            };
            if (answer is not null && Rows(kind, answer).Any())
            {
                var at = (string?)(text as JsonObject)?["headers"]?["date"];
                yield return (Path.GetFileName(file), answer, at is null ? Wire.RecordedAt : DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
            }
        }
    }

    private static IEnumerable<JsonNode?> Rows(ServerKind kind, JsonNode answer) => kind switch
    {
        ServerKind.Plex => answer["MediaContainer"]!["Metadata"] as JsonArray ?? [], // non-null: Recorded
        ServerKind.Audiobookshelf => (answer["sessions"] as JsonArray ?? []).Concat(answer["shareSessions"] as JsonArray ?? []),
        _ => answer.AsArray(),
    };

    private static Task<IReadOnlyList<SessionSnapshot>> ReadAsync(ServerKind kind, JsonNode answer, DateTimeOffset at) => ReadAsync(kind, answer.ToJsonString(), at);

    private static async Task<IReadOnlyList<SessionSnapshot>> ReadAsync(ServerKind kind, string answer, DateTimeOffset at, string mediaType = "application/json")
    {
        using var wire = new WireReplay();
        wire.On(kind switch { ServerKind.Plex => "/status/sessions", ServerKind.Emby => "/emby/Sessions", ServerKind.Jellyfin => "/Sessions", _ => "/api/sessions/open" }, answer, mediaType);
        wire.On("/api/sessions", """{"sessions":[]}""");
        using var client = Client(kind, wire.Factory(new ManualTime(at)), WireReplay.Connection(kind));
        return (await client.GetSessionsAsync(TestContext.Current.CancellationToken)).Sessions;
    }

    private static IEnumerable<string> Who(IEnumerable<SessionSnapshot> sessions) =>
        sessions.Select(s => $"{s.Key.Slot} of {s.Key.User}").Order(StringComparer.Ordinal);

    /// <summary>Whoever listens by a public link is nobody, and is told from others by the session.</summary>
    private static void Sound(SessionSnapshot session) =>
        SessionInvariants.Hold(session.Key.User.Length > 0 ? session : session with { Key = session.Key with { User = session.User.ExternalId } });

    private static IMediaServerClient Client(ServerKind kind, ServerHttpFactory http, ServerConnection connection)
    {
        IMediaServerClientFactory factory = kind switch
        {
            ServerKind.Plex => new PlexClientFactory(http),
            ServerKind.Emby => new EmbyClientFactory(http),
            ServerKind.Jellyfin => new JellyfinClientFactory(http),
            _ => new AudiobookshelfClientFactory(http),
        };
        return factory.Create(connection);
    }

    private sealed class ScrambledTransport(IServerTransport real, int seed) : IServerTransport
    {
        public HttpMessageHandler Open(ServerConnection connection) => new Handler(real.Open(connection), new Scramble(seed, Nothing));

        private sealed class Handler(HttpMessageHandler inner, Scramble scramble) : DelegatingHandler(inner)
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var answer = await base.SendAsync(request, cancellationToken);
                var body = scramble.Answer(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
                var content = new ByteArrayContent(body);
                content.Headers.ContentType = answer.Content.Headers.ContentType;
                answer.Content = content;
                return answer;
            }
        }
    }
}
