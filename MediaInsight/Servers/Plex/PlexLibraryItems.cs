using System.Globalization;
using MediaInsight.Domain;

namespace MediaInsight.Servers.Plex;

/// <summary>
/// Pages through a section: one list per type, oldest first, so that what arrives meanwhile comes last. Lists leave out the
/// tracks of a file (languages, high dynamic range, Atmos): those of new and changed items are asked for by id.
/// </summary>
internal sealed class PlexLibraryItems(Func<string, CancellationToken, Task<PlexElement>> read)
{
    private const int MaxIds = 100;

    private static readonly int[] MovieTypes = [1];
    private static readonly int[] ShowTypes = [2, 3, 4];
    private static readonly int[] MusicTypes = [8, 9, 10];

    public async Task<LibraryItemsPage> PageAsync(LibraryItemsRequest request, CancellationToken cancellationToken)
    {
        var types = request.Content switch { LibraryContent.Movies => MovieTypes, LibraryContent.Shows => ShowTypes, LibraryContent.Music => MusicTypes, _ => [] };
        var (phase, start) = LibraryWords.Place(request.Cursor);
        if (phase >= types.Length)
        {
            return LibraryItemsPage.Empty;
        }

        var section = Uri.EscapeDataString(request.LibraryExternalId);
        var sort = request.ChangedSince is null ? "addedAt:asc" : "updatedAt:desc";
        var container = await read(
            string.Create(CultureInfo.InvariantCulture, $"library/sections/{section}/all?type={types[phase]}&includeGuids=1&sort={sort}&X-Plex-Container-Start={start}&X-Plex-Container-Size={request.Size}"),
            cancellationToken);
        var rows = PlexDocument.Rows(container).ToList();
        var total = container.Int("totalSize") is { } told and >= 0 ? told : (int?)null;

        // A server that ignores paging sends the whole list, whatever is asked.
        var ignoresPaging = total is null && rows.Count > request.Size;
        var ended = rows.Count == 0 || ignoresPaging || (total is { } all ? start + rows.Count >= all : rows.Count < request.Size) || Reaches(rows, request.ChangedSince);
        var next = !ended ? LibraryWords.Cursor(phase, start + rows.Count) : phase + 1 < types.Length ? LibraryWords.Cursor(phase + 1, 0) : null;
        return new(
            [.. rows.Select(row => PlexLibraryItemMapper.Map(row, request.LibraryExternalId)).OfType<LibraryItemSnapshot>()],
            rows.Count,
            next,
            request.ChangedSince is null && request.Cursor is null ? await TotalAsync(section, types, total ?? rows.Count, cancellationToken) : null);
    }

    public async Task<IReadOnlyList<LibraryItemSnapshot>> CompleteAsync(IReadOnlyList<LibraryItemSnapshot> items, CancellationToken cancellationToken)
    {
        var full = new Dictionary<string, LibraryItemSnapshot>(StringComparer.Ordinal);
        foreach (var batch in items.Where(i => i.NeedsDetails && IsNumber(i.Media.ExternalId)).Chunk(MaxIds))
        {
            await ReadAsync(batch, full, cancellationToken);
        }

        return [.. items.Select(i => full.TryGetValue(i.Media.ExternalId, out var told) ? PlexLibraryItemMapper.Join(i, told) : i)];
    }

    /// <summary>An answer that cannot be had is asked for in halves: one broken row costs its own details and nobody else's.</summary>
    private async Task ReadAsync(ArraySegment<LibraryItemSnapshot> batch, Dictionary<string, LibraryItemSnapshot> full, CancellationToken cancellationToken)
    {
        try
        {
            var container = await read("library/metadata/" + string.Join(',', batch.Select(i => i.Media.ExternalId)), cancellationToken);
            foreach (var row in PlexDocument.Rows(container))
            {
                if (PlexLibraryItemMapper.Map(row, batch[0].Media.LibraryExternalId) is { } item)
                {
                    full[item.Media.ExternalId] = item;
                }
            }
        }
        catch (ServerFailure failure) when (failure.Kind is ServerFailureKind.WrongAddress or ServerFailureKind.Protocol or ServerFailureKind.TooLarge)
        {
            if (batch.Count > 1)
            {
                await ReadAsync(batch[..(batch.Count / 2)], full, cancellationToken);
                await ReadAsync(batch[(batch.Count / 2)..], full, cancellationToken);
            }

            // One alone was deleted meanwhile, or is a row that Plex itself cannot write: the list's own words are kept.
        }
    }

    private async Task<int?> TotalAsync(string section, int[] types, int first, CancellationToken cancellationToken)
    {
        var total = first;
        foreach (var type in types.Skip(1))
        {
            var container = await read(string.Create(CultureInfo.InvariantCulture, $"library/sections/{section}/all?type={type}&X-Plex-Container-Start=0&X-Plex-Container-Size=0"), cancellationToken);
            if (PlexLibraryMapper.Count(container) is not { } count)
            {
                return null;
            }

            total = (int)Math.Min(int.MaxValue, (long)total + count);
        }

        return total;
    }

    private static bool Reaches(List<PlexElement> rows, DateTimeOffset? since) =>
        since is { } instant && rows.Exists(r => r.Long("updatedAt") is { } at && at < instant.ToUnixTimeSeconds());

    private static bool IsNumber(string id) => id.Length is > 0 and <= 20 && id.All(char.IsAsciiDigit);
}
