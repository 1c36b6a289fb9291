namespace MediaInsight.Servers;

/// <summary>From the first instant to before the last.</summary>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;
}

/// <summary>Gaps as stretches that do not overlap.</summary>
public static class UnobservedTime
{
    /// <summary>Within the given time, oldest first. The time before the server was added belongs to it.</summary>
    public static IReadOnlyList<Stretch> Of(IEnumerable<ServerGap> gaps, DateTimeOffset addedAt, DateTimeOffset since, DateTimeOffset now) =>
        Merge(gaps.Select(g => new Stretch(g.StartedAt, g.EndedAt ?? now)).Append(new(since, addedAt)), since, now);

    /// <summary>Clipped to the given time, touching ones joined, oldest first.</summary>
    public static IReadOnlyList<Stretch> Merge(IEnumerable<Stretch> stretches, DateTimeOffset since, DateTimeOffset now)
    {
        var merged = new List<Stretch>();
        foreach (var stretch in stretches.OrderBy(s => s.From))
        {
            var from = stretch.From < since ? since : stretch.From;
            var to = stretch.To > now ? now : stretch.To;
            if (to <= from)
            {
                continue;
            }

            if (merged is [.., var last] && from <= last.To)
            {
                merged[^1] = last with { To = to > last.To ? to : last.To };
            }
            else
            {
                merged.Add(new(from, to));
            }
        }

        return merged;
    }

    public static TimeSpan Sum(IEnumerable<Stretch> stretches) => stretches.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Length);
}
