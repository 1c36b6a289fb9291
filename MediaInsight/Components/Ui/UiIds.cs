using System.Globalization;

namespace MediaInsight.Components.Ui;

/// <summary>Ids that tie a label to its field; unique in the process, so on every page.</summary>
internal static class UiIds
{
    private static long _last;

    public static string Next() => "ui-" + Interlocked.Increment(ref _last).ToString("x", CultureInfo.InvariantCulture);
}
