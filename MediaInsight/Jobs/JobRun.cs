namespace MediaInsight.Jobs;

public enum JobOutcome
{
    Running = 0,
    Done = 1,
    Failed = 2,
    Interrupted = 3,
}

/// <summary>One run of a job, for the Jobs page.</summary>
public sealed class JobRun
{
    public long Id { get; init; }
    public required string Job { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public JobOutcome Outcome { get; set; }

    /// <summary>What was done, or what went wrong, in a sentence.</summary>
    public string? Message { get; set; }
}
