using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>A believable year of finished plays. The same instant gives the same year.</summary>
public static class DemoPast
{
    private static readonly TimeSpan LatestStart = TimeSpan.FromHours(3);

    /// <summary>In the order of their start; nothing overlaps on one device, and nothing with what is live at the moment.</summary>
    /// <param name="now">The household's present.</param>
    /// <param name="days">How far back, in days.</param>
    /// <param name="zone">Where the household lives: its evenings are evenings there. UTC when null.</param>
    public static IEnumerable<DemoPlay> Generate(DateTimeOffset now, int days = 365, TimeZoneInfo? zone = null)
    {
        foreach (var play in Plan(now, days, zone ?? TimeZoneInfo.Utc))
        {
            yield return Finished(play);
        }
    }

    internal static IReadOnlyList<PlannedPlay> Plan(DateTimeOffset now, int days, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var first = today.AddDays(-days);
        var plays = new List<PlannedPlay>();
        foreach (var person in Household.People)
        {
            var viewing = new Viewing(person);
            var habits = Habits.All.Where(h => h.Device.Owner == person).ToList();
            for (var (day, free) = (first, DateTimeOffset.MinValue); day <= today; day = day.AddDays(1))
            {
                free = Day(plays, viewing, person, habits, day, free, now, zone);
            }
        }

        var live = World.At(now).ToDictionary(p => p.Device, p => p.StartedAt);
        var begin = now.AddDays(-days);
        return
        [
            .. plays.Where(p => p.StartedAt >= begin && p.StoppedAt <= now && (!live.TryGetValue(p.Device, out var since) || p.StoppedAt <= since))
                .OrderBy(p => p.StartedAt).ThenBy(p => p.Device.Number),
        ];
    }

    internal static DemoPlay Finished(PlannedPlay play)
    {
        var server = play.Device.Server;

        // A play is remembered with the quality it had for most of the time.
        var delivery = play.DeliveryAt(play.StartedAt + ((play.StoppedAt - play.StartedAt) / 2));
        return new(
            server, PlayWords.User(play.Device.Account), PlayWords.Device(play.Device), PlayWords.Media(server, play.Item, play.StartedAt), play.Address, play.Location,
            play.StartedAt, play.StoppedAt, (long)play.Watched.TotalMilliseconds, (long)play.Paused.TotalMilliseconds, (long)play.Buffering.TotalMilliseconds,
            play.StartPosition, play.PositionAt(play.StoppedAt), play.Item.Duration, PlayWords.Stream(server, delivery), PlayWords.Bandwidth(server, delivery));
    }

    /// <returns>When the person has time again: nobody watches two things at once.</returns>
    private static DateTimeOffset Day(
        List<PlannedPlay> plays, Viewing viewing, Person person, List<Habit> habits, DateOnly day, DateTimeOffset free, DateTimeOffset now, TimeZoneInfo zone)
    {
        var holiday = Habits.IsOnHoliday(person, day);
        var dice = Dice.For(31, person.Number, day.DayNumber);
        var sittings = new List<(DateTimeOffset At, Habit Habit)>();
        foreach (var habit in habits)
        {
            var chance = (Habits.IsFree(day) ? habit.Weekend : habit.Workday) * Habits.Season(day) * (Habits.IsFestive(day) ? 1.4 : 1);
            var hour = dice.Around(habit.Hour, habit.Spread) - (Habits.IsFestive(day) ? 3 : 0);
            if (dice.Chance(chance) && (!holiday || habit.Device.Travels))
            {
                sittings.Add((At(day, Math.Max(5, hour), zone), habit));
            }
        }

        foreach (var (at, habit) in sittings.OrderBy(s => s.At))
        {
            var start = at > free ? at : free + dice.Seconds(120, 1200);
            if (start - at <= LatestStart)
            {
                free = Sitting(plays, viewing, dice, habit, start, holiday, now);
            }
        }

        return free;
    }

    private static DateTimeOffset Sitting(List<PlannedPlay> plays, Viewing viewing, Dice dice, Habit habit, DateTimeOffset start, bool away, DateTimeOffset now)
    {
        var titles = dice.Int(1, habit.Most + 1) + (habit.Taste == Taste.Shows && dice.Chance(0.06) ? 4 : 0);
        var (address, location) = habit.Device.AddressWhen(away);
        CatalogueItem? before = null;
        for (var title = 0; title < titles; title++)
        {
            if (viewing.Next(dice, habit, start, now, before) is not { } next)
            {
                break;
            }

            var play = Play(dice, habit, next.Item, next.From, start, address, location, plays.Count);
            plays.Add(play);
            viewing.Ended(habit, play.Item, play.PositionAt(play.StoppedAt));
            start = play.StoppedAt + (habit.Taste == Taste.Music ? TimeSpan.Zero : dice.Seconds(2, 40));
            before = play.Item;
            if (play.Item.Kind is MediaKind.Movie or MediaKind.Audiobook)
            {
                break;
            }
        }

        return start;
    }

    private static PlannedPlay Play(Dice dice, Habit habit, CatalogueItem item, TimeSpan from, DateTimeOffset start, string address, NetworkLocation location, int number)
    {
        var wan = location == NetworkLocation.Wan;
        int? limit = wan ? dice.Pick<int>([4_000, 8_000, 20_000]) : null;
        var delivery = Delivery.Choose(item, habit.Device, dice, limit);
        var lower = dice.Chance(0.08) && item.File.IsVideo && limit is > 4_000 ? Delivery.Choose(item, habit.Device, dice, 2_500) : null;
        var restless = habit.Taste switch { Taste.Music => 0.1, Taste.LiveTv => 0, Taste.Children => 1.6, _ => 0.7 };
        return new()
        {
            Number = number,
            Device = habit.Device,
            Item = item,
            StartedAt = start,
            StartPosition = from,
            Segments = Script.Write(dice, Watched(dice, item, from), wan, restless),
            Delivery = delivery,
            Change = lower is null ? null : (TimeSpan.FromSeconds(dice.Int(240, 900)), lower),
            Address = address,
            Location = location,
        };
    }

    /// <summary>How long somebody stays: most see it to the end, some give up, a few only had a look.</summary>
    private static TimeSpan Watched(Dice dice, CatalogueItem item, TimeSpan from)
    {
        if (item.Duration is not { } length)
        {
            return dice.Seconds(14 * 60, 105 * 60);
        }

        var left = length - from;
        var roll = dice.Next();
        var wanted = item.Kind switch
        {
            MediaKind.Audiobook => dice.Seconds(11 * 60, 58 * 60),
            MediaKind.Track => roll < 0.09 ? dice.Seconds(6, 45) : left,
            MediaKind.Movie => roll < 0.05 ? dice.Seconds(150, 900) : roll < 0.2 ? left * dice.Between(0.25, 0.75) : roll < 0.55 ? left * dice.Between(0.93, 0.985) : left,
            _ => roll < 0.06 ? left * dice.Between(0.1, 0.8) : roll < 0.5 ? left * dice.Between(0.94, 0.99) : left,
        };
        var whole = TimeSpan.FromMilliseconds(Math.Floor(wanted.TotalMilliseconds));
        return whole < left ? whole : left;
    }

    private static DateTimeOffset At(DateOnly day, double hour, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMilliseconds(Math.Round(hour * 3_600_000));

        // The hour that is skipped in spring does not exist: one later does.
        local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, zone), TimeSpan.Zero);
    }
}
