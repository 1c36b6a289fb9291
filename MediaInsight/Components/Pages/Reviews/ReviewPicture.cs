using System.Globalization;
using MediaInsight.Analytics.Reviews;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Components.Ui;
using MediaInsight.Domain;

namespace MediaInsight.Components.Pages.Reviews;

/// <summary>A review as one picture to keep and pass on, 1080 × 1350. It holds all it needs: fonts and posters are within.</summary>
internal static class ReviewPicture
{
    public const int Width = 1080;
    public const int Height = 1350;
    public const int CoverCount = 5;

    private const string Page = "#0e1116", Card = "#1a212b", Text = "#e8ebef", Muted = "#a0a9b5", Accent = "#e8a33d", Quiet = "#6b5430";
    private const double Left = 64, Right = Width - 64, CoverWidth = 176, CoverTop = 556;

    /// <summary>What stands in the row of posters, most watched first.</summary>
    public static IReadOnlyList<StatisticKey> Covers(ReviewResult review) =>
        [.. review.Tops.Where(t => t.Shelf != ReviewShelf.Episodes).SelectMany(t => t.Rows).OrderByDescending(r => r.Figures.WatchedMs).Select(r => r.Key).Where(k => k.Item is not null).Take(CoverCount)];

    /// <param name="font">WOFF2 in base 64; null: what the reader's machine has.</param>
    /// <param name="posters">By title, as data addresses.</param>
    public static string Draw(ReviewWords words, string? font, IReadOnlyDictionary<MediaItemId, string> posters)
    {
        using var pen = new SvgPen(Width, Height);
        pen.Definitions(Definitions(font));
        pen.Box(0, 0, Width, Height, Page);
        pen.Box(0, 0, Width, Height, "url(#warm)");
        pen.Box(0, 0, Width, Height, "url(#cool)");
        pen.Words(words.Eyebrow.ToUpperInvariant(), Left, 104, 24, Accent, 700, spacing: 2);
        pen.Words(words.Title, Left, 168, 54, Text, 700, Right - Left);
        pen.Words(words.Time, Left, 332, 164, Accent, 700, Right - Left, spacing: -6);
        pen.Words(words.InDays ?? "", Left, 386, 28, Muted, 400, Right - Left);
        Sums(pen, words);
        DrawCovers(pen, words.Review, posters);
        Favourites(pen, words);
        Months(pen, words);
        pen.Words("MediaInsight", Left, Height - 44, 24, Muted, 700);
        pen.Words(words.PeriodOf(words.Review.Period), Right, Height - 44, 24, Muted, 400, anchor: "end");
        return pen.ToString();
    }

    private static void Sums(SvgPen pen, ReviewWords words)
    {
        (string Label, string Value)[] sums =
        [
            ("plays", Formats.Count(words.Review.Total.Plays, words.Culture)),
            ("days with a play", words.ActiveDays),
            words.Review.Streak is { Days: > 1 } streak ? ("longest streak", Formats.Count(streak.Days, "day", culture: words.Culture)) : ("watched to the end", Formats.Count(words.Review.Total.Completed, words.Culture)),
        ];
        for (var i = 0; i < sums.Length; i++)
        {
            var x = Left + (i * 324);
            pen.Box(x, 420, 304, 104, Card, 18);
            pen.Words(sums[i].Value, x + 24, 470, 38, Text, 700, 260);
            pen.Words(sums[i].Label, x + 24, 504, 22, Muted, 400, 260);
        }
    }

    private static void DrawCovers(SvgPen pen, ReviewResult review, IReadOnlyDictionary<MediaItemId, string> posters)
    {
        var covers = Covers(review);
        for (var i = 0; i < covers.Count; i++)
        {
            var x = Left + (i * (CoverWidth + 18));
            pen.Box(x, CoverTop, CoverWidth, 264, Card, 12);
            if (covers[i].Item is { } item && posters.TryGetValue(item, out var data))
            {
                pen.Picture(data, x, CoverTop, CoverWidth, 264, $"c{i.ToString(CultureInfo.InvariantCulture)}");
            }
            else
            {
                pen.Words(ReviewWords.Name(covers[i]), x + 14, CoverTop + 140, 22, Muted, 700, CoverWidth - 28);
            }
        }
    }

    // The two fullest shelves, side by side.
    private static void Favourites(SvgPen pen, ReviewWords words)
    {
        var shelves = words.Review.Tops.Where(t => t.Shelf != ReviewShelf.Episodes).OrderByDescending(t => t.Rows.Sum(r => r.Figures.WatchedMs)).Take(2).ToList();
        for (var s = 0; s < shelves.Count; s++)
        {
            var x = Left + (s * 486);
            pen.Words(ReviewWords.Shelf(shelves[s].Shelf), x, 880, 24, Accent, 700, 460);
            for (var i = 0; i < Math.Min(4, shelves[s].Rows.Count); i++)
            {
                var row = shelves[s].Rows[i];
                var y = 922 + (i * 40);
                pen.Words((i + 1).ToString(CultureInfo.InvariantCulture), x, y, 26, Muted, 700);
                pen.Words(ReviewWords.Name(row.Key), x + 30, y, 26, Text, i == 0 ? 700 : 400, 310);
                pen.Words(Formats.Hours(row.Figures.WatchedMs, words.Culture), x + 450, y, 24, Muted, 400, anchor: "end");
            }
        }

        string[] facts = [.. new[]
        {
            words.Review.Genres.Count > 0 ? $"Top genre: {ReviewWords.Name(words.Review.Genres[0].Key)}" : null,
            words.Weekday is { } day ? $"Most on {day}s" : null,
            words.Review.LongestDay is { } longest ? $"Longest day: {Formats.Duration(longest.WatchedMs, words.Culture)}" : null,
        }.OfType<string>()];
        pen.Words(string.Join("  ·  ", facts), Left, 1096, 26, Text, 400, Right - Left);
    }

    private static void Months(SvgPen pen, ReviewWords words)
    {
        var months = words.Review.Months.TakeLast(24).ToList();
        var most = months.Count == 0 ? 0 : months.Max(m => m.Figures.WatchedMs);
        var step = (Right - Left) / Math.Max(1, months.Count);
        for (var i = 0; i < months.Count; i++)
        {
            var height = most == 0 ? 2 : 2 + (96.0 * months[i].Figures.WatchedMs / most);
            pen.Box(Left + (i * step) + (step * 0.12), 1226 - height, step * 0.76, height, months[i].Figures.WatchedMs == most ? Accent : Quiet, 5);
            if (months.Count <= 12)
            {
                pen.Words(words.Month(months[i].Key), Left + ((i + 0.5) * step), 1256, 20, Muted, 400, anchor: "middle");
            }
        }
    }

    private static string Definitions(string? font)
    {
        var face = font is null ? "" : $"@font-face{{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,{font}) format('woff2')}}";
        var clips = string.Concat(Enumerable.Range(0, CoverCount).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"<clipPath id=\"c{i}\"><rect x=\"{Left + (i * (CoverWidth + 18))}\" y=\"{CoverTop}\" width=\"{CoverWidth}\" height=\"264\" rx=\"12\"/></clipPath>")));
        return $"<defs><style>{face}text{{font-family:Inter,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}}</style>{clips}"
            + $"<radialGradient id=\"warm\" cx=\"0.1\" cy=\"0.02\" r=\"0.75\"><stop offset=\"0\" stop-color=\"{Accent}\" stop-opacity=\"0.22\"/><stop offset=\"1\" stop-color=\"{Accent}\" stop-opacity=\"0\"/></radialGradient>"
            + "<radialGradient id=\"cool\" cx=\"0.95\" cy=\"0.95\" r=\"0.7\"><stop offset=\"0\" stop-color=\"#5b9bd8\" stop-opacity=\"0.2\"/><stop offset=\"1\" stop-color=\"#5b9bd8\" stop-opacity=\"0\"/></radialGradient></defs>";
    }
}
