using System.Globalization;
using System.Text.RegularExpressions;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>
/// Keys of pictures: "/Items/{id}/Images/Primary?tag={tag}". They travel through browsers, so that only what matches the
/// pattern exactly is ever asked of the server.
/// </summary>
internal static partial class ImageKey
{
    public static string? Item(string? id, string kind, string? tag) => Checked($"/Items/{id}/Images/{kind}?tag={tag}", id, tag);

    public static string? User(string? id, string? tag) => Checked($"/Users/{id}/Images/Primary?tag={tag}", id, tag);

    /// <summary>The request for a key, relative to the server; null for anything that is not a key.</summary>
    public static string? Request(string key, int width) =>
        Pattern().IsMatch(key) ? string.Create(CultureInfo.InvariantCulture, $"{key[1..]}&maxWidth={Math.Clamp(width, 40, 1920)}&quality=90") : null;

    private static string? Checked(string key, string? id, string? tag) => id is null || tag is null || !Pattern().IsMatch(key) ? null : key;

    [GeneratedRegex(@"^/(?:Items/[A-Za-z0-9-]{1,64}/Images/(?:Primary|Backdrop)|Users/[A-Za-z0-9-]{1,64}/Images/Primary)\?tag=[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
