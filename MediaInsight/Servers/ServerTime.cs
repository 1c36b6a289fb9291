namespace MediaInsight.Servers;

/// <summary>Puts a server's instants on our clock.</summary>
internal static class ServerTime
{
    /// <summary>The Date header tells whole seconds: smaller differences are rounding.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(2);

    /// <param name="offset">Server minus ours; null when it is not known.</param>
    public static DateTimeOffset ToOurs(DateTimeOffset told, TimeSpan? offset) => offset is { } o && o.Duration() > Rounding ? told - o : told;
}
