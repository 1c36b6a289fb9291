namespace MediaInsight.Platform.Web;

/// <summary>Where to go on to after a form, when the address came with the request: only inside this site.</summary>
public static class LocalUrl
{
    private const int MaxLength = 2000;

    /// <summary>The address as an absolute path within <paramref name="basePath"/>; the start page when it leads anywhere else.</summary>
    public static string Within(PathString basePath, string? url)
    {
        var home = basePath + "/";

        // Browsers read "\" as "/" and drop tabs and line ends, so "/\evil" and "/\t/evil" would leave the site.
        if (string.IsNullOrEmpty(url) || url.Length > MaxLength || url.Any(c => c is '\\' || char.IsControl(c)) || url.StartsWith("//", StringComparison.Ordinal))
        {
            return home;
        }

        if (url[0] is not '/')
        {
            // Relative to the base href, as our own pages write them. A colon before any slash would be a scheme.
            var first = url.IndexOfAny(['/', ':', '?', '#']);
            return (first >= 0 && url[first] is ':') || LeavesByDots(url) ? home : home + url;
        }

        var inside = !basePath.HasValue
            || url.Equals(basePath.Value, StringComparison.OrdinalIgnoreCase)
            || (url.StartsWith(basePath.Value, StringComparison.OrdinalIgnoreCase) && url[basePath.Value.Length] is '/' or '?');
        return inside && !LeavesByDots(url) ? url : home;
    }

    private static bool LeavesByDots(string url) =>
        url.Split('?', '#')[0].Split('/').Any(s => s is ".." || Uri.UnescapeDataString(s) is "..");
}
