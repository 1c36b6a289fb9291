using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Ui;

/// <summary>The content of a question; opened through <see cref="Dialogs.ConfirmAsync"/>.</summary>
public partial class ConfirmDialog
{
    private string _typed = "";

    [Parameter, EditorRequired]
    public ConfirmRequest Request { get; set; } = null!;   // non-null: required

    /// <summary>Receives the answer instead of the dialog host, when the question stands on a page.</summary>
    [Parameter]
    public EventCallback<bool> OnAnswer { get; set; }

    [Inject]
    private Dialogs Dialogs { get; set; } = null!;   // non-null: injected

    private bool MayGoOn => Request.TypeToConfirm is not { } word || string.Equals(_typed.Trim(), word, StringComparison.Ordinal);

    private async Task Answer(bool answer)
    {
        if (answer && !MayGoOn)
        {
            return;
        }

        if (OnAnswer.HasDelegate)
        {
            await OnAnswer.InvokeAsync(answer);
        }
        else
        {
            Dialogs.Close(answer);
        }
    }
}
