using MediaInsight.Domain;

namespace MediaInsight.Benchmarks.History;

/// <summary>When people watch what.</summary>
internal static class Habits
{
    private static readonly Weighted Evening = new([2, 1, .5, .3, .2, .2, .4, .8, 1, 1, 1.2, 1.5, 2, 2, 2, 2.5, 4, 6, 9, 13, 16, 15, 10, 5]);
    private static readonly Weighted Weekend = new([5, 3, 2, 1, .5, .3, .4, 1, 3, 5, 6, 6, 7, 8, 9, 10, 10, 10, 11, 14, 16, 15, 11, 8]);
    private static readonly Weighted Daytime = new([1, .5, .3, .2, .3, 1, 4, 8, 9, 8, 7, 7, 7, 7, 7, 8, 9, 10, 8, 6, 5, 4, 3, 2]);
    private static readonly Weighted Ways = new([1, .5, .2, .2, .4, 2, 8, 12, 7, 3, 2, 2, 4, 3, 2, 4, 9, 11, 6, 3, 4, 8, 11, 6]);
    private static readonly Weighted Kinds = new([0.21, 0.52, 0.13, 0.13, 0.01]);
    private static readonly MediaKind[] VideoKinds = [MediaKind.Movie, MediaKind.Episode, MediaKind.Track, MediaKind.LiveTv, MediaKind.MusicVideo];

    /// <summary>How much of all is watched on this day: more with the years, at weekends and in winter.</summary>
    public static double Weight(DateOnly day, double age, Chance chance)
    {
        var week = day.DayOfWeek switch { DayOfWeek.Friday => 1.1, DayOfWeek.Saturday => 1.35, DayOfWeek.Sunday => 1.3, _ => 0.92 };
        return (1 + (1.2 * age)) * week * (1 + (0.15 * Math.Cos(2 * Math.PI * day.DayOfYear / 365))) * (0.9 + (0.2 * chance.Share()));
    }

    public static MediaKind Kind(bool fromBooks, Chance chance) =>
        fromBooks ? (chance.Happens(0.75) ? MediaKind.Audiobook : MediaKind.PodcastEpisode) : VideoKinds[Kinds.Draw(chance)];

    /// <summary>ms after local midnight.</summary>
    public static long TimeOfDay(MediaKind kind, DateOnly day, Chance chance)
    {
        var isWeekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var hours = kind switch
        {
            MediaKind.Track or MediaKind.MusicVideo => Daytime,
            MediaKind.Audiobook or MediaKind.PodcastEpisode => isWeekend ? Daytime : Ways,
            _ => isWeekend ? Weekend : Evening,
        };
        return (hours.Draw(chance) * 3_600_000L) + chance.Between(0L, 3_599_999L);
    }

    /// <summary>How many titles in one sitting.</summary>
    public static int Titles(MediaKind kind, Chance chance) => kind switch
    {
        MediaKind.Episode => Math.Min(8, 1 + (int)chance.About(0.9)),
        MediaKind.Track => chance.Between(2, 8),
        MediaKind.PodcastEpisode => chance.Between(1, 2),
        MediaKind.MusicVideo => chance.Between(1, 4),
        _ => 1,
    };

    /// <summary>How long somebody stays with what is left of a title, ms; null: to its end.</summary>
    public static long? Stays(MediaKind kind, long leftMs, Chance chance) => kind switch
    {
        MediaKind.Audiobook => Math.Min(leftMs, chance.Between(8L, 70L) * 60_000) is var listened && listened < leftMs ? listened : null,
        MediaKind.LiveTv => chance.Happens(0.1) ? chance.Between(5_000L, 110_000L) : 120_000 + (long)chance.About(2_400_000),
        MediaKind.Track or MediaKind.MusicVideo => chance.Happens(0.06) ? Math.Min(leftMs, chance.Between(2_000L, 14_000L)) : chance.Happens(0.12) ? (long)(leftMs * chance.Share()) : null,
        _ when chance.Happens(0.07) => Math.Min(leftMs, chance.Between(5_000L, 115_000L)),
        _ => chance.Happens(kind == MediaKind.Movie ? 0.5 : 0.33) ? (long)(leftMs * (0.05 + (0.85 * chance.Share()))) : null,
    };
}
