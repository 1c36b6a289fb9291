using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Sessions;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History;

/// <summary>
/// What was ended by hand while its server went on listing it, for the next start: the play's <see cref="ActivePlay"/> stays
/// as long as the tracker remembers it, with nothing in it but the key and how the session stood.
/// </summary>
internal static class EndedPlayMemory
{
    private const string NoClocks = "{}";

    public static async Task<EndedPlay> KeepAsync(MediaInsightDb db, long number, ActiveSession session, CancellationToken cancellationToken)
    {
        var ended = EndedSession.Of(session);
        var json = JsonSerializer.Serialize(ended);
        await db.ActivePlays.Where(a => a.PlayNumber == number).ExecuteUpdateAsync(
            s => s.SetProperty(a => a.UserKey, session.Key.User).SetProperty(a => a.ItemKey, session.Key.Item).SetProperty(a => a.SessionJson, json).SetProperty(a => a.ClocksJson, NoClocks),
            cancellationToken);
        return new(number, session.ServerId, session.Key, ended);
    }

    /// <returns>In the order of their plays. What cannot be read is left out: then the ghost is a new play.</returns>
    public static async Task<IReadOnlyList<EndedPlay>> ReadAsync(IDbContextFactory<MediaInsightDb> factory, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await (from active in db.ActivePlays.AsNoTracking()
                          join play in db.Plays.AsNoTracking() on active.PlayNumber equals play.Number
                          where play.StoppedAt != null && play.StopReason == StopReason.ByHand
                          orderby play.Number
                          select active).ToListAsync(cancellationToken);
        return [.. rows.Select(r => Read(r.SessionJson) is { } ended ? new EndedPlay(r.PlayNumber, r.ServerId, new(r.Slot, r.UserKey, r.ItemKey), ended with { Missed = 0 }) : null).OfType<EndedPlay>()];
    }

    private static EndedSession? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<EndedSession>(json);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

/// <summary>A play that was ended by hand, and under which key its server listed it on.</summary>
internal sealed record EndedPlay(long Number, ServerId Server, SessionKey Key, EndedSession Session);
