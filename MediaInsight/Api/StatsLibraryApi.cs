using MediaInsight.Analytics;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Api.Contracts;
using MediaInsight.Domain;

namespace MediaInsight.Api;

/// <summary>What the libraries are made of. They belong to nobody: a limited reader gets empty boxes.</summary>
internal static class StatsLibraryApi
{
    private static readonly Dictionary<string, string?[]> Resolutions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["4K"] = ["2160p"],
        ["2160p"] = ["2160p"],
        ["1080p"] = ["1440p", "1080p"],
        ["720p"] = ["720p"],
        ["SD"] = ["576p", "480p", "sd"],
        [StatsWords.Unknown] = [null],
    };

    public static async Task<IResult> QualitiesAsync(AnalyticsCall call, LibraryMakeup makeup, CancellationToken cancellationToken)
    {
        var boxes = (await makeup.FormatsAsync(call.Reader.Scope, cancellationToken)).ToLookup(f => f.Quality ?? StatsWords.Unknown);
        return TypedResults.Ok(new StatsQualities(StatsWords.Qualities.ToDictionary(q => q, q => Kinds(boxes[q]))));
    }

    public static async Task<IResult> CodecsAsync(AnalyticsCall call, LibraryMakeup makeup, CancellationToken cancellationToken)
    {
        var limit = call.Query.Number("limit", 20, 1, 100);
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var codecs = (await makeup.FormatsAsync(call.Reader.Scope, cancellationToken)).GroupBy(f => f.VideoCodec ?? StatsWords.Unknown)
            .OrderByDescending(g => g.Sum(f => f.Titles)).ThenBy(g => g.Key, StringComparer.Ordinal).Take(limit);
        return TypedResults.Ok(new StatsCodecs(codecs.ToDictionary(g => g.Key, Kinds)));
    }

    public static Task<IResult> ByCodecAsync(string codec, AnalyticsCall call, LibraryMakeup makeup, CancellationToken cancellationToken) =>
        TitlesAsync([], string.Equals(codec, StatsWords.Unknown, StringComparison.OrdinalIgnoreCase) ? "" : codec.ToLowerInvariant(), call, makeup, cancellationToken);

    public static Task<IResult> ByQualityAsync(string quality, AnalyticsCall call, LibraryMakeup makeup, CancellationToken cancellationToken)
    {
        if (Resolutions.GetValueOrDefault(quality) is { } resolutions)
        {
            return TitlesAsync(resolutions, null, call, makeup, cancellationToken);
        }

        call.Query.Refuse("quality", $"must be one of {string.Join(", ", StatsWords.Qualities)}");
        return Task.FromResult(call.Refused());
    }

    private static async Task<IResult> TitlesAsync(IReadOnlyCollection<string?> resolutions, string? codec, AnalyticsCall call, LibraryMakeup makeup, CancellationToken cancellationToken)
    {
        var query = call.Query;
        var (page, size) = (query.Number("page", 1, 1, 1_000_000), query.Number("page_size", 50, 1, LibraryItemsFilter.MaxPageSize));
        var kind = query.Word("media_type", Words.AnyKind, "movie, episode");
        if (call.IsRefused)
        {
            return call.Refused();
        }

        var (items, total) = await makeup.TitlesAsync(resolutions, codec, kind, page, size, call.Reader.Scope, cancellationToken);
        return TypedResults.Ok(new StatsTitlePage([.. items.Select(StatsTitle.Of)], total, page, size));
    }

    private static StatsKinds Kinds(IEnumerable<FormatCount> formats)
    {
        var list = formats.ToList();
        return new(list.Where(f => f.Kind == MediaKind.Movie).Sum(f => f.Titles), list.Where(f => f.Kind == MediaKind.Episode).Sum(f => f.Titles));
    }
}
