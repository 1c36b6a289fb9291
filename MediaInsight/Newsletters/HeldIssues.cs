using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Notifications;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Newsletters;

/// <summary>
/// Issues that were due while their channel was off or missing. Each is a line in the log of deliveries: first that it waits, then,
/// should the channel stay away too long, that it was skipped. Once the issue is sent the line is gone.
/// </summary>
public sealed class HeldIssues(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, TimeProvider time)
{
    private const string Mark = ":held";

    /// <summary>Numbers of the newsletters, each with the days of the issues that wait.</summary>
    public async Task<ILookup<int, DateOnly>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var keys = await Waiting(db).AsNoTracking().Select(d => d.Key).ToListAsync(cancellationToken);
        return keys.Select(k => k.Split(':')).ToLookup(p => int.Parse(p[1], CultureInfo.InvariantCulture), p => DateOnly.ParseExact(p[2], "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    public Task HoldAsync(Newsletter newsletter, DateOnly day, CancellationToken cancellationToken) => writer.RunAsync(
        async (db, token) =>
        {
            var key = Key(newsletter.Id, day);
            if (await db.NotificationDeliveries.AnyAsync(d => d.Key == key, token))
            {
                return;
            }

            db.NotificationDeliveries.Add(new()
            {
                Key = key,
                ChannelId = newsletter.ChannelId,
                ChannelName = newsletter.ChannelId is { } id ? await db.NotificationChannels.Where(c => c.Id == id).Select(c => c.Name).SingleOrDefaultAsync(token) ?? "" : "",
                Topic = NewsletterSending.Topic,
                Title = Text.Clean(newsletter.Name, 300) ?? "",

                // No notice at all: it cannot be sent again by hand.
                Notice = "",
                Priority = NoticePriority.Low,
                State = DeliveryState.Dropped,
                CreatedAt = time.GetUtcNow(),
                Error = $"The channel is off or missing. The issue is sent when it is back within {NewsletterSchedule.HoldFor(newsletter).TotalDays:0} days.",
            });
        },
        cancellationToken);

    /// <summary>False: it was skipped before.</summary>
    public Task<bool> SkipAsync(int newsletter, DateOnly day, string why, CancellationToken cancellationToken)
    {
        var (key, now) = (Key(newsletter, day), time.GetUtcNow());
        return writer.RunAsync(
            async (db, token) => await Waiting(db).Where(d => d.Key == key).ExecuteUpdateAsync(s => s.SetProperty(d => d.EndedAt, now).SetProperty(d => d.Error, why), token) > 0,
            cancellationToken);
    }

    public Task ReleaseAsync(int newsletter, DateOnly day, CancellationToken cancellationToken)
    {
        var key = Key(newsletter, day);
        return writer.RunAsync((db, token) => Waiting(db).Where(d => d.Key == key).ExecuteDeleteAsync(token), cancellationToken);
    }

    private static string Key(int newsletter, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"newsletter:{newsletter}:{day:yyyy-MM-dd}{Mark}");

    private static IQueryable<NotificationDelivery> Waiting(MediaInsightDb db) =>
        db.NotificationDeliveries.Where(d => d.Topic == NewsletterSending.Topic && d.State == DeliveryState.Dropped && d.EndedAt == null && d.Key.EndsWith(Mark));
}
