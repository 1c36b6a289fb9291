using System.Net;
using System.Text;
using MediaInsight.Domain;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Servers.MediaBrowser;

public sealed class ConnectionTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<ServerKind> Both => [ServerKind.Emby, ServerKind.Jellyfin];

    private static Wire Answering(ServerKind kind) =>
        new Wire(kind)
            .On("/System/Info/Public", Fixture.Read(kind == ServerKind.Emby ? "emby/system-info-public.json" : "jellyfin/system-info-public.json"))
            .On("/Auth/Keys", """{"Items":[],"TotalRecordCount":0}""");

    [Fact]
    public async Task Jellyfin_is_known_by_its_id_name_and_version() =>
        Assert.Equal(new("Jellyfin Lab", "af79eba874a5436ea864bfaeec91a80c", "10.11.11"), await Answering(ServerKind.Jellyfin).Client.IdentifyAsync(Token));

    [Fact]
    public async Task Emby_is_known_by_its_id_name_and_version() =>
        Assert.Equal(new("Harbour House", "5f1d0c2ab7e94d0c9f4e8a5d6c3b2a10", "4.9.1.90"), await Answering(ServerKind.Emby).Client.IdentifyAsync(Token));

    [Fact]
    public async Task Jellyfin_is_sent_the_one_header_that_all_versions_accept()
    {
        var wire = Answering(ServerKind.Jellyfin);
        await wire.Client.IdentifyAsync(Token);

        Assert.All(wire.Replay.Requests, r => Assert.Equal(
            "MediaBrowser Client=\"MediaInsight\", Device=\"MediaInsight\", DeviceId=\"installation-1\", Version=\"1.0\", Token=\"secret-token\"",
            r.Headers.GetValues("Authorization").Single()));
        Assert.All(wire.Replay.Requests, r => Assert.False(r.Headers.Contains("X-Emby-Token")));
        Assert.All(wire.Replay.Requests, r => Assert.DoesNotContain("secret-token", r.RequestUri!.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Emby_is_sent_its_own_header()
    {
        var wire = Answering(ServerKind.Emby);
        await wire.Client.IdentifyAsync(Token);

        Assert.All(wire.Replay.Requests, r => Assert.Equal("secret-token", r.Headers.GetValues("X-Emby-Token").Single()));
        Assert.All(wire.Replay.Requests, r => Assert.False(r.Headers.Contains("Authorization")));
    }

    [Theory]
    [InlineData("http://media.test/", "/emby/Sessions")]
    [InlineData("http://media.test/emby/", "/emby/Sessions")]
    [InlineData("http://media.test/Emby/", "/Emby/Sessions")]
    [InlineData("http://media.test/media/", "/media/emby/Sessions")]
    public async Task Emby_is_asked_below_its_prefix(string url, string expected)
    {
        var wire = new Wire(ServerKind.Emby, url: url);
        wire.Replay.On(expected, "[]");
        await wire.Client.GetSessionsAsync(Token);

        Assert.Empty(wire.Replay.Unexpected);
    }

    [Fact]
    public async Task Jellyfin_as_Emby_is_refused_by_name()
    {
        var wire = Wire.Emby().On("/System/Info/Public", Fixture.Read("jellyfin/system-info-public.json"));
        var failure = await wire.FailsAsync(c => c.IdentifyAsync(Token));

        Assert.Equal(ServerFailureKind.WrongProduct, failure.Kind);
        Assert.Equal("This is a Jellyfin server; add it as Jellyfin.", failure.Message);
    }

    [Fact]
    public async Task Emby_as_Jellyfin_is_refused_by_name()
    {
        var wire = Wire.Jellyfin().On("/System/Info/Public", Fixture.Read("emby/system-info-public.json"));
        var failure = await wire.FailsAsync(c => c.IdentifyAsync(Token));

        Assert.Equal(ServerFailureKind.WrongProduct, failure.Kind);
        Assert.Equal("This is an Emby server; add it as Emby.", failure.Message);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Plex_and_Audiobookshelf_are_recognised_at_the_root(ServerKind kind)
    {
        var plex = new Wire(kind).On("/System/Info/Public", "<html/>", HttpStatusCode.NotFound, "text/html");
        plex.Replay.On("/identity", """{"MediaContainer":{"machineIdentifier":"x"}}""");
        var books = new Wire(kind).On("/System/Info/Public", "<html/>", mediaType: "text/html");
        books.Replay.On("/status", """{"app":"audiobookshelf","isInit":true}""");

        Assert.Equal("This is a Plex server; add it as Plex.", (await plex.FailsAsync(c => c.IdentifyAsync(Token))).Message);
        Assert.Equal("This is an Audiobookshelf server; add it as Audiobookshelf.", (await books.FailsAsync(c => c.IdentifyAsync(Token))).Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>hello</html>", "text/html", ServerFailureKind.WrongAddress)]
    [InlineData(HttpStatusCode.NotFound, "", "text/plain", ServerFailureKind.WrongAddress)]
    [InlineData(HttpStatusCode.Unauthorized, "", "text/plain", ServerFailureKind.Unauthorized)]
    [InlineData(HttpStatusCode.OK, "{\"Id\":\"af79", "application/json", ServerFailureKind.Protocol)]
    [InlineData(HttpStatusCode.OK, "{\"hello\":1}", "application/json", ServerFailureKind.WrongProduct)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "<html/>", "text/html", ServerFailureKind.Unavailable)]
    [InlineData(HttpStatusCode.Redirect, "", "text/plain", ServerFailureKind.WrongAddress)]
    public async Task Whatever_else_answers_is_put_in_words(HttpStatusCode status, string body, string type, ServerFailureKind expected)
    {
        foreach (var kind in new[] { ServerKind.Emby, ServerKind.Jellyfin })
        {
            var wire = new Wire(kind).On("/System/Info/Public", body, status, type);
            Assert.Equal(expected, (await wire.FailsAsync(c => c.IdentifyAsync(Token))).Kind);
        }
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, ServerFailureKind.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden, ServerFailureKind.NotAdministrator)]
    public async Task A_token_must_be_an_administrators(HttpStatusCode status, ServerFailureKind expected)
    {
        foreach (var kind in new[] { ServerKind.Emby, ServerKind.Jellyfin })
        {
            var wire = Answering(kind).On("/Auth/Keys", "", status, "text/plain");
            Assert.Equal(expected, (await wire.FailsAsync(c => c.IdentifyAsync(Token))).Kind);
        }
    }

    /// <summary>Some proxies keep the keys of the server to themselves: the sessions are what is needed.</summary>
    [Theory]
    [InlineData(HttpStatusCode.OK, null)]
    [InlineData(HttpStatusCode.Unauthorized, ServerFailureKind.Unauthorized)]
    [InlineData(HttpStatusCode.NotFound, ServerFailureKind.WrongAddress)]
    public async Task Where_the_keys_are_hidden_the_sessions_prove_the_token(HttpStatusCode sessions, ServerFailureKind? expected)
    {
        foreach (var kind in new[] { ServerKind.Emby, ServerKind.Jellyfin })
        {
            var wire = Answering(kind).On("/Auth/Keys", "", HttpStatusCode.NotFound, "text/plain").On("/Sessions", "[]", sessions);
            if (expected is null)
            {
                Assert.NotNull((await wire.Client.IdentifyAsync(Token)).MachineId);
            }
            else
            {
                Assert.Equal(expected, (await wire.FailsAsync(c => c.IdentifyAsync(Token))).Kind);
            }
        }
    }

    /// <summary>Jellyfin 10.11 may, and later versions do, refuse every older way to show a token, and any request that shows it in two ways.</summary>
    [Fact]
    public async Task With_the_older_ways_switched_off_everything_that_is_asked_of_Jellyfin_gets_through()
    {
        var wire = Wire.Jellyfin();
        void Guarded(string path, string body, string method = "GET") => wire.Replay.On(path, r => IsModern(r, method == "GET" || path.Contains("Playing", StringComparison.Ordinal)) ? WireReplay.Text(body) : WireReplay.Text("", "text/plain", HttpStatusCode.Unauthorized), method);
        wire.On("/System/Info/Public", Fixture.Read("jellyfin/system-info-public.json"));
        Guarded("/Auth/Keys", """{"Items":[]}""");
        Guarded("/Sessions", "[]");
        Guarded("/Users", """[{"Id":"u1","Name":"dora","Policy":{"IsAdministrator":true}}]""");
        Guarded("/Library/VirtualFolders", "[]");
        Guarded("/Items", """{"Items":[]}""");
        Guarded("/System/Info", """{"HasUpdateAvailable":false}""");
        Guarded("/System/ActivityLog/Entries", """{"Items":[]}""");
        Guarded("/Items/7/Images/Primary", "");
        Guarded("/Sessions/s1/Playing/Stop", "", "POST");
        Guarded("/Users/AuthenticateByName", """{"AccessToken":"lasting-token","User":{"Policy":{"IsAdministrator":true}}}""", "POST");

        Assert.Equal("lasting-token", await wire.SignIn.SignInAsync(WireReplay.Connection(ServerKind.Jellyfin) with { Token = "" }, "dora", "x", Token));
        await wire.Client.IdentifyAsync(Token);
        await wire.Client.GetSessionsAsync(Token);
        await wire.Client.GetUsersAsync(Token);
        await wire.Client.GetLibrariesAsync(Token);
        await wire.Client.GetRecentlyAddedAsync(20, Token);
        await wire.Client.GetItemsAsync(new("l1", LibraryContent.Movies, Wire.RecordedAt.AddDays(-1), null, 40), Token);
        await wire.Client.GetPlayedAsync(Wire.RecordedAt.AddDays(-1), Token);
        await ((IServerUpdates)wire.Client).GetUpdateAsync(Token);
        await wire.Client.GetImageAsync("/Items/7/Images/Primary?tag=ab", 300, Token);
        await wire.Client.CommandAsync("s1", new(SessionVerb.Stop), Token);

        Assert.Empty(wire.Replay.Unexpected);
        Assert.All(wire.Replay.Requests, r => Assert.True(IsModern(r, withToken: false)));
    }

    private static bool IsModern(HttpRequestMessage request, bool withToken) =>
        request.Headers.GetValues("Authorization").Single() is var told && told.StartsWith("MediaBrowser Client=", StringComparison.Ordinal)
        && (!withToken || told.EndsWith(", Token=\"secret-token\"", StringComparison.Ordinal))
        && !request.Headers.Any(h => h.Key.StartsWith("X-Emby", StringComparison.OrdinalIgnoreCase) || h.Key.StartsWith("X-MediaBrowser", StringComparison.OrdinalIgnoreCase))
        && !request.RequestUri!.Query.Contains("api", StringComparison.OrdinalIgnoreCase); // non-null: sent

    [Fact]
    public async Task A_server_before_its_set_up_says_so()
    {
        var wire = Wire.Jellyfin().On("/System/Info/Public", """{"Id":"a1","ProductName":"Jellyfin Server","StartupWizardCompleted":false}""");

        Assert.Contains("has not been set up", (await wire.FailsAsync(c => c.IdentifyAsync(Token))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "", "text/plain", ServerFailureKind.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden, "", "text/plain", ServerFailureKind.NotAdministrator)]
    [InlineData(HttpStatusCode.NotFound, "", "text/plain", ServerFailureKind.WrongAddress)]
    [InlineData(HttpStatusCode.InternalServerError, "Object reference", "text/plain", ServerFailureKind.Unavailable)]
    [InlineData(HttpStatusCode.TooManyRequests, "", "text/plain", ServerFailureKind.RateLimited)]
    [InlineData(HttpStatusCode.OK, "<!doctype html><title>Sign in</title>", "text/html", ServerFailureKind.WrongAddress)]
    [InlineData(HttpStatusCode.OK, "[{\"Id\":\"s1\",\"NowPl", "application/json", ServerFailureKind.Protocol)]
    [InlineData(HttpStatusCode.OK, "{\"Items\":[]}", "application/json", ServerFailureKind.Protocol)]
    [InlineData(HttpStatusCode.OK, "null", "application/json", ServerFailureKind.Protocol)]
    public async Task A_reading_that_fails_is_a_failure_and_never_an_empty_list(HttpStatusCode status, string body, string type, ServerFailureKind expected)
    {
        foreach (var kind in new[] { ServerKind.Emby, ServerKind.Jellyfin })
        {
            var wire = new Wire(kind).On("/Sessions", body, status, type);
            Assert.Equal(expected, (await wire.FailsAsync(c => c.GetSessionsAsync(Token))).Kind);
        }
    }

    [Fact]
    public async Task A_starting_server_says_how_long_to_wait()
    {
        var wire = Wire.Jellyfin();
        wire.Replay.On("/Sessions", _ =>
        {
            var answer = WireReplay.Text("<html>starting</html>", "text/html", HttpStatusCode.ServiceUnavailable);
            answer.Headers.TryAddWithoutValidation("Retry-After", "005");
            return answer;
        });
        var failure = await wire.FailsAsync(c => c.GetSessionsAsync(Token));

        Assert.Equal(ServerFailureKind.Unavailable, failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(5), failure.RetryAfter);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_name_and_a_password_become_a_token(ServerKind kind)
    {
        string? sent = null;
        var wire = Answering(kind);
        wire.Replay.On((kind == ServerKind.Emby ? "/emby" : "") + "/Users/AuthenticateByName", r =>
        {
            sent = new StreamReader(r.Content!.ReadAsStream(Token), Encoding.UTF8).ReadToEnd();
            return WireReplay.Text(Fixture.Read("emby/signed-in.json"));
        }, "POST");
        var token = await wire.SignIn.SignInAsync(WireReplay.Connection(kind) with { Token = "" }, "dora", "päss\"wörd", Token);

        Assert.Equal("lasting-token", token);
        Assert.Equal("{\"Username\":\"dora\",\"Pw\":\"p\\u00E4ss\\u0022w\\u00F6rd\"}", sent);
        var header = wire.Replay.Requests[^1].Headers.GetValues("Authorization").Single();
        Assert.StartsWith(kind == ServerKind.Emby ? "Emby Client=" : "MediaBrowser Client=", header, StringComparison.Ordinal);
        Assert.Contains("DeviceId=\"installation-1\", Version=\"1.0\"", header, StringComparison.Ordinal);
        Assert.DoesNotContain("Token", header, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_wrong_password_and_somebody_elses_account_are_refused_in_plain_words(ServerKind kind)
    {
        var wrong = Answering(kind).On("/Users/AuthenticateByName", "Error processing request.", HttpStatusCode.Unauthorized, "text/plain", "POST");
        var viewer = Answering(kind).On("/Users/AuthenticateByName", """{"AccessToken":"t","User":{"Policy":{"IsAdministrator":false}}}""", method: "POST");
        var a = await Assert.ThrowsAsync<ServerFailure>(() => wrong.SignIn.SignInAsync(WireReplay.Connection(kind), "dora", "x", Token));
        var b = await Assert.ThrowsAsync<ServerFailure>(() => viewer.SignIn.SignInAsync(WireReplay.Connection(kind), "fay", "x", Token));

        Assert.Equal((ServerFailureKind.Unauthorized, $"{kind} does not know this name with this password."), (a.Kind, a.Message));
        Assert.Equal(ServerFailureKind.NotAdministrator, b.Kind);
    }

    [Fact]
    public async Task A_password_is_not_sent_to_another_product()
    {
        var wire = Wire.Emby().On("/System/Info/Public", Fixture.Read("jellyfin/system-info-public.json"));
        var failure = await Assert.ThrowsAsync<ServerFailure>(() => wire.SignIn.SignInAsync(WireReplay.Connection(ServerKind.Emby), "dora", "x", Token));

        Assert.Equal(ServerFailureKind.WrongProduct, failure.Kind);
        Assert.DoesNotContain(wire.Replay.Requests, r => r.Method == HttpMethod.Post);
    }
}
