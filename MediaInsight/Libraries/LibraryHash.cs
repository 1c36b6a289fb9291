using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Libraries;

/// <summary>One number for all that a list tells of an item: the same number, nothing to write.</summary>
internal static class LibraryHash
{
    /// <summary>Raised when more of a listed item is stored: everything is then written once more.</summary>
    private const int Version = 1;

    public static long Of(LibraryItemSnapshot item)
    {
        var media = item.Media;
        var text = new StringBuilder(600);
        Add(text, Version, (int)media.Kind, media.Title, media.ParentTitle, media.GrandparentTitle, media.SeasonNumber, media.EpisodeNumber, media.Year, media.ParentExternalId, media.GrandparentExternalId);
        Add(text, media.LibraryExternalId, media.LastingId, media.PosterPath, media.BackdropPath, item.Duration?.Ticks, item.AddedAt?.ToUnixTimeMilliseconds(), item.UpdatedAt?.ToUnixTimeMilliseconds());
        Add(text, item.SortTitle, item.Summary, item.ContentRating, item.Narrators, item.NeedsDetails ? 1 : 0);
        foreach (var genre in item.Genres)
        {
            Add(text, "g", genre);
        }

        foreach (var id in item.ProviderIds)
        {
            Add(text, "p", id.Provider, id.Value);
        }

        foreach (var file in item.Files)
        {
            Add(text, "f", file.Path, file.SizeBytes, file.Container, file.Duration?.Ticks, file.BitrateKbps, file.VideoCodec, file.Width, file.Height, file.Resolution);
            Add(text, file.DynamicRange, file.FrameRate, file.AudioCodec, file.AudioChannels, file.IsAtmos, file.AudioLanguages, file.SubtitleLanguages, file.VersionName);
        }

        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{value}\u001f");
        }
    }
}
