using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using static Microsoft.AspNetCore.Components.Web.RenderMode;

namespace MediaInsight.Components;

public partial class App
{
    /// <summary>Where the security headers leave this answer's nonce (a string) for the document.</summary>
    public const string NonceItem = "csp-nonce";

    private static readonly string[] Themes = ["system", "dark", "light", "contrast"];

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;   // non-null: this component is always drawn for a request

    private string BaseHref => HttpContext.Request.PathBase.Value?.TrimEnd('/') + "/";

    private string? Nonce => HttpContext.Items[NonceItem] as string;

    // Chosen before the first paint, by the server: nothing flashes.
    private string Theme => Array.Find(Themes, t => t == HttpContext.Request.Cookies["mi_theme"]) ?? Themes[0];

    private string Rail => HttpContext.Request.Cookies["mi_rail"] == "collapsed" ? "collapsed" : "open";

    private IComponentRenderMode? PageRenderMode => HttpContext.AcceptsInteractiveRouting() ? InteractiveServer : null;
}
