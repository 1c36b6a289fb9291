using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Ui;

/// <summary>Pages count from 1. With <see cref="Href"/> every page is a link, as the address is the state.</summary>
public partial class Pager
{
    [Parameter, EditorRequired]
    public int Page { get; set; } = 1;

    [Parameter, EditorRequired]
    public int PageSize { get; set; } = 50;

    [Parameter, EditorRequired]
    public long Total { get; set; }

    [Parameter]
    public Func<int, string>? Href { get; set; }

    [Parameter]
    public EventCallback<int> OnPage { get; set; }

    private int Pages => (int)Math.Max(1, (Total + PageSize - 1) / Math.Max(1, PageSize));

    private long First => Math.Min(Total, ((long)(Page - 1) * PageSize) + 1);

    private long Last => Math.Min(Total, (long)Page * PageSize);

    /// <summary>First, last and the neighbours; null is a gap.</summary>
    private IEnumerable<int?> Numbers
    {
        get
        {
            var last = 0;
            for (var n = 1; n <= Pages; n++)
            {
                if (n != 1 && n != Pages && Math.Abs(n - Page) > 1)
                {
                    // Straight to the next one shown: a million pages must not mean a million steps.
                    n = n < Page ? Math.Max(n, Page - 2) : Pages - 1;
                    continue;
                }

                if (n - last > 1)
                {
                    yield return null;
                }

                yield return n;
                last = n;
            }
        }
    }

    private Task Go(int page) => page >= 1 && page <= Pages && page != Page ? OnPage.InvokeAsync(page) : Task.CompletedTask;
}
