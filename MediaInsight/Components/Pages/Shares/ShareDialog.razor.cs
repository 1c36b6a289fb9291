using System.Data.Common;
using MediaInsight.Analytics.Sharing;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Pages.Shares;

/// <summary>Makes a share link and tells its address, once.</summary>
public partial class ShareDialog
{
    private static readonly IReadOnlyList<Choice<ShareNames>> NameChoices =
        [new(ShareNames.Full, "As they are"), new(ShareNames.FirstOnly, "First names only"), new(ShareNames.Anonymous, "None: person 1, person 2 …")];

    private static readonly IReadOnlyList<Choice<int>> DayChoices = [new(1, "A day"), new(7, "A week"), new(30, "30 days"), new(90, "90 days"), new(365, "A year")];

    private ShareNames _names = ShareNames.FirstOnly;
    private int _days = 30;
    private string? _address;
    private string? _problem;
    private bool _busy;

    [Parameter, EditorRequired]
    public ShareKind Kind { get; set; }

    /// <summary>How the list of links calls it.</summary>
    [Parameter, EditorRequired]
    public string Subject { get; set; } = "";

    [Parameter]
    public string Words { get; set; } = "";

    [Parameter]
    public int? ReportId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private ShareLinks Links { get; set; } = null!;   // non-null: injected

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;   // non-null: injected

    [Inject]
    private AuthenticationStateProvider Accounts { get; set; } = null!;   // non-null: injected

    private string Until => Formats.Day(SiteDays.Of(Clock.Now.AddDays(_days), Clock.Zone), Clock.Culture);

    private async Task CreateAsync()
    {
        _busy = true;
        _problem = null;
        try
        {
            var state = Authentication is null ? await Accounts.GetAuthenticationStateAsync() : await Authentication;
            var token = await Links.CreateAsync(AuditContext.Of(state.User), new(Kind, Subject, Words, ReportId, _names, _days), CancellationToken.None);
            _address = token is null ? null : Navigation.ToAbsoluteUri(AppUrls.Shared(token)).ToString();
            _problem = token is null ? $"There are {ShareLinks.MaxOpen} open links already. Take some back first." : null;
        }
        catch (DbException)
        {
            _problem = "The link was not made: the database did not answer. Try again in a moment.";
        }
        finally
        {
            _busy = false;
        }
    }
}
