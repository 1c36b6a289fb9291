using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace MediaInsight.Components.Ui;

/// <summary>
/// Draws its content again only when what it is made of is another: on a page that follows what plays, changes come by
/// the second and figures by the minute.
/// </summary>
public sealed class Settled : ComponentBase
{
    private object? _drawn;

    /// <summary>All that the content depends on, compared by equality: a record, or several in a tuple.</summary>
    [Parameter, EditorRequired]
    public object? Of { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override bool ShouldRender() => !Equals(Of, _drawn);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _drawn = Of;
        builder.AddContent(0, ChildContent);
    }
}
