using System.Data.Common;
using MediaInsight.Components.Ui;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Pages.Statistics;

/// <summary>A card with an answer of its own kind: read once it is in sight, and again when what is asked changes.</summary>
public sealed partial class LoadedPanel<T> : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly string _frame = UiIds.Next();
    private LoadState<T> _state = LoadState.Loading<T>();
    private object? _asked;
    private bool _isSeen;

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>In names of files.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    [Parameter]
    public string? Note { get; set; }

    /// <summary>A note that the answer itself gives.</summary>
    [Parameter]
    public Func<T, string?>? NoteOf { get; set; }

    /// <summary>Half as wide as the page.</summary>
    [Parameter]
    public bool Half { get; set; }

    /// <summary>Drawing area, px.</summary>
    [Parameter]
    public int Height { get; set; } = 300;

    /// <summary>What is asked, compared by value: another question is read anew.</summary>
    [Parameter, EditorRequired]
    public object Question { get; set; } = "";

    [Parameter, EditorRequired]
    public Func<CancellationToken, Task<T>> Read { get; set; } = null!;   // non-null: required

    [Parameter, EditorRequired]
    public Func<T, bool> IsEmpty { get; set; } = _ => false;

    [Parameter]
    public string EmptyTitle { get; set; } = "Nothing in this time";

    [Parameter]
    public string EmptyText { get; set; } = "";

    /// <summary>The range in words, for what is downloaded.</summary>
    [Parameter]
    public string RangeText { get; set; } = "";

    /// <summary>The figures as files.</summary>
    [Parameter]
    public IReadOnlyList<(string Format, string Url)> Exports { get; set; } = [];

    [Parameter]
    public RenderFragment? Tools { get; set; }

    [Parameter]
    public RenderFragment<T>? ChildContent { get; set; }

    [Inject]
    private SiteClock Clock { get; set; } = null!;   // non-null: injected

    private string? Shown => NoteOf is not null && _state is { HasValue: true, Value: { } value } && !IsEmpty(value) ? NoteOf(value) : Note;

    protected override async Task OnParametersSetAsync()
    {
        if (_isSeen && !Equals(_asked, Question))
        {
            await LoadAsync();
        }
    }

    private Task SeeAsync()
    {
        _isSeen = true;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (asked, token) = (Question, _gone.Token);
        _asked = asked;
        _state = _state.Reloading();
        StateHasChanged();
        try
        {
            var value = await Read(token);
            if (Equals(_asked, asked))
            {
                _state = LoadState.Loaded(value);
            }
        }
        catch (DbException)
        {
            _state = _state.HasValue
                ? _state.Stale("the database did not answer", Clock.Now)
                : LoadState.Failed<T>("This statistic could not be read", "The database did not answer. Try again in a moment.", Clock.Now);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
