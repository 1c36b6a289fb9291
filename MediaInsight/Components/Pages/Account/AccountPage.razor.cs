using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Account;

/// <summary>What MediaInsight knows about the one who is signed in.</summary>
public partial class AccountPage
{
    private CurrentReader _reader = CurrentReader.Of(null);
    private AppAccount? _account;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;   // non-null: drawn for a request only

    [SupplyParameterFromQuery]
    private bool Changed { get; set; }

    [Inject]
    private Accounts Accounts { get; set; } = null!;   // non-null: injected

    private string Sees => _reader.Scope switch
    {
        { IsEverything: true } => "Everybody's plays",
        { Nothing: true } => "No plays: nobody was chosen for this account yet",
        _ => "Your own plays",
    };

    protected override async Task OnInitializedAsync()
    {
        _reader = CurrentReader.Of(HttpContext.User);
        _account = _reader.UserId is { } id ? await Accounts.FindAsync(id, HttpContext.RequestAborted) : null;
    }
}
