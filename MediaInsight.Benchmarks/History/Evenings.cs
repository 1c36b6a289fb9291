using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Sessions;

namespace MediaInsight.Benchmarks.History;

/// <summary>Lets the household watch, day by day: plays in the order they began.</summary>
internal sealed class Evenings(DataSetPlan plan, Catalogue catalogue, IReadOnlyList<Person> people, StreamMenu streams, Chance chance)
{
    private const int MaxUnfinished = 12;
    private const int MaxCurrent = 6;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(DataSetPlan.Zone);
    private readonly Weighted _busy = Weighted.Zipf(people.Count, 0.35, chance);
    private readonly List<PlayDraft> _waiting = [];
    private int _made;

    public IEnumerable<PlayDraft> All()
    {
        var weights = Enumerable.Range(0, plan.Days).Select(d => Habits.Weight(plan.First.AddDays(d), (double)d / plan.Days, chance)).ToArray();
        var (total, sum) = (weights.Sum(), 0.0);
        for (var day = 0; day < plan.Days; day++)
        {
            sum += weights[day];
            var (date, until) = (plan.First.AddDays(day), day == plan.Days - 1 ? plan.Plays : (int)(plan.Plays * sum / total));
            var begin = SiteDays.Start(date, _zone).ToUnixTimeMilliseconds();
            while (_made < until)
            {
                Sit(date, day, begin, day == plan.Days - 1 ? until - _made : int.MaxValue);
            }

            // What began after midnight stands in line with the next day's plays.
            foreach (var play in Ready(day == plan.Days - 1 ? long.MaxValue : SiteDays.Start(date.AddDays(1), _zone).ToUnixTimeMilliseconds()))
            {
                yield return play;
            }
        }
    }

    private List<PlayDraft> Ready(long beforeMs)
    {
        var ready = _waiting.Where(p => p.StartedAtMs < beforeMs).OrderBy(p => p.StartedAtMs).ToList();
        _waiting.RemoveAll(p => p.StartedAtMs < beforeMs);
        return ready;
    }

    /// <summary>Somebody sits down: one title or several in a row.</summary>
    private void Sit(DateOnly date, int day, long beginMs, int most)
    {
        var person = Somebody(day);
        var fromBooks = person.Books is not null && chance.Happens(0.3);
        var (account, kind) = (fromBooks ? person.Books! : chance.Of(person.Video), Habits.Kind(fromBooks, chance)); // non-null: asked for
        var at = beginMs + Habits.TimeOfDay(kind, date, chance);
        if (catalogue.Of(account.Server, kind) is not { } shelf)
        {
            return;
        }

        var (device, isHere) = (chance.Of(account.Devices).LastOrDefault(d => d.Since <= day) ?? account.Devices[0][0], person.LivesHere ? chance.Happens(0.85) : chance.Happens(0.05));
        var goOn = kind.IsAudio() && kind != MediaKind.Audiobook ? null : person.Unfinished.FindLast(u => u.Title.Kind == kind && u.Title.Server == account.Server && u.StoppedAtMs < at);
        var work = goOn is not null && chance.Happens(0.85) ? goOn.Work : Choose(person, shelf, at);
        var next = goOn is not null && work == goOn.Work ? IndexOf(work, goOn.Title) : person.Current.Find(c => c.Work == work).Next;
        for (var left = Math.Min(most, Habits.Titles(kind, chance)); left > 0; left--)
        {
            var title = work.Titles[kind is MediaKind.LiveTv or MediaKind.Track && chance.Happens(0.5) ? chance.Below(work.Titles.Count) : next % work.Titles.Count];
            var (play, isThrough) = Play(person, account, device, isHere, work, title, at, left > 1);
            _waiting.Add(play);
            _made++;
            next += isThrough ? 1 : 0;
            at = play.StoppedAtMs + chance.Between(1_000L, kind == MediaKind.Track ? 3_000L : 40_000L);
            if (!isThrough && kind is not (MediaKind.Track or MediaKind.MusicVideo))
            {
                break;
            }
        }

        person.Current.RemoveAll(c => c.Work == work);
        person.Current.Add((work, next));
        if (person.Current.Count > MaxCurrent)
        {
            person.Current.RemoveAt(0);
        }
    }

    private Person Somebody(int day)
    {
        while (true)
        {
            if (people[_busy.Draw(chance)] is { } person && person.JoinedOn <= day)
            {
                return person;
            }
        }
    }

    /// <summary>Series, albums and podcasts are gone on with; else what many choose, once it is there.</summary>
    private Work Choose(Person person, Shelf shelf, long at)
    {
        if (person.Current.FindLast(c => c.Work.Kind == shelf.Works[0].Kind && c.Work.Titles[0].Server == shelf.Works[0].Titles[0].Server && c.Work.Titles.Count > 1) is { Work: { } current } && chance.Happens(0.7))
        {
            return current;
        }

        var work = shelf.Works[shelf.Popularity.Draw(chance)];
        for (var again = 0; again < 8 && work.Titles[0].AddedAtMs > at; again++)
        {
            work = shelf.Works[shelf.Popularity.Draw(chance)];
        }

        return work;
    }

    private static int IndexOf(Work work, Playable title)
    {
        for (var i = 0; i < work.Titles.Count; i++)
        {
            if (work.Titles[i] == title)
            {
                return i;
            }
        }

        return 0;
    }

    private (PlayDraft Play, bool IsThrough) Play(Person person, Account account, Device device, bool isHere, Work work, Playable title, long at, bool another)
    {
        var known = person.Unfinished.Find(u => u.Title == title);
        var resumes = known is not null && known.StoppedAtMs < at;
        if (known is not null)
        {
            person.Unfinished.Remove(known);
        }

        var (start, chain) = resumes ? (known!.PositionMs, known.Chain) : (title.Kind == MediaKind.LiveTv ? (long?)null : 0, new ChainNumber()); // non-null: resumes needs it
        if (!resumes && title.Kind != MediaKind.LiveTv && chance.Happens(0.006))
        {
            return (Concluded(account, title, at, chain), true);
        }

        var duration = title.DurationMs;
        var leftMs = duration is { } d ? Math.Max(1_000, d - (start ?? 0)) : 0;
        var watched = Habits.Stays(title.Kind, leftMs, chance) ?? leftMs;
        var position = start + watched;
        var completed = position >= duration * (title.Kind is MediaKind.Audiobook or MediaKind.PodcastEpisode ? 90 : 85) / 100;
        var play = new PlayDraft
        {
            Account = account,
            Title = title,
            Device = device.Row,
            Address = isHere ? person.HomeAddress : chance.Of(person.FarAddresses),
            Location = isHere ? NetworkLocation.Lan : NetworkLocation.Wan,
            StartedAtMs = at,
            Stretches = Stretches(title, device, !isHere, person.Language, watched),
            StartPositionMs = start,
            PositionMs = position,
            Completed = completed,
            StopReason = completed && another ? StopReason.NextItem : chance.Happens(0.4) ? StopReason.Vanished : StopReason.Stopped,
            Certainty = chance.Happens(0.015) ? PlayCertainty.Derived : PlayCertainty.Observed,
            Chain = chain,
        };
        if (!completed && position > 0 && !(title.Kind.IsAudio() && title.Kind == MediaKind.Track))
        {
            person.Unfinished.Add(new(work, title) { PositionMs = position.Value, StoppedAtMs = play.StoppedAtMs, Chain = chain });
            if (person.Unfinished.Count > MaxUnfinished)
            {
                person.Unfinished.RemoveAt(0);
            }
        }

        return (play, completed || title.DurationMs is null);
    }

    /// <summary>The server only says that it was played.</summary>
    private PlayDraft Concluded(Account account, Playable title, long at, ChainNumber chain) => new()
    {
        Account = account,
        Title = title,
        Device = account.UnknownDevice,
        StartedAtMs = at,
        Stretches = [new(streams.Unknown, 0, 0, 0, null)],
        Completed = true,
        Certainty = PlayCertainty.Inferred,
        Chain = chain,
    };

    private List<Stretch> Stretches(Playable title, Device device, bool isFar, int language, long watchedMs)
    {
        var isAudio = title.Kind.IsAudio();
        var paused = !isAudio && chance.Happens(0.25) ? (long)chance.About(300_000) : 0;
        var buffering = !isAudio && chance.Happens(0.08) ? (long)chance.About(4_000) : 0;
        var stream = streams.Of(title, device.Type, isFar, language, chance);
        if (isAudio || watchedMs < 600_000 || !chance.Happens(0.18))
        {
            return [new(stream, watchedMs, paused, buffering, Bandwidth(stream))];
        }

        var (lower, first) = (streams.Lower(title, language, chance), (long)(watchedMs * (0.02 + (0.9 * chance.Share()))));
        return [new(stream, first, 0, 0, Bandwidth(stream)), new(lower, watchedMs - first, paused, buffering, Bandwidth(lower))];
    }

    private int? Bandwidth(Stream stream) => stream.Kbps is { } kbps ? (int)(kbps * (0.9 + (0.4 * chance.Share()))) : null;
}
