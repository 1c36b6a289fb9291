using static MediaInsight.Demo.Household;

namespace MediaInsight.Demo;

/// <summary>What somebody does on an ordinary day.</summary>
/// <param name="Workday">Chance on a working day, 0–1.</param>
/// <param name="Weekend">Chance on a free day, 0–1.</param>
/// <param name="Hour">Local hour around which it begins.</param>
/// <param name="Spread">Hours before and after.</param>
/// <param name="Most">Titles in one sitting at most.</param>
internal sealed record Habit(Device Device, Taste Taste, double Workday, double Weekend, double Hour, double Spread, int Most);

internal static class Habits
{
    public static readonly IReadOnlyList<Habit> All =
    [
        new(MaraTv, Taste.Shows, 0.62, 0.70, 20.4, 1.2, 3), new(MaraTv, Taste.Films, 0.10, 0.48, 20.8, 1.5, 1),
        new(MaraPhone, Taste.Music, 0.30, 0.25, 8.0, 1.5, 7), new(MaraBooks, Taste.Books, 0.42, 0.20, 17.6, 1.0, 1),
        new(MaraTablet, Taste.Shows, 0.18, 0.22, 22.6, 0.8, 1), new(MaraEmby, Taste.Films, 0.02, 0.06, 14.0, 2.0, 1),
        new(TobiasAttic, Taste.Films, 0.14, 0.46, 21.0, 1.4, 1), new(TobiasAttic, Taste.Shows, 0.40, 0.45, 20.6, 1.4, 3),
        new(TobiasWeb, Taste.Shows, 0.30, 0.10, 12.4, 0.6, 1), new(TobiasBooks, Taste.Books, 0.52, 0.25, 7.4, 0.7, 1),
        new(ZoeMusic, Taste.Music, 0.62, 0.50, 16.5, 4.0, 9), new(ZoeLaptop, Taste.Shows, 0.50, 0.62, 21.6, 1.8, 4),
        new(LotteTablet, Taste.Children, 0.55, 0.75, 16.8, 1.6, 3), new(LotteTv, Taste.Children, 0.15, 0.60, 9.2, 1.5, 3),
        new(JuergenTv, Taste.LiveTv, 0.55, 0.50, 19.6, 0.8, 2), new(JuergenTv, Taste.Films, 0.16, 0.34, 21.2, 1.2, 1), new(JuergenWeb, Taste.Shows, 0.06, 0.08, 15.0, 2.5, 1),
        new(AmalWeb, Taste.Shows, 0.44, 0.52, 22.0, 1.5, 3), new(AmalTv, Taste.Films, 0.10, 0.30, 20.4, 1.5, 1), new(AmalTv, Taste.Shows, 0.20, 0.25, 19.4, 1.2, 2),
        new(EmileWeb, Taste.Films, 0.10, 0.25, 22.2, 1.2, 1), new(EmileWeb, Taste.Shows, 0.35, 0.40, 19.0, 2.0, 2), new(EmileTv, Taste.Shows, 0.25, 0.40, 20.5, 1.2, 2),
        new(KenjiTv, Taste.LiveTv, 0.22, 0.30, 18.8, 1.0, 2), new(KenjiTv, Taste.Films, 0.12, 0.34, 21.0, 2.0, 1), new(KenjiPhone, Taste.Shows, 0.40, 0.15, 8.2, 0.8, 2),
        new(RosaBooks, Taste.Books, 0.60, 0.60, 10.0, 3.0, 2), new(RosaTv, Taste.Shows, 0.40, 0.42, 20.2, 1.0, 2),
        new(IngridBooks, Taste.Books, 0.46, 0.30, 18.4, 2.0, 2), new(IngridWeb, Taste.Books, 0.20, 0.04, 13.0, 1.5, 1), new(IngridTv, Taste.Shows, 0.30, 0.45, 20.8, 1.3, 3),
    ];

    /// <summary>Away from home with what can be carried: two weeks of each summer, another fortnight for each person.</summary>
    public static bool IsOnHoliday(Person person, DateOnly day)
    {
        var first = new DateOnly(day.Year, 6, 20).AddDays(person.Number * 6);
        return day >= first && day < first.AddDays(14);
    }

    /// <summary>The days between Christmas Eve and New Year count as free and are long.</summary>
    public static bool IsFree(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || IsFestive(day);

    public static bool IsFestive(DateOnly day) => day is { Month: 12, Day: >= 24 } or { Month: 1, Day: 1 };

    /// <summary>More in winter than in summer.</summary>
    public static double Season(DateOnly day) => 1 + (0.16 * Math.Cos((day.DayOfYear - 15) / 365.0 * 2 * Math.PI));
}
