using Microsoft.AspNetCore.Components;
using Radzen;

namespace MediaInsight.Components.Ui;

/// <summary>Asks the reader something on top of the page.</summary>
public sealed class Dialogs(DialogService host)
{
    /// <summary>True when the reader agreed; closing in any other way is a no.</summary>
    public async Task<bool> ConfirmAsync(ConfirmRequest request) =>
        await host.OpenAsync<ConfirmDialog>(request.Title, new Dictionary<string, object?> { [nameof(ConfirmDialog.Request)] = request }, Options()) is true;

    /// <summary>Opens any component in a dialog; it closes itself with <see cref="Close"/>.</summary>
    public async Task<object?> OpenAsync<TComponent>(string title, Dictionary<string, object?>? parameters = null)
        where TComponent : ComponentBase =>
        await host.OpenAsync<TComponent>(title, parameters ?? [], Options());

    public void Close(object? result = null) => host.Close(result);

    private static DialogOptions Options() => new()
    {
        ShowClose = true,
        CloseDialogOnEsc = true,
        CloseDialogOnOverlayClick = true,
        AutoFocusFirstElement = true,
        Width = "480px",
        CssClass = "ui-dialog",
    };
}

/// <param name="Title">The question: "Delete Living room Plex?".</param>
/// <param name="Message">What happens then, in one or two sentences.</param>
/// <param name="Action">The word on the button that does it.</param>
public sealed record ConfirmRequest(string Title, string Message, string Action)
{
    public bool IsDangerous { get; init; }

    /// <summary>When given, this must be typed before the button works.</summary>
    public string? TypeToConfirm { get; init; }
}
