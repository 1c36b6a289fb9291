namespace MediaInsight.Components.Layout;

/// <summary>Places in the top bar that a page fills with <c>SectionContent</c>.</summary>
public static class LayoutSlots
{
    /// <summary>The page's h1; filled by <c>PageHeader</c>.</summary>
    public const string Title = "page-title";

    /// <summary>Server filter, range picker: what narrows the whole page.</summary>
    public const string Scope = "page-scope";
}
