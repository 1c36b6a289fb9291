namespace MediaInsight.Platform;

/// <summary>A piece of work that runs by schedule and can be started by hand on the Jobs page.</summary>
public interface IJob
{
    /// <summary>Stable, lower case with dashes: stored with the runs.</summary>
    string Name { get; }

    /// <summary>One sentence for the Jobs page.</summary>
    string Description { get; }

    JobSchedule Schedule { get; }

    /// <summary>Returns one sentence about what was done.</summary>
    Task<string> RunAsync(CancellationToken cancellationToken);
}

/// <param name="Every">Pause between runs; null: daily.</param>
/// <param name="DailyAt">Time of day in the site's zone; null: by interval.</param>
/// <param name="AtStart">Also shortly after the program starts.</param>
public sealed record JobSchedule(TimeSpan? Every, TimeOnly? DailyAt, bool AtStart)
{
    public static JobSchedule EveryMinutes(int minutes, bool atStart = true) => new(TimeSpan.FromMinutes(minutes), null, atStart);

    public static JobSchedule Daily(int hour, int minute, bool atStart = false) => new(null, new(hour, minute), atStart);
}
