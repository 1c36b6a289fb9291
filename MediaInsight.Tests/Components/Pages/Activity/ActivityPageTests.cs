using Bunit;
using MediaInsight.Components.Pages.Activity;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Activity;

public sealed class ActivityPageTests : BunitContext
{
    private readonly ManualTime _time = new(Samples.Now);
    private readonly LiveSessions _sessions;
    private readonly LiveServers _servers;

    public ActivityPageTests()
    {
        _sessions = new(_time);
        _servers = new(_time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
        Services.AddSingleton(_sessions);
        Services.AddSingleton(_servers);
        Services.AddSingleton(_sessions.Feed);
        Services.AddSingleton(_servers.Feed);
        _servers.Configure([Server(1, "Attic"), Server(2, "Cellar")]);
    }

    [Fact]
    public void The_page_asks_for_the_permission_to_see_sessions() =>
        Assert.Equal(Permissions.ViewSessions, typeof(ActivityPage).GetCustomAttributes(true).OfType<AuthorizeAttribute>().Single().Policy);

    [Fact]
    public void Nobody_watching_is_said_kindly()
    {
        var cut = Draw();

        Assert.Contains("Nobody is watching.", cut.Find(".nothing").TextContent, StringComparison.Ordinal);
        Assert.Empty(cut.FindAll("article"));
    }

    [Fact]
    public void Without_a_server_the_first_step_is_offered()
    {
        _servers.Configure([]);

        Assert.Equal("servers/add", Draw().Find(".nothing a").GetAttribute("href"));
    }

    [Fact]
    public void Several_people_on_several_servers_stand_side_by_side()
    {
        _sessions.Feed.Publish(Samples.Live(Samples.Session(), Samples.Session(number: 2, viewer: 2, server: 2, person: "Bob")));

        var cut = Draw();

        Assert.Equal(2, cut.FindAll("article").Count);
        Assert.Equal("2 people are watching.", cut.Find("[aria-live]").TextContent);
    }

    [Fact]
    public void A_change_shows_by_itself()
    {
        var cut = Draw();

        _sessions.Feed.Publish(Samples.Live(Samples.Session()));
        Settle(cut, () => Assert.Single(cut.FindAll("article:not(.leaving)")));

        _sessions.Feed.Publish(LiveSnapshot.Empty);
        Settle(cut, () => Assert.Equal("Ended", cut.Find("article").GetAttribute("data-state")));
        Assert.Contains("Nobody is watching.", cut.Find("[aria-live]").TextContent, StringComparison.Ordinal);
        _time.Advance(CardShelf.EndedTime);
        Settle(cut, () => Assert.Empty(cut.FindAll("article")));
    }

    [Fact]
    public void What_another_server_plays_is_not_said_to_be_over_when_the_page_is_narrowed()
    {
        _sessions.Feed.Publish(Samples.Live(Samples.Session(), Samples.Session(number: 2, viewer: 2, server: 2, person: "Bob")));
        var cut = Draw();

        Services.GetRequiredService<NavigationManager>().NavigateTo("activity?server=2");
        cut.Render();

        cut.WaitForAssertion(() => Assert.Single(cut.FindAll("article")));
        Assert.Equal("Playing", cut.Find("article").GetAttribute("data-state"));
    }

    [Fact]
    public void A_limited_reader_sees_the_own_sessions_only()
    {
        _sessions.Feed.Publish(Samples.Live(Samples.Session(viewer: 1), Samples.Session(number: 2, viewer: 2, person: "Bob")));

        var cut = Draw(onlyViewer: 2);

        Assert.Contains("Bob", Assert.Single(cut.FindAll("article")).TextContent, StringComparison.Ordinal);
        Assert.Equal("1 person is watching.", cut.Find("[aria-live]").TextContent);
    }

    [Fact]
    public void The_address_narrows_to_a_server()
    {
        _sessions.Feed.Publish(Samples.Live(Samples.Session(), Samples.Session(number: 2, viewer: 2, server: 2, person: "Bob")));

        Assert.Contains("Bob", Assert.Single(Draw("activity?server=2").FindAll("article")).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("activity?server=nonsense")]
    [InlineData("activity?play=nonsense")]
    public void An_address_that_makes_no_sense_is_answered_in_words(string address)
    {
        _sessions.Feed.Publish(Samples.Live(Samples.Session()));

        var cut = Draw(address);

        Assert.Contains("in the address", cut.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Single(cut.FindAll("article"));
    }

    [Fact]
    public void Details_open_by_address_and_follow_the_session_until_it_is_over()
    {
        var transcoding = Samples.Snapshot() with
        {
            Stream = new() { Decision = StreamDecision.Transcode, Video = StreamDecision.Transcode, HardwareEncoder = "vaapi", Source = new() { VideoCodec = "hevc" }, Sent = new() { VideoCodec = "h264" } },
            Transcode = new(2.4, 40, true, 60),
        };
        _sessions.Feed.Publish(Samples.Live(Samples.Session()));
        var cut = Draw($"activity?play={Samples.Id(1)}");
        Assert.Contains("Direct play", cut.Find("dialog").TextContent, StringComparison.Ordinal);

        _sessions.Feed.Publish(Samples.Live(Samples.Session(transcoding)));
        Settle(cut, () =>
        {
            var text = cut.Find("dialog").TextContent.Replace('\u00A0', ' ');
            Assert.Contains("2.4 ×, 60 fps, 40 % done, resting, the buffer is full", text, StringComparison.Ordinal);
            Assert.Contains("VAAPI, encoding", text, StringComparison.Ordinal);
            Assert.Equal("H.264", cut.Find("dialog tr[data-differs] .value").TextContent);
        });

        _sessions.Feed.Publish(LiveSnapshot.Empty);
        Settle(cut, () => Assert.Contains("This play is over", cut.Find("dialog").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Details_of_somebody_elses_play_stay_closed_to_a_limited_reader()
    {
        _sessions.Feed.Publish(Samples.Live(Samples.Session()));

        var cut = Draw($"activity?play={Samples.Id(1)}", onlyViewer: 2);

        Assert.Contains("This play is over", cut.Find("dialog").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Stalker", cut.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreachable_server_and_a_database_that_lags_are_told()
    {
        _servers.Update(new(1), s => s with { Health = ServerHealth.Offline, FailureKind = ServerFailureKind.Unreachable, Failure = "Connection refused.", LastGoodAt = Samples.Now });
        _sessions.Feed.Publish(new([Samples.Session(change: s => s with { IsUnseen = true })], HistoryLag: true));

        var text = Draw().Markup;

        Assert.Contains("Connection refused. Last seen 13:00.", text, StringComparison.Ordinal);
        Assert.Contains("Nothing is lost", text, StringComparison.Ordinal);
        Assert.Contains("As of 13:00, server unreachable", text, StringComparison.Ordinal);
    }

    private IRenderedComponent<ActivityPage> Draw(string address = "activity", int? onlyViewer = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<ActivityPage>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(Readers.Of(onlyViewer)))));
    }

    // The feed's own pace follows the clock of the test.
    // The page may begin to wait only after the clock was moved: it is moved until what is waited for is there.
    private void Settle(IRenderedComponent<ActivityPage> cut, Action assertion)
    {
        for (var attempt = 1; ; attempt++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            try
            {
                cut.WaitForAssertion(assertion, TimeSpan.FromMilliseconds(100));
                return;
            }
            catch (Bunit.Extensions.WaitForHelpers.WaitForFailedException) when (attempt < 200)
            {
                // Once more, a quarter of a second later.
            }
        }
    }

    private static MediaServer Server(int id, string name) => new() { Id = new(id), Kind = ServerKind.Plex, Name = name, Url = "http://x/", EncryptedToken = "" };
}
