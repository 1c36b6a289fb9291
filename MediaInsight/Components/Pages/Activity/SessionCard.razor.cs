using MediaInsight.Components.Media;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Live;
using MediaInsight.Sessions;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Activity;

/// <summary>One session: who watches what, how far, on what, how it is sent.</summary>
public partial class SessionCard
{
    private (LiveSession, SessionFreshness, DateTimeOffset?, bool, string, bool, bool, bool)? _drawn;

    [Parameter, EditorRequired]
    public LiveSession Session { get; set; } = null!;   // non-null: required

    [Parameter, EditorRequired]
    public SessionFreshness Freshness { get; set; } = null!;   // non-null: required

    /// <summary>Over since then, and still in its place for a while.</summary>
    [Parameter]
    public DateTimeOffset? EndedAt { get; set; }

    [Parameter]
    public bool IsLeaving { get; set; }

    /// <summary>Opens the details: an address, so that it can be shared and gone back from.</summary>
    [Parameter, EditorRequired]
    public string DetailsHref { get; set; } = "";

    /// <summary>The reader may control what others play.</summary>
    [Parameter]
    public bool MayControl { get; set; }

    /// <summary>Nobody seems to be there: it can be ended by hand.</summary>
    [Parameter]
    public bool CanEnd { get; set; }

    /// <summary>A command is on its way.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<SessionVerb> OnCommand { get; set; }

    /// <summary>What product and player can be told: nothing else is offered.</summary>
    private List<(SessionVerb Verb, IconName Icon, string Label)> Offered
    {
        get
        {
            var offered = new List<(SessionVerb, IconName, string)>();
            void Offer(SessionCommands command, SessionVerb verb, IconName icon, string label)
            {
                if (Latest.ControlId is not null && Latest.Commands.HasFlag(command))
                {
                    offered.Add((verb, icon, label));
                }
            }

            if (Latest.State == PlaybackState.Paused)
            {
                Offer(SessionCommands.Resume, SessionVerb.Resume, IconName.Play, $"Resume {Title.Title}");
            }
            else
            {
                Offer(SessionCommands.Pause, SessionVerb.Pause, IconName.Pause, $"Pause {Title.Title}");
            }

            Offer(SessionCommands.Message, SessionVerb.Message, IconName.Message, $"Send {Session.PersonName} a message");
            Offer(SessionCommands.Stop, SessionVerb.Stop, IconName.Stop, $"Stop {Title.Title}");
            return offered;
        }
    }

    private ActiveSession Active => Session.Session;

    private SessionSnapshot Latest => Active.Latest;

    private MediaRef Media => Latest.Media;

    private StreamDetails Stream => Latest.Stream;

    private MediaTitle Title => MediaTitle.Of(Latest);

    private string? Device => DeviceLine.Of(Latest.Device);

    private string Decision => DecisionWords.Of(Stream, Latest.Device.DeviceType);

    private string? Quality => QualityLine.Of(Stream, Media.Kind, Clock.Culture);

    private string? Bandwidth => ActivityTotals.BandwidthOf(Session) is { } kbps ? Formats.Bitrate(kbps, Clock.Culture) : null;

    // Covers fill the card of what has no wide picture.
    private string? Art => Media.Kind.IsAudio() ? Pictures.Poster(Session.ItemId) : Pictures.Backdrop(Session.ItemId);

    private bool HasProgress => Media.Kind != MediaKind.LiveTv && Active.DurationMs is > 0;

    private bool IsMoving => Latest.State == PlaybackState.Playing && !Active.IsPending && !Freshness.IsStale && !IsEnded;

    private bool IsEnded => EndedAt is not null;

    private long Position => Latest.Position is { } p ? (long)p.TotalMilliseconds : Active.Clocks.PositionMs ?? 0;

    private string State => IsEnded ? "Ended" : Active.IsPending ? "Starting" : Latest.State.ToString();

    private string Spoken => $"{Session.PersonName}: {Title.Line}";

    private string At(DateTimeOffset instant) => Formats.Time(Clock.Local(instant), Clock.Culture);

    // Every reading of any server redraws the page; a card whose session did not change has nothing to do.
    protected override bool ShouldRender()
    {
        var now = (Session, Freshness, EndedAt, IsLeaving, DetailsHref, MayControl, CanEnd, IsBusy);
        var changed = _drawn != now;
        _drawn = now;
        return changed;
    }
}
