using System.Text.Json;
using System.Text.Json.Serialization;
using MediaInsight.Data;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>The tracker's memory as it is stored for the next start (<see cref="ActivePlay"/>).</summary>
internal static class ActivePlayMemory
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // A conversion speed that is no number must not keep its play out of the history.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string Write(ActiveSession session) => JsonSerializer.Serialize(session, Json);

    public static string Write(SessionClocks clocks) => JsonSerializer.Serialize(clocks, Json);

    /// <summary>Whether the slow part of the memory may stay as it was written.</summary>
    public static bool SameFacts(ActiveSession a, ActiveSession b) =>
        a.Segment == b.Segment && a.Key == b.Key && a.StartedAt == b.StartedAt && a.Latest.Media == b.Latest.Media && a.Latest.Device == b.Latest.Device
        && a.Latest.User == b.Latest.User && a.Latest.Network == b.Latest.Network && a.Latest.Duration == b.Latest.Duration && a.Latest.Stream == b.Latest.Stream;

    /// <summary>Null when it was written by a version that thought differently, or is damaged.</summary>
    public static ActiveSession? Read(ActivePlay row)
    {
        try
        {
            if (JsonSerializer.Deserialize<ActiveSession>(row.SessionJson, Json) is not { } session || Clocks(row.ClocksJson) is not { } clocks)
            {
                return null;
            }

            var latest = session.Latest with { State = clocks.State, Position = clocks.PositionMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null };
            return session with { ServerId = row.ServerId, Latest = latest, Clocks = clocks, IsUnseen = true, Missed = 0 };
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    public static SessionClocks? Clocks(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SessionClocks>(json, Json);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <returns>What goes on, and the numbers of plays that cannot: unreadable, doubled, or without any memory.</returns>
    public static async Task<(IReadOnlyList<RunningPlay> Found, IReadOnlyList<long> Lost)> ReadAsync(IDbContextFactory<MediaInsightDb> factory, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await (from play in db.Plays.AsNoTracking()
                          where play.StoppedAt == null
                          join active in db.ActivePlays.AsNoTracking() on play.Number equals active.PlayNumber into memories
                          from memory in memories.DefaultIfEmpty()
                          orderby play.Number descending
                          select new { play.Number, play.Id, play.MediaItemId, Memory = memory }).ToListAsync(cancellationToken);
        var found = new List<RunningPlay>();
        var lost = new List<long>();
        var taken = new HashSet<(Domain.ServerId, SessionKey)>();
        foreach (var row in rows)
        {
            if (row.Memory is { } memory && Read(memory) is { } session && session.Id == row.Id && taken.Add((session.ServerId, session.Key)))
            {
                found.Add(new(row.Number, row.MediaItemId, session));
            }
            else
            {
                lost.Add(row.Number);
            }
        }

        return (found, lost);
    }
}
