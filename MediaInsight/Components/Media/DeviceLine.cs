using MediaInsight.Domain;
using MediaInsight.History;

namespace MediaInsight.Components.Media;

/// <summary>"Living room TV · Plex for Roku · Roku": what is told, without saying a word twice.</summary>
public static class DeviceLine
{
    /// <summary>Null when nothing is told.</summary>
    public static string? Of(DeviceRef device) => Of(device.Name, device.ClientName, device.Platform ?? device.Model);

    public static string? Of(HistoryRow row) => Of(row.DeviceName, row.ClientName, row.Platform);

    private static string? Of(params ReadOnlySpan<string?> parts)
    {
        var told = new List<string>();
        foreach (var part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part) && !told.Exists(t => t.Contains(part, StringComparison.OrdinalIgnoreCase)))
            {
                // A later part may say more of the same: "Chrome" and then "Chrome on Windows".
                told.RemoveAll(t => part.Contains(t, StringComparison.OrdinalIgnoreCase));
                told.Add(part);
            }
        }

        return told.Count == 0 ? null : string.Join(" · ", told);
    }
}
