using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace MediaInsight.Components.Ui;

/// <summary>Rows and columns; below 720 px every row is a card. Sorting and paging belong to the page and its address.</summary>
public partial class Table<T>
{
    private readonly List<Column<T>> _columns = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<T> Items { get; set; } = [];

    /// <summary>The <see cref="Column{T}"/>s.</summary>
    [Parameter, EditorRequired]
    public RenderFragment? Columns { get; set; }

    /// <summary>Spoken name.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What makes a row the same row after a reload.</summary>
    [Parameter]
    public Func<T, object>? Key { get; set; }

    [Parameter]
    public SortState? Sort { get; set; }

    [Parameter]
    public EventCallback<SortState> SortChanged { get; set; }

    /// <summary>Makes rows openable, by pointer and by Enter.</summary>
    [Parameter]
    public EventCallback<T> OnRow { get; set; }

    /// <summary>Something to say above a row, across all columns; null for nothing.</summary>
    [Parameter]
    public Func<T, RenderFragment?>? Before { get; set; }

    [Parameter]
    public Func<T, bool>? IsSelected { get; set; }

    /// <summary>The heading stays in sight.</summary>
    [Parameter]
    public bool Sticky { get; set; } = true;

    /// <summary>Newer rows are on their way: the old ones stay, greyed.</summary>
    [Parameter]
    public bool Busy { get; set; }

    internal void Add(Column<T> column)
    {
        if (!_columns.Contains(column))
        {
            _columns.Add(column);
        }
    }

    internal void Remove(Column<T> column) => _columns.Remove(column);

    /// <summary>Something in it takes the focus; a table without must take it itself, or a keyboard could not scroll it sideways.</summary>
    private bool HasControls => OnRow.HasDelegate || _columns.Exists(c => c.SortKey is not null);

    private object KeyOf(T item) => Key?.Invoke(item) ?? item!;   // non-null: a row is never null

    private static string? Css(Column<T> column)
    {
        string?[] words = [column.Numeric ? "numeric" : null, column.Primary ? "primary" : null, column.WideOnly ? "wide-only" : null];
        var css = string.Join(' ', words.Where(w => w is not null));
        return css.Length == 0 ? null : css;
    }

    private bool IsSorted(Column<T> column) => column.SortKey is not null && column.SortKey == Sort?.Key;

    private string? AriaSort(Column<T> column) => column.SortKey is null ? null : !IsSorted(column) ? "none" : Sort!.Descending ? "descending" : "ascending";   // non-null: IsSorted

    private IconName SortMark(Column<T> column) => !IsSorted(column) ? IconName.Sort : Sort!.Descending ? IconName.SortDown : IconName.SortUp;   // non-null: IsSorted

    private Task SortBy(Column<T> column)
    {
        var descending = IsSorted(column) ? !Sort!.Descending : column.DescendingFirst;   // non-null: IsSorted
        return SortChanged.InvokeAsync(new SortState(column.SortKey!, descending));   // non-null: only such headings have a button
    }

    private Task Open(T item) => OnRow.HasDelegate ? OnRow.InvokeAsync(item) : Task.CompletedTask;

    private Task OpenByKey(KeyboardEventArgs e, T item) => e.Key is "Enter" ? Open(item) : Task.CompletedTask;
}
