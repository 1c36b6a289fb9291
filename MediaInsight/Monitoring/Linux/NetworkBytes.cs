using System.Globalization;

namespace MediaInsight.Monitoring.Linux;

/// <summary>Bytes that went through the network cards since the machine started.</summary>
internal readonly record struct NetworkBytes(long Received, long Sent)
{
    private const int ReceivedColumn = 0;
    private const int SentColumn = 8;
    private const int Columns = 16;

    // Built on top of cards or of nothing: what goes through them goes through a card too, or never leaves the machine.
    private static readonly string[] NotCards = ["lo", "veth", "docker", "br", "virbr", "vnet", "ifb", "dummy", "cni", "flannel", "cali", "tun", "tap", "wg", "tailscale", "bond", "sit", "ip6tnl"];

    /// <summary>
    /// <code>Inter-|   Receive                                                |  Transmit
    ///  face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    ///   eth0: 825197668  161508    0    0    0     0          0         0 14305092  155461    0    0    0     0       0          0</code>
    /// A wide number leaves no blank behind the colon. Null: no card.
    /// </summary>
    public static NetworkBytes? Parse(string text)
    {
        NetworkBytes? sum = null;
        foreach (var line in Lines.Of(text))
        {
            var colon = line.LastIndexOf(':');
            if (colon <= 0 || !IsCard(line[..colon].Trim()))
            {
                continue;
            }

            var words = Lines.Words(line[(colon + 1)..]);
            if (words.Length >= Columns
                && long.TryParse(words[ReceivedColumn], NumberStyles.None, CultureInfo.InvariantCulture, out var received)
                && long.TryParse(words[SentColumn], NumberStyles.None, CultureInfo.InvariantCulture, out var sent))
            {
                sum = new((sum?.Received ?? 0) + received, (sum?.Sent ?? 0) + sent);
            }
        }

        return sum;
    }

    /// <summary>Bytes per second; null where no time went by, or the counters went back (a card that was taken out).</summary>
    public (long? Received, long? Sent) PerSecondSince(NetworkBytes before, TimeSpan elapsed) => (Rate(Received - before.Received, elapsed), Rate(Sent - before.Sent, elapsed));

    private static long? Rate(long bytes, TimeSpan elapsed) => bytes >= 0 && elapsed > TimeSpan.Zero ? (long)(bytes / elapsed.TotalSeconds) : null;

    // A point parts a card from its virtual network: eth0.10.
    private static bool IsCard(string name) => !name.Contains('.', StringComparison.Ordinal) && !NotCards.Any(n => name.StartsWith(n, StringComparison.Ordinal));
}
