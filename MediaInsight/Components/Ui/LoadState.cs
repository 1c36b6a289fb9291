namespace MediaInsight.Components.Ui;

/// <summary>What a panel knows about its content: on its way, there, not to be had, or there but old.</summary>
public sealed record LoadState<T>
{
    public bool HasValue { get; internal init; }
    public T? Value { get; internal init; }
    public LoadFailure? Failure { get; internal init; }

    /// <summary>When a value that could not be renewed was read.</summary>
    public DateTimeOffset? AsOf { get; internal init; }

    public bool IsLoading { get; internal init; }

    /// <summary>The old value stays in sight while a newer one is fetched.</summary>
    public LoadState<T> Reloading() => this with { IsLoading = true };

    /// <summary>The old value stays, said to be old; without one this is a failure.</summary>
    public LoadState<T> Stale(string what, DateTimeOffset asOf) => HasValue ? this with { IsLoading = false, AsOf = AsOf ?? asOf, Failure = new LoadFailure(what, null, null) } : LoadState.Failed<T>(what, since: asOf);

    /// <summary>The database did not answer: the old value stays, said to be old; without one this is a failure.</summary>
    public LoadState<T> Unread(string what, string detail, DateTimeOffset at) =>
        HasValue ? Stale("the database did not answer", at) : LoadState.Failed<T>(what, detail, at);
}

public static class LoadState
{
    /// <summary>Nothing yet.</summary>
    public static LoadState<T> Loading<T>() => new() { IsLoading = true };

    public static LoadState<T> Loaded<T>(T value, DateTimeOffset? asOf = null) => new() { HasValue = true, Value = value, AsOf = asOf };

    public static LoadState<T> Failed<T>(string what, string? detail = null, DateTimeOffset? since = null) => new() { Failure = new LoadFailure(what, detail, since) };
}

/// <param name="What">"Can't reach Living room Plex (connection refused)".</param>
/// <param name="Detail">What to do about it.</param>
/// <param name="Since">Since when.</param>
public sealed record LoadFailure(string What, string? Detail, DateTimeOffset? Since);
