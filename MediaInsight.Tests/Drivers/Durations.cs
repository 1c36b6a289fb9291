namespace MediaInsight.Tests.Drivers;

internal static class Durations
{
    public static TimeSpan Hours(this int count) => TimeSpan.FromHours(count);

    public static TimeSpan Minutes(this int count) => TimeSpan.FromMinutes(count);

    public static TimeSpan Seconds(this int count) => TimeSpan.FromSeconds(count);
}
