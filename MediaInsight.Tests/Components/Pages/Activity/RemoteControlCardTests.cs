using Bunit;
using MediaInsight.Components.Pages.Activity;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Sessions;
using MediaInsight.Tests.Components.Media;
using MediaInsight.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MediaInsight.Tests.Components.Pages.Activity;

/// <summary>What product and player cannot do is not offered.</summary>
public sealed class RemoteControlCardTests : BunitContext
{
    private const SessionCommands All = SessionCommands.Pause | SessionCommands.Resume | SessionCommands.Stop | SessionCommands.StopReason | SessionCommands.Message;

    public RemoteControlCardTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(new ManualTime(Samples.Now));
        Services.AddSingleton(new SiteSettings { TimeZone = "Europe/Berlin", Culture = "en-GB" });
        Services.AddUi();
    }

    [Theory]
    [InlineData(All, PlaybackState.Playing, "Pause Stalker (1979)|Send Ann a message|Stop Stalker (1979)")]
    [InlineData(All, PlaybackState.Paused, "Resume Stalker (1979)|Send Ann a message|Stop Stalker (1979)")]
    [InlineData(SessionCommands.Stop | SessionCommands.StopReason, PlaybackState.Playing, "Stop Stalker (1979)")]
    [InlineData(SessionCommands.None, PlaybackState.Playing, "")]
    public void Only_what_can_be_done_is_offered(SessionCommands commands, PlaybackState state, string labels)
    {
        var cut = Draw(Session(commands, state));

        Assert.Equal(labels, string.Join('|', cut.FindAll(".remote button").Select(b => b.GetAttribute("aria-label"))));
    }

    [Fact]
    public void A_reader_who_may_not_is_offered_nothing()
    {
        var cut = Draw(Session(All, PlaybackState.Playing), mayControl: false, canEnd: true);

        Assert.Empty(cut.FindAll(".remote"));
        Assert.DoesNotContain("End now", cut.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_without_an_id_for_commands_is_offered_none() =>
        Assert.Empty(Draw(Session(All, PlaybackState.Playing, controlId: null)).FindAll(".remote"));

    [Fact]
    public void A_click_tells_the_page_which_command_is_meant()
    {
        var told = new List<SessionVerb>();
        var cut = Draw(Session(All, PlaybackState.Playing), canEnd: true, onCommand: told.Add);

        cut.FindAll(".remote button")[0].Click();
        cut.FindAll(".remote button")[2].Click();
        cut.FindAll(".menu button").Single(b => b.TextContent.Contains("End now", StringComparison.Ordinal)).Click();

        Assert.Equal([SessionVerb.Pause, SessionVerb.Stop, SessionVerb.End], told);
    }

    [Fact]
    public void While_a_command_is_on_its_way_there_is_no_second()
    {
        var cut = Draw(Session(All, PlaybackState.Playing), isBusy: true);

        Assert.All(cut.FindAll(".remote button"), b => Assert.True(b.HasAttribute("disabled")));
    }

    [Theory]
    [InlineData(PlaybackState.Playing, 10, null, false)]
    [InlineData(PlaybackState.Playing, 301, null, true)]
    [InlineData(PlaybackState.Playing, 301, 10, false)]
    [InlineData(PlaybackState.Playing, 10, 91, true)]
    [InlineData(PlaybackState.Paused, 1700, null, false)]
    [InlineData(PlaybackState.Paused, 1801, null, true)]
    [InlineData(PlaybackState.Paused, 1801, 20, false)]
    public void Only_what_has_been_still_for_long_can_be_ended_by_hand(PlaybackState state, int stillSeconds, int? silentSeconds, bool can)
    {
        var session = Samples.Session(Samples.Snapshot() with { State = state }, change: s => s with
        {
            Clocks = s.Clocks with
            {
                StateSince = Samples.Now.AddSeconds(-stillSeconds),
                PositionMovedAt = Samples.Now.AddSeconds(-stillSeconds),
                LastClientReportAt = silentSeconds is { } silent ? Samples.Now.AddSeconds(-silent) : null,
            },
        });

        Assert.Equal(can, SessionOffers.Can(session, SessionVerb.End, Samples.Now));
        Assert.True(SessionOffers.Can(Samples.Session(change: s => s with { IsUnseen = true }), SessionVerb.End, Samples.Now));
    }

    [Theory]
    [InlineData(ServerKind.Plex, SessionCommands.Stop | SessionCommands.StopReason, SessionVerb.Stop, null)]
    [InlineData(ServerKind.Plex, SessionCommands.None, SessionVerb.Stop, "Plex ends streams only where the server's owner has a Plex Pass, and only those that it gave an id.")]
    [InlineData(ServerKind.Plex, SessionCommands.Stop, SessionVerb.Message, "Plex shows a text only when it ends a stream.")]
    [InlineData(ServerKind.Plex, SessionCommands.Stop, SessionVerb.Pause, "A Plex server cannot pause or resume a player.")]
    [InlineData(ServerKind.Plex, SessionCommands.Stop, SessionVerb.Resume, "A Plex server cannot pause or resume a player.")]
    [InlineData(ServerKind.Audiobookshelf, SessionCommands.None, SessionVerb.Stop, "Audiobookshelf has no remote control.")]
    [InlineData(ServerKind.Audiobookshelf, SessionCommands.None, SessionVerb.Message, "Audiobookshelf has no remote control.")]
    [InlineData(ServerKind.Audiobookshelf, SessionCommands.None, SessionVerb.Pause, "Audiobookshelf has no remote control.")]
    [InlineData(ServerKind.Jellyfin, All, SessionVerb.Message, null)]
    [InlineData(ServerKind.Jellyfin, SessionCommands.None, SessionVerb.Stop, "Player is not connected to Jellyfin in a way that takes commands.")]
    [InlineData(ServerKind.Emby, SessionCommands.None, SessionVerb.Pause, "Player is not connected to Emby in a way that takes commands.")]
    [InlineData(ServerKind.Emby, SessionCommands.Stop | SessionCommands.Pause, SessionVerb.Message, "Player cannot show messages.")]
    [InlineData(ServerKind.Emby, All, SessionVerb.End, "It is still moving: somebody is there. Stop it instead.")]
    public void What_cannot_be_done_is_said_with_the_reason(ServerKind kind, SessionCommands commands, SessionVerb verb, string? why)
    {
        var session = Session(commands, PlaybackState.Playing) with { ServerKind = kind };
        session = session with { Session = session.Session with { Latest = session.Session.Latest with { Device = new() { ClientName = "Player" } } } };

        Assert.Equal(why, SessionOffers.WhyNot(session, verb, Samples.Now));
    }

    [Fact]
    public void A_stop_asks_for_a_reason_and_says_what_the_viewer_will_see()
    {
        var plex = Render<StopDialog>(p => p.Add(d => d.Session, Session(SessionCommands.Stop | SessionCommands.StopReason, PlaybackState.Playing)));
        Assert.Contains("Ann reads “Admin terminated playback”", plex.Markup, StringComparison.Ordinal);
        Assert.Equal("500", plex.Find("textarea").GetAttribute("maxlength"));

        var mute = Render<StopDialog>(p => p.Add(d => d.Session, Session(SessionCommands.Stop, PlaybackState.Playing) with { ServerKind = ServerKind.Emby }));
        Assert.Contains("It cannot show a reason.", mute.Markup, StringComparison.Ordinal);
        Assert.Contains("Kept in the log only.", mute.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_are_stopped_for_one_reason_and_each_outcome_is_told()
    {
        var asked = new List<string>();
        LiveSession[] sessions =
        [
            Several(1, "Ann", 1), Several(2, "Ann", 1), Several(3, "Bob", 2), Several(4, "Bob", 1),
            Several(5, "Eve", 2, SessionCommands.None),
        ];
        var cut = Render<StopSeveralDialog>(p => p.Add(d => d.Sessions, sessions).Add(d => d.Stop, AnswerAsync));
        Assert.Equal(["All (4)", "Ann (2)", "Bob (2)", "On Attic (3)", "On Cellar (1)"], cut.FindAll(".groups button").Select(b => b.TextContent.Trim()));
        Assert.Equal([5], Boxes().Index().Where(b => b.Item.HasAttribute("disabled")).Select(b => b.Index + 1));
        Assert.True(Button("Stop 0").HasAttribute("disabled"));

        await cut.FindAll(".groups button")[3].ClickAsync(new());
        await Boxes()[2].ChangeAsync(new() { Value = true });
        await Boxes()[0].ChangeAsync(new() { Value = false });
        await cut.Find("textarea").ChangeAsync(new() { Value = "Maintenance" });
        await Button("Stop 3").ClickAsync(new());

        Assert.Equal(["2 Maintenance", "3 Maintenance", "4 Maintenance"], asked.Order());
        Assert.Equal(
            ["Ann|done|Told to stop.", "Bob|done|It had ended already.", "Bob|failed|It could not be stopped. Attic did not answer within 10 s."],
            cut.FindAll(".sessions li").Select(l => $"{l.QuerySelector(".strong")!.TextContent}|{l.QuerySelector("[data-outcome]")!.GetAttribute("data-outcome")}|{l.QuerySelector("[data-outcome]")!.TextContent}")); // non-null: every row has them

        IReadOnlyList<AngleSharp.Dom.IElement> Boxes() => cut.FindAll("input[type=checkbox]");
        AngleSharp.Dom.IElement Button(string text) => cut.FindAll("button").Single(b => b.TextContent.Trim() == text);
        Task<ControlResult> AnswerAsync(LiveSession session, string? reason)
        {
            var number = Array.IndexOf(sessions, session) + 1;
            asked.Add($"{number} {reason}");
            return Task.FromResult<ControlResult>(number switch
            {
                3 => new(true, null, ControlOutcome.AlreadyGone, null),
                4 => new(true, null, ControlOutcome.Failed, "Attic did not answer within 10 s."),
                _ => new(true, null, ControlOutcome.Done, null),
            });
        }
    }

    private static LiveSession Several(int number, string person, int server, SessionCommands commands = All) =>
        Samples.Session(Samples.Snapshot() with { Commands = commands, ControlId = $"c{number}" }, number: number, viewer: number, server: server, person: person) with { ServerName = server == 1 ? "Attic" : "Cellar" };

    [Fact]
    public void An_empty_message_is_not_sent()
    {
        var cut = Render<MessageDialog>(p => p.Add(d => d.Session, Session(All, PlaybackState.Playing)));

        cut.FindAll("button")[1].Click();

        Assert.Contains("Write something first.", cut.Markup, StringComparison.Ordinal);
    }

    private static LiveSession Session(SessionCommands commands, PlaybackState state, string? controlId = "abc") =>
        Samples.Session(Samples.Snapshot() with { Commands = commands, State = state, ControlId = controlId });

    private IRenderedComponent<SessionCard> Draw(LiveSession session, bool mayControl = true, bool canEnd = false, bool isBusy = false, Action<SessionVerb>? onCommand = null) => Render<SessionCard>(p => p
        .Add(c => c.Session, session)
        .Add(c => c.Freshness, SessionFreshness.Of(session, Samples.Now))
        .Add(c => c.DetailsHref, "activity?play=x")
        .Add(c => c.MayControl, mayControl)
        .Add(c => c.CanEnd, canEnd)
        .Add(c => c.IsBusy, isBusy)
        .Add(c => c.OnCommand, onCommand ?? (_ => { })));
}
