using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Components.Media;

/// <summary>Addresses of pictures, relative to the base; null where there is nothing to ask for.</summary>
public static class Pictures
{
    /// <param name="width">In px as drawn; twice as many are asked for, for dense screens.</param>
    public static string? Poster(MediaItemId? item, int width = 120) => Item(item, "poster", width * 2);

    public static string? Backdrop(MediaItemId? item) => Item(item, "backdrop", 960);

    public static string? Avatar(ServerUserId? user) => user is { } u ? $"img/user/{u}?w=80" : null;

    private static string? Item(MediaItemId? item, string picture, int width) =>
        item is { } i ? string.Create(CultureInfo.InvariantCulture, $"img/item/{i.Value}/{picture}?w={width}") : null;
}
