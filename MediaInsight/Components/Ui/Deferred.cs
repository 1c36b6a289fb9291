using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace MediaInsight.Components.Ui;

/// <summary>Draws its content as a component of its own, so after the siblings before it have introduced themselves.</summary>
public sealed class Deferred : ComponentBase
{
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}
