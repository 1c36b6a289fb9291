namespace MediaInsight.Monitoring.Linux;

/// <summary>What the files below /proc have in common: lines of words.</summary>
internal static class Lines
{
    public static string[] Of(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string[] Words(string line) => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
