using MediaInsight.Domain;

namespace MediaInsight.Demo;

internal enum Taste
{
    Shows,
    Films,
    Music,
    Books,
    LiveTv,
    Children,
}

/// <summary>
/// One seat of the live household: windows of equal length follow one another, each a sitting on the next of its devices.
/// A window is a pure function of its number, so any instant can be asked without the ones before it.
/// </summary>
/// <param name="Fill">Share of the window in use; 1 hands over to the next device without a gap.</param>
internal sealed record Lane(int Number, IReadOnlyList<Device> Devices, Taste Taste, TimeSpan Window, TimeSpan Offset, double Fill, double Restless)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(100);

    /// <summary>The plays of the window that holds the instant, in order.</summary>
    public IReadOnlyList<PlannedPlay> SittingAt(DateTimeOffset at) => Sitting(WindowOf(at));

    /// <summary>Everything that overlaps with the time between the two instants.</summary>
    public IEnumerable<PlannedPlay> Between(DateTimeOffset from, DateTimeOffset to)
    {
        for (var window = WindowOf(from); window <= WindowOf(to); window++)
        {
            foreach (var play in Sitting(window))
            {
                if (play.StoppedAt > from && play.StartedAt <= to)
                {
                    yield return play;
                }
            }
        }
    }

    // Whole numbers: a double cannot hold the ticks of our century exactly.
    private long WindowOf(DateTimeOffset at) => Math.DivRem((at - DateTimeOffset.UnixEpoch - Offset).Ticks, Window.Ticks) is var (windows, rest) && rest < 0 ? windows - 1 : windows;

    private List<PlannedPlay> Sitting(long window)
    {
        var dice = Dice.For(77, Number, window);
        var start = DateTimeOffset.UnixEpoch + Offset + (Window * window);
        var end = start + Window;
        if (Fill < 1)
        {
            if (dice.Chance(0.12))
            {
                return [];
            }

            start += dice.Seconds(0, Window.TotalSeconds * (1 - Fill) * 0.6);
            end -= dice.Seconds(0, Window.TotalSeconds * (1 - Fill));
        }

        var device = Devices[(int)(((window % Devices.Count) + Devices.Count) % Devices.Count)];
        return Seated(dice, device, start, end, window);
    }

    private List<PlannedPlay> Seated(Dice dice, Device device, DateTimeOffset start, DateTimeOffset end, long window)
    {
        var plays = new List<PlannedPlay>();
        var away = device.Travels && dice.Chance(0.4);
        var (address, location) = device.AddressWhen(away);
        foreach (var item in Choose(dice, device.Server))
        {
            var left = end - start;
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            var resumed = item.Duration is { } d && d > left && (item.Kind == MediaKind.Audiobook || plays.Count == 0 && dice.Chance(0.5))
                ? TimeSpan.FromSeconds(Math.Round(dice.Between(0.05, 0.95) * (d - left).TotalSeconds))
                : TimeSpan.Zero;
            var watch = (item.Duration ?? left) - resumed;
            var segments = Script.Write(dice, watch, location == NetworkLocation.Wan, Restless);
            var length = Script.Total(segments);
            var rest = left - length;
            if (rest < Shortest)
            {
                segments = Script.Cut(segments, left);

                // The credits run out and nobody takes the remote control: the seat stays taken until the window ends.
                if (rest > TimeSpan.Zero) { segments.Add(new(PlaybackState.Paused, rest)); }
                length = left;
            }

            plays.Add(Plan(dice, device, item, start, resumed, segments, address, location, window));
            start += length;
        }

        return plays;
    }

    private PlannedPlay Plan(
        Dice dice, Device device, CatalogueItem item, DateTimeOffset start, TimeSpan resumed, List<Segment> segments, string address, NetworkLocation location, long window)
    {
        int? limit = location == NetworkLocation.Wan ? dice.Pick<int>([4_000, 8_000, 20_000]) : null;
        var delivery = Delivery.Choose(item, device, dice, limit);
        var lower = dice.Chance(0.3) && item.File.IsVideo && limit is > 4_000 ? Delivery.Choose(item, device, dice, 2_500) : null;
        return new()
        {
            Number = (((start.ToUnixTimeSeconds() / 5) + window) % 1_000_000 * 10) + Number,
            Device = device,
            Item = item,
            StartedAt = start,
            StartPosition = resumed,
            Segments = segments,
            Delivery = delivery,
            Change = lower is null ? null : (TimeSpan.FromSeconds(dice.Int(240, 900)), lower),
            Address = address,
            Location = location,
        };
    }

    private IEnumerable<CatalogueItem> Choose(Dice dice, ServerKind server)
    {
        var all = Catalogue.Instance;
        return Taste switch
        {
            Taste.Films => Movies(dice, server, children: false),
            Taste.Music => FromGroup(dice, server, all.Albums, any: true),
            Taste.Books => dice.Chance(0.75) ? [dice.Pick(all.Books)] : FromGroup(dice, server, all.Podcasts, any: false),
            Taste.LiveTv => Channels(dice, server),
            Taste.Children when dice.Chance(0.4) => Movies(dice, server, children: true),
            Taste.Children => FromGroup(dice, server, [.. all.Episodes.Where(e => e.Items[0].ForChildren)], any: false),
            _ when dice.Chance(0.35) => Movies(dice, server, children: false),
            _ => FromGroup(dice, server, [.. all.Episodes.Where(e => !e.Items[0].ForChildren)], any: false),
        };
    }

    private static IEnumerable<CatalogueItem> Movies(Dice dice, ServerKind server, bool children)
    {
        while (true)
        {
            var movie = dice.Pick(Catalogue.Instance.Movies);
            if (Catalogue.IsOn(server, movie) && (!children || movie.ForChildren))
            {
                yield return movie;
            }
        }
    }

    private static IEnumerable<CatalogueItem> Channels(Dice dice, ServerKind server)
    {
        while (true)
        {
            yield return dice.Pick(Catalogue.Instance.Channels);
        }
    }

    private static IEnumerable<CatalogueItem> FromGroup(
        Dice dice, ServerKind server, IReadOnlyList<(CatalogueGroup Group, IReadOnlyList<CatalogueItem> Items)> groups, bool any)
    {
        while (true)
        {
            var items = dice.Pick(groups).Items;
            if (!Catalogue.IsOn(server, items[0]))
            {
                continue;
            }

            for (var i = any ? 0 : dice.Int(0, items.Count); i < items.Count; i++)
            {
                yield return items[i];
            }
        }
    }
}
