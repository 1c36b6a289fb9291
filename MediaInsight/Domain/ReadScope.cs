namespace MediaInsight.Domain;

/// <summary>
/// Whose plays a reader may see. Every query and the live sessions take one, so that a page, an image, an export and
/// the API cannot forget it.
/// </summary>
public sealed record ReadScope
{
    private ReadScope(ViewerId? onlyViewer, bool nothing = false)
    {
        OnlyViewer = onlyViewer;
        Nothing = nothing;
    }

    public static readonly ReadScope Everything = new((ViewerId?)null);

    /// <summary>A viewer account limited to a person who is not chosen (any more).</summary>
    public static readonly ReadScope None = new(null, nothing: true);

    /// <summary>Null: everybody's.</summary>
    public ViewerId? OnlyViewer { get; }

    /// <summary>No play at all.</summary>
    public bool Nothing { get; }

    public bool IsEverything => OnlyViewer is null && !Nothing;

    public static ReadScope Only(ViewerId viewer) => new(viewer);

    public bool Allows(ViewerId? viewer) => IsEverything || (!Nothing && viewer is { } v && v == OnlyViewer);
}
