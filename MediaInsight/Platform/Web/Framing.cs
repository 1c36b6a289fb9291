namespace MediaInsight.Platform.Web;

/// <summary>
/// Who may show shared pages in a frame of its own pages: <c>MediaInsight:Share:FrameAncestors</c>. Nobody unless it is set, and no
/// other page ever: a shared page has nothing to press that a frame could trick somebody into.
/// </summary>
internal sealed class Framing(IConfiguration configuration)
{
    private const string Section = "MediaInsight:Share:FrameAncestors";

    private readonly string _shared = string.Join(' ', configuration.GetSection(Section).GetChildren().Select(o => Origin(o.Value)).OfType<string>());

    public static IEnumerable<string> Validate(IConfiguration configuration) => configuration.GetSection(Section).GetChildren()
        .Where(o => Origin(o.Value) is null)
        .Select(o => $"MediaInsight__Share__FrameAncestors__{o.Key}: '{o.Value}' is no origin (https://dashboard.example.org).");

    /// <param name="path">Below the base path.</param>
    public string Of(PathString path) => _shared.Length > 0 && path.StartsWithSegments("/share", StringComparison.Ordinal) ? _shared : "'none'";

    private static string? Origin(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.AbsolutePath == "/" && url is { Query: "", Fragment: "", UserInfo: "" } ? url.GetLeftPart(UriPartial.Authority) : null;
}
