using MediaInsight.Analytics.Sharing;
using MediaInsight.Components.Pages.Reviews;
using MediaInsight.Components.Ui;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Shares;

/// <summary>What a share link shows, to anybody who has it: drawn once, without a connection that could ask for more.</summary>
public partial class SharePage
{
    private SharedPage? _page;
    private ReviewWords? _words;

    [Parameter]
    public string Token { get; set; } = "";

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;   // non-null: drawn for a request only

    [Inject]
    private SharedPages Pages { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    protected override async Task OnInitializedAsync()
    {
        ShareLimits.KeepPrivate(HttpContext.Response);
        _page = await Pages.OpenAsync(Token, isVisit: true, HttpContext.RequestAborted);
        _words = _page?.Review is { } review ? new(review, Clock.Culture, Clock.Today, Clock.Zone) : null;
        if (_page is null)
        {
            // As late as that: a page that says "not found" earlier is replaced by the one for readers of the program.
            HttpContext.Response.OnStarting(() =>
            {
                HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }
}
