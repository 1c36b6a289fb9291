using MediaInsight.Domain;
using MediaInsight.Sessions;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>Rows of the server's own history as plays: it keeps begin, end, position and what was listened to.</summary>
internal static class ListenedRows
{
    /// <summary>Null for what nobody heard, has no times, or whose account is gone.</summary>
    public static PlayedSnapshot? Map(PlaybackSessionDto row, ServerClock clock, Func<string, string?> nameOf)
    {
        var listened = Epoch.Seconds(row.TimeListening);
        if (listened <= 0 || clock.ToOurs(row.StartedAt) is not { } started || clock.ToOurs(row.UpdatedAt) is not { } stopped || stopped < started
            || Text.Clean(row.UserId, Text.MaxName) is not { } user || (Text.Clean(row.User?.Username, Text.MaxName) ?? nameOf(user)) is not { } name)
        {
            return null;
        }

        var length = Epoch.Seconds(row.Duration);
        var position = Epoch.Seconds(row.CurrentTime);
        return new()
        {
            SourceId = "session:" + row.Id,
            User = new(user, name),
            Media = AudiobookshelfMedia.OfSession(row, ItemDetails.Unknown),

            // Not the address: the server overwrites it in old rows with each new connection of the device.
            Device = AudiobookshelfSessionMapper.Device(row.DeviceInfo ?? new()),
            StartedAt = started,
            StoppedAt = stopped,

            // The server believes its clients; nobody listens longer than the time that went by.
            WatchedMs = (long)Math.Min(listened * 1000, (stopped - started).TotalMilliseconds),
            StartPosition = Epoch.Span(Epoch.Seconds(row.StartTime)),
            Position = Epoch.Span(length > 0 ? Math.Min(position, length) : position),
            Duration = length > 0 ? Epoch.Span(length) : null,
        };
    }
}
