using Bunit;
using MediaInsight.Components.Pages.Activity;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Activity;

public sealed class SessionCardTests : BunitContext
{
    public SessionCardTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new ManualTime(Samples.Now));
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
    }

    [Fact]
    public void A_playing_film_shows_who_what_how_far_and_how()
    {
        var cut = Draw(Samples.Session());

        Assert.Equal("Playing", cut.Find("article").GetAttribute("data-state"));
        Assert.Equal("Stalker (1979)", cut.Find("h3").TextContent);
        Assert.Contains("Ann", cut.Find(".who").TextContent, StringComparison.Ordinal);
        Assert.Contains("Living room · Plex for LG", cut.Markup, StringComparison.Ordinal);
        Assert.Contains("ends at 14:30", cut.Markup, StringComparison.Ordinal);
        Assert.Contains("Direct play", cut.Find(".how").TextContent, StringComparison.Ordinal);
        Assert.Contains("4K HEVC", cut.Find(".quality").TextContent, StringComparison.Ordinal);
        Assert.Contains("Home", cut.Markup, StringComparison.Ordinal);
        Assert.Equal("img/item/1/backdrop?w=960", cut.Find(".art img").GetAttribute("src"));
        Assert.Equal("img/user/1?w=80", cut.Find(".who img").GetAttribute("src"));
    }

    [Fact]
    public void A_paused_one_does_not_move()
    {
        var cut = Draw(Samples.Session(Samples.Snapshot() with { State = PlaybackState.Paused }));

        Assert.Equal("false", cut.Find("[data-live-progress]").GetAttribute("data-playing"));
        Assert.Contains("Paused", cut.Find(".who").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Buffering_is_said() =>
        Assert.Contains("Buffering", Draw(Samples.Session(Samples.Snapshot() with { State = PlaybackState.Buffering })).Find(".who").TextContent, StringComparison.Ordinal);

    [Fact]
    public void One_that_has_not_begun_is_starting() =>
        Assert.Contains("Starting", Draw(Samples.Session(change: s => s with { IsPending = true })).Find(".who").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Live_television_has_no_progress()
    {
        var media = new MediaRef { ExternalId = "9", Kind = MediaKind.LiveTv, Title = "Tagesschau", ChannelName = "Das Erste" };

        var cut = Draw(Samples.Session(Samples.Snapshot() with { Media = media, Duration = null, Position = null }));

        Assert.Empty(cut.FindAll("[data-live-progress]"));
        Assert.Equal("Das Erste", cut.Find("h3").TextContent);
        Assert.Contains("Live", cut.Find(".on-air").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Music_has_a_square_cover_behind_itself()
    {
        var cut = Draw(Samples.Session(Samples.Snapshot() with { Media = new() { ExternalId = "9", Kind = MediaKind.Track, Title = "So What" } }));

        Assert.Equal("square", cut.Find(".poster").GetAttribute("data-shape"));
        Assert.StartsWith("img/item/1/poster", cut.Find(".art img").GetAttribute("src"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreachable_server_makes_it_old_and_still()
    {
        var cut = Draw(Samples.Session(change: s => s with { IsUnseen = true }));

        Assert.Contains("As of 13:00, server unreachable", cut.Find(".stale").TextContent, StringComparison.Ordinal);
        Assert.Equal("false", cut.Find("[data-live-progress]").GetAttribute("data-playing"));
    }

    [Theory]
    [InlineData(89, PlaybackState.Playing, false)]
    [InlineData(91, PlaybackState.Playing, true)]
    [InlineData(91, PlaybackState.Paused, false)]
    public void A_player_that_is_silent_for_long_is_marked(int seconds, PlaybackState state, bool isMarked)
    {
        var cut = Draw(Samples.Session(Samples.Snapshot() with { State = state, LastClientReportAt = Samples.Now.AddSeconds(-seconds) }));

        Assert.Equal(isMarked, cut.Markup.Contains("has been silent since", StringComparison.Ordinal));
    }

    [Fact]
    public void Foreign_text_stays_text()
    {
        var snapshot = Samples.Snapshot() with
        {
            Media = Samples.Film(Samples.Hostile),
            Device = new() { Name = Samples.Hostile, ClientName = Samples.Hostile },
            Stream = new() { Decision = StreamDecision.Transcode, TranscodeReasons = Samples.Hostile, Source = new() { VideoCodec = Samples.Hostile } },
        };

        var cut = Draw(Samples.Session(snapshot, person: Samples.Hostile));

        Assert.Empty(cut.FindAll("img[onerror]"));
        Assert.Equal(Samples.Hostile + " (1979)", cut.Find("h3").TextContent);
    }

    [Fact]
    public void What_nobody_tells_is_not_invented()
    {
        var cut = Draw(Samples.Session(Samples.Snapshot() with { Stream = StreamDetails.Unknown, Network = NetworkRef.Unknown, Device = new(), BandwidthKbps = null, Duration = null, Position = null }));

        Assert.Contains("Quality not told", cut.Markup, StringComparison.Ordinal);
        Assert.Contains("Location not told", cut.Markup, StringComparison.Ordinal);
        Assert.Contains("Unknown player", cut.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<SessionCard> Draw(LiveSession session) => Render<SessionCard>(p => p
        .Add(c => c.Session, session)
        .Add(c => c.Freshness, SessionFreshness.Of(session, Samples.Now))
        .Add(c => c.DetailsHref, "activity?play=x"));
}
