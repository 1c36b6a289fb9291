using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Ui;

/// <summary>One column of a <see cref="Table{T}"/>; draws nothing itself.</summary>
public sealed class Column<T> : ComponentBase, IDisposable
{
    [CascadingParameter]
    private Table<T>? Owner { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public RenderFragment<T>? ChildContent { get; set; }

    /// <summary>Stands in the heading instead of the title: a box that ticks all rows.</summary>
    [Parameter]
    public RenderFragment? Head { get; set; }

    /// <summary>Given: the heading sorts by it.</summary>
    [Parameter]
    public string? SortKey { get; set; }

    /// <summary>First click sorts downwards: sizes, dates.</summary>
    [Parameter]
    public bool DescendingFirst { get; set; }

    /// <summary>Figures: to the right, in equal widths.</summary>
    [Parameter]
    public bool Numeric { get; set; }

    /// <summary>The heading is only spoken (buttons, pictures).</summary>
    [Parameter]
    public bool HideTitle { get; set; }

    /// <summary>The heading of the card on phones: first, without its label.</summary>
    [Parameter]
    public bool Primary { get; set; }

    /// <summary>Left out below 1080 px.</summary>
    [Parameter]
    public bool WideOnly { get; set; }

    protected override void OnInitialized() => Owner?.Add(this);

    public void Dispose() => Owner?.Remove(this);
}
