using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Libraries;

/// <summary>Files and provider ids of one item: written anew only where they differ.</summary>
internal static class ItemParts
{
    public static void Write(MediaInsightDb db, MediaItemId id, LibraryItemSnapshot item, IEnumerable<MediaProviderId> knownIds, IEnumerable<MediaFile> knownFiles)
    {
        Providers(db, id, item.ProviderIds, [.. knownIds]);
        Files(db, id, item.Files, knownFiles.ToDictionary(f => f.Ordinal));
    }

    private static void Providers(MediaInsightDb db, MediaItemId id, IReadOnlyList<ProviderId> listed, List<MediaProviderId> known)
    {
        // Nothing told is no reason to forget: identities are what finds a title again.
        if (listed.Count == 0)
        {
            return;
        }

        db.MediaProviderIds.RemoveRange(known.Where(k => !listed.Contains(new(k.Provider, k.Value))));
        db.MediaProviderIds.AddRange(listed.Where(l => !known.Exists(k => k.Provider == l.Provider && k.Value == l.Value)).Select(l => new MediaProviderId { MediaItemId = id, Provider = l.Provider, Value = l.Value }));
    }

    private static void Files(MediaInsightDb db, MediaItemId id, IReadOnlyList<LibraryFile> listed, Dictionary<int, MediaFile> known)
    {
        for (var ordinal = 0; ordinal < listed.Count; ordinal++)
        {
            if (!known.Remove(ordinal, out var row))
            {
                row = new() { MediaItemId = id, Ordinal = ordinal };
                db.MediaFiles.Add(row);
            }

            Write(row, listed[ordinal]);
        }

        db.MediaFiles.RemoveRange(known.Values);
    }

    private static void Write(MediaFile row, LibraryFile file)
    {
        row.Path = file.Path;
        row.SizeBytes = file.SizeBytes;
        row.Container = file.Container;
        row.DurationMs = file.Duration is { } duration ? (long)duration.TotalMilliseconds : null;
        row.BitrateKbps = file.BitrateKbps;
        row.VideoCodec = file.VideoCodec;
        row.Width = file.Width;
        row.Height = file.Height;
        row.Resolution = file.Resolution;
        row.DynamicRange = file.DynamicRange;
        row.FrameRate = file.FrameRate;
        row.AudioCodec = file.AudioCodec;
        row.AudioChannels = file.AudioChannels;
        row.IsAtmos = file.IsAtmos;
        row.AudioLanguages = file.AudioLanguages;
        row.SubtitleLanguages = file.SubtitleLanguages;
        row.VersionName = file.VersionName;
    }
}
