using System.Data.Common;
using System.Globalization;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;
using MediaInsight.History;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Libraries;

/// <summary>What a person links by hand: choosing the one and the other, and what comes of it.</summary>
public sealed partial class RelinkChoice : IDisposable
{
    private const int Shown = 12;

    private readonly CancellationTokenSource _gone = new();
    private (string? Title, string? To, int Version)? _asked;
    private RelinkFound? _old;
    private RelinkPreview? _preview;
    private IReadOnlyList<RelinkFound> _found = [];
    private string? _text;
    private string? _problem;

    /// <summary>Of the address: the title that is gone.</summary>
    [Parameter, EditorRequired]
    public string? Title { get; set; }

    /// <summary>Of the address: what it is now.</summary>
    [Parameter, EditorRequired]
    public string? To { get; set; }

    /// <summary>Counts up when links changed.</summary>
    [Parameter, EditorRequired]
    public int Version { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<RelinkPreview> OnLink { get; set; }

    [Inject]
    private RelinkByHand ByHand { get; set; } = null!;   // non-null: injected

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == (Title, To, Version))
        {
            return;
        }

        _asked = (Title, To, Version);
        (_old, _preview, _text) = (null, null, null);
        await TryAsync(async token =>
        {
            var (old, to) = (IdOf(Title), IdOf(To));
            _preview = old is { } one && to is { } other ? await ByHand.PreviewAsync(one, other, token) : null;
            _old = old is { } wanted ? await ByHand.OldAsync(wanted, token) : null;
            _problem = (old is not null && _old is null) || (Title is { Length: > 0 } && old is null) ? "The title in the address is not gone: its library lists it, or it is not known."
                : _preview is null && To is { Length: > 0 } ? "The other title in the address is of another server or kind, or not listed."
                : null;

            // Most often it is still called the same.
            _text = _old?.Title.Title;
            if (_preview is null)
            {
                await ReadAsync(token);
                if (_found.Count == 0 && _text is not null)
                {
                    _text = null;
                    await ReadAsync(token);
                }
            }
        });
    }

    private Task FindAsync(string? text)
    {
        _text = text;
        return TryAsync(ReadAsync);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var text = _text;
        var found = _old is { } old ? await ByHand.TargetsAsync(old.Title.Id, text, Shown, cancellationToken) : await ByHand.GoneAsync(text, Shown, cancellationToken);
        if (text == _text)
        {
            _found = found;
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> read)
    {
        try
        {
            await read(_gone.Token);
        }
        catch (DbException)
        {
            _problem = "The database did not answer. Try again in a moment.";
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private string Where(RelinkFound found) =>
        string.Join(", ", new[] { found.Library, Formats.Count(found.Plays, "play", culture: Clock.Culture), found.Title.RemovedAt is { } at ? $"gone since {Formats.Day(DateOnly.FromDateTime(Clock.Local(at).DateTime), Clock.Culture, Clock.Today)}" : null }.OfType<string>());

    private string Plan(RelinkPreview preview)
    {
        var own = preview.New.Plays > 0 ? $", which has {Formats.Count(preview.New.Plays, "play", culture: Clock.Culture)} of its own" : "";
        return $"{Formats.Count(preview.Old.Plays, "play", culture: Clock.Culture)} of “{preview.Old.Title.Title}” will be of “{preview.New.Title.Title}”{own}.";
    }

    private static MediaItemId? IdOf(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id) : null;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
