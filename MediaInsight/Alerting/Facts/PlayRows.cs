using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Libraries;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Alerting.Facts;

/// <summary>A play with what it points at.</summary>
internal sealed record PlayRow(
    Play Play, string Account, ViewerId Viewer, string Person, bool IsIncognito, MediaItem Item, string Server, ServerKind Product, PlayDevice? Device, string? Library, ActivePlay? Memory)
{
    /// <summary>Of a play that runs; null for an ended one.</summary>
    public ActiveSession? Session { get; init; }
    public string? Address => Play.IpAddress ?? Session?.Latest.Network.Address;
    public NetworkLocation? Location => Play.Location ?? Session?.Latest.Network.Location;
    public IReadOnlyList<PlaySegment> Segments { get; init; } = [];
    public IReadOnlyList<TranscodeRecord> Transcodes { get; init; } = [];

    /// <summary>The stretch an instant lies in: the one that had begun last.</summary>
    public PlaySegment? SegmentAt(DateTimeOffset at) => Segments.LastOrDefault(s => s.StartedAt <= at) ?? (Segments.Count > 0 ? Segments[0] : null);
}

/// <summary>Reads the plays that events are about, all at once.</summary>
internal static class PlayRows
{
    public static async Task<Dictionary<PlayId, PlayRow>> ReadAsync(MediaInsightDb db, IReadOnlyCollection<PlayId> ids, CancellationToken cancellationToken)
    {
        var rows = await (from play in db.Plays.AsNoTracking()
                          where ids.Contains(play.Id)
                          join user in db.ServerUsers.AsNoTracking() on play.UserId equals user.Id
                          join viewer in db.Viewers.AsNoTracking() on user.ViewerId equals viewer.Id
                          join item in db.MediaItems.AsNoTracking() on play.MediaItemId equals item.Id
                          join server in db.Servers.AsNoTracking() on play.ServerId equals server.Id
                          join device in db.PlayDevices.AsNoTracking() on play.DeviceId equals device.Id into devices
                          from device in devices.DefaultIfEmpty()
                          join library in db.Libraries.AsNoTracking() on play.LibraryId equals (LibraryId?)library.Id into libraries
                          from library in libraries.DefaultIfEmpty()
                          join memory in db.ActivePlays.AsNoTracking() on play.Number equals memory.PlayNumber into memories
                          from memory in memories.DefaultIfEmpty()
                          select new PlayRow(play, user.Name, viewer.Id, viewer.Name, viewer.HiddenName != null, item, server.Name, server.Kind, device, library == null ? null : library.Name, memory))
            .ToListAsync(cancellationToken);
        var numbers = rows.ConvertAll(r => r.Play.Number);
        var segments = (await db.PlaySegments.AsNoTracking().Where(s => numbers.Contains(s.PlayNumber)).OrderBy(s => s.Ordinal).ToListAsync(cancellationToken)).ToLookup(s => s.PlayNumber);
        var transcodes = (await db.TranscodeRecords.AsNoTracking().Where(t => numbers.Contains(t.PlayNumber)).ToListAsync(cancellationToken)).ToLookup(t => t.PlayNumber);
        return rows.ToDictionary(r => r.Play.Id, r => r with
        {
            Session = r.Play.StoppedAt is null && r.Memory is { } memory ? ActivePlayMemory.Read(memory) : null,
            Segments = [.. segments[r.Play.Number]],
            Transcodes = [.. transcodes[r.Play.Number]],
        });
    }

    public static async Task<Dictionary<long, StreamDetails>> ProfilesAsync(MediaInsightDb db, IEnumerable<PlayRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.SelectMany(r => r.Segments).Select(s => s.StreamProfileId).Distinct().ToList();
        var found = await db.StreamProfiles.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.DetailsJson }).ToListAsync(cancellationToken);
        return found.ToDictionary(p => p.Id, p => Details(p.DetailsJson));
    }

    private static StreamDetails Details(string json)
    {
        try
        {
            return StreamProfile.Read(json);
        }
        catch (System.Text.Json.JsonException)
        {
            // Written by a version that thought differently: the stream is not told.
            return StreamDetails.Unknown;
        }
    }
}
