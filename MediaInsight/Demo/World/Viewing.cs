using MediaInsight.Domain;

namespace MediaInsight.Demo;

/// <summary>What one person is in the middle of: the show, the film left off, the book.</summary>
internal sealed class Viewing(Person person)
{
    private const int Favourites = 7;

    private readonly Dictionary<(Device Device, bool Children), (IReadOnlyList<CatalogueItem> Episodes, int Next)> _shows = [];
    private readonly Dictionary<ServerKind, (CatalogueItem Film, TimeSpan Position)> _leftOff = [];
    private readonly List<CatalogueItem> _seen = [];
    private readonly HashSet<int> _heard = [];
    private (CatalogueItem Book, TimeSpan Position)? _book;

    /// <summary>The next title for a sitting, and where it begins; null when there is nothing for this taste.</summary>
    public (CatalogueItem Item, TimeSpan From)? Next(Dice dice, Habit habit, DateTimeOffset at, DateTimeOffset now, CatalogueItem? before)
    {
        var server = habit.Device.Server;
        bool There(CatalogueItem item) => Catalogue.IsOn(server, item) && item.AddedAt(now) <= at;
        return habit.Taste switch
        {
            Taste.Shows => Episode(dice, habit.Device, children: false, There),
            Taste.Children when dice.Chance(0.2) && before is null => Film(dice, server, There, children: true),
            Taste.Children => Episode(dice, habit.Device, children: true, There),
            Taste.Films => Film(dice, server, There, children: false),
            Taste.Music => (Track(dice, before, There), TimeSpan.Zero),
            Taste.LiveTv => (dice.Pick(Catalogue.Instance.Channels), TimeSpan.Zero),
            _ when dice.Chance(0.25) => Podcast(dice, There) ?? Book(dice, There),
            _ => Book(dice, There),
        };
    }

    /// <summary>Remembers where a play came to.</summary>
    public void Ended(Habit habit, CatalogueItem item, TimeSpan position)
    {
        var done = item.Duration is { } length && position >= length * 0.9;
        switch (item.Kind)
        {
            case MediaKind.Movie when done:
                _leftOff.Remove(habit.Device.Server);
                _seen.Add(item);
                break;
            case MediaKind.Movie when position > TimeSpan.FromMinutes(8):
                _leftOff[habit.Device.Server] = (item, position);
                break;
            case MediaKind.Audiobook:
                _book = done ? null : (item, position);
                break;
            case MediaKind.PodcastEpisode:
                _heard.Add(item.Number);
                break;
        }
    }

    private (CatalogueItem, TimeSpan)? Episode(Dice dice, Device device, bool children, Func<CatalogueItem, bool> there)
    {
        var key = (device, children);
        if (!_shows.TryGetValue(key, out var show) || show.Next >= show.Episodes.Count || !there(show.Episodes[show.Next]))
        {
            var candidates = Catalogue.Instance.Episodes.Where(e => e.Items[0].ForChildren == children && there(e.Items[0])).ToList();
            if (candidates.Count == 0)
            {
                return null;
            }

            // Everybody has some favourites, and most of the house talks about the same few shows.
            var start = person.Number * 5 % candidates.Count;
            var pick = dice.Chance(0.7) ? candidates[(start + dice.Int(0, Math.Min(Favourites, candidates.Count))) % candidates.Count] : candidates[(int)(candidates.Count * dice.Next() * dice.Next())];
            show = ([.. pick.Items.Where(there)], 0);
        }

        _shows[key] = show with { Next = show.Next + 1 };
        return (show.Episodes[show.Next], TimeSpan.Zero);
    }

    private (CatalogueItem, TimeSpan)? Film(Dice dice, ServerKind server, Func<CatalogueItem, bool> there, bool children)
    {
        if (!children && _leftOff.Remove(server, out var left) && dice.Chance(0.65))
        {
            return (left.Film, left.Position);
        }

        if (_seen.Count > 3 && dice.Chance(children ? 0.6 : 0.12) && _seen.Where(f => there(f) && f.ForChildren == children).ToList() is { Count: > 0 } again)
        {
            return (dice.Pick(again), TimeSpan.Zero);
        }

        var films = Catalogue.Instance.Movies.Where(f => f.ForChildren == children && there(f)).ToList();

        // The square prefers the front of the shelf: some films are simply popular.
        return films.Count == 0 ? null : (films[(int)(films.Count * dice.Next() * (0.4 + (0.6 * dice.Next())))], TimeSpan.Zero);
    }

    private CatalogueItem Track(Dice dice, CatalogueItem? before, Func<CatalogueItem, bool> there)
    {
        if (before is { Parent: { } album } && Catalogue.Instance.Albums.FirstOrDefault(a => a.Group.Number == album.Number).Items is { } tracks && before.Index < tracks.Count && dice.Chance(0.9))
        {
            return tracks[before.Index.Value];
        }

        var albums = Catalogue.Instance.Albums.Where(a => there(a.Items[0])).ToList();
        var start = person.Number * 4;
        return (dice.Chance(0.6) ? albums[(start + dice.Int(0, Favourites)) % albums.Count] : dice.Pick(albums)).Items[0];
    }

    private (CatalogueItem, TimeSpan)? Book(Dice dice, Func<CatalogueItem, bool> there)
    {
        if (_book is not { } book)
        {
            var books = Catalogue.Instance.Books.Where(there).ToList();
            book = (dice.Pick(books), TimeSpan.Zero);
        }

        _book = book;
        return book;
    }

    private (CatalogueItem, TimeSpan)? Podcast(Dice dice, Func<CatalogueItem, bool> there)
    {
        var podcast = Catalogue.Instance.Podcasts[(person.Number + dice.Int(0, 4)) % Catalogue.Instance.Podcasts.Count];
        return podcast.Items.Where(e => there(e) && !_heard.Contains(e.Number)).MinBy(e => e.Number) is { } episode ? (episode, TimeSpan.Zero) : null;
    }
}
