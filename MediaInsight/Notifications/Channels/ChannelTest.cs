using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Notifications.Delivering;

namespace MediaInsight.Notifications.Channels;

/// <summary>Sends a standard message at once, whatever the hour, and shows what went out and what came back.</summary>
public sealed class ChannelTest(ChannelStore store, ChannelSecrets secrets, Attempt attempt, DatabaseWriter writer, AuditLog audit, LiveFeed<DeliveriesSignal> live, TimeProvider time)
{
    public const string Topic = "test";

    /// <summary>Of a stored channel, switched on or not; null: there is no such channel.</summary>
    public async Task<SendOutcome?> SendAsync(int channelId, AuditContext by, CancellationToken cancellationToken)
    {
        if (await store.RowAsync(channelId, cancellationToken) is not { } channel)
        {
            return null;
        }

        return secrets.Open(channel) is { } open
            ? await SendAsync(channel.Id, channel.Name, channel.Kind, open, by, cancellationToken)
            : new(SendResult.Refused, "", null, ChannelWords.UnreadableSecrets);
    }

    /// <summary>Of what stands in a form and is not stored; secrets left blank are the stored ones.</summary>
    public async Task<SendOutcome> SendAsync(ChannelDraft draft, AuditContext by, CancellationToken cancellationToken)
    {
        if (await store.OpenAsync(draft, cancellationToken) is not { } open)
        {
            var problems = await store.CheckAsync(draft, cancellationToken);
            return new(SendResult.Refused, "", null, string.Join(" ", problems.Select(p => p.Message)));
        }

        var kind = draft.Id is { } id && await store.FindAsync(id, cancellationToken) is { } stored ? stored.Kind : draft.Kind;
        return await SendAsync(draft.Id, draft.Name.Trim(), kind, open, by, cancellationToken);
    }

    internal static Notice Message(string channel, DateTimeOffset at) => new()
    {
        Topic = Topic,
        Title = "Test of a notification channel",
        Text = $"This is a test message from MediaInsight. If you can read it, the channel “{channel}” works.",
        At = at,
        Tone = NoticeTone.Info,
        Fields = [new("Channel", channel)],
        Values = new Dictionary<string, string> { ["channel"] = channel },
    };

    private async Task<SendOutcome> SendAsync(int? channelId, string name, ChannelKind kind, (ChannelSettings Settings, IReadOnlyList<string> Secrets) open, AuditContext by, CancellationToken cancellationToken)
    {
        if (store.SenderOf(kind) is not { } sender)
        {
            return new(SendResult.Refused, "", null, ChannelWords.NoSender);
        }

        var now = time.GetUtcNow();
        var notice = Message(name, now);
        var key = $"test:{Guid.CreateVersion7(now)}";
        var outcome = await attempt.SendAsync(sender, new(notice, open.Settings, key, open.Secrets), cancellationToken);
        await writer.RunAsync(async (db, token) =>
        {
            // Deleted in the meantime, it leaves its line in the log all the same.
            var known = channelId is { } id && await db.NotificationChannels.FindAsync([id], token) is not null;
            db.NotificationDeliveries.Add(new()
            {
                Key = key,
                ChannelId = known ? channelId : null,
                ChannelName = Text.Clean(name, Text.MaxName) ?? "",
                Topic = Topic,
                Title = notice.Title,
                Notice = JsonSerializer.Serialize(notice),
                CreatedAt = now,
                State = outcome.Result == SendResult.Taken ? DeliveryState.Sent : DeliveryState.Dead,
                Attempts = 1,
                EndedAt = time.GetUtcNow(),
                Request = outcome.Request,
                Answer = outcome.Answer,
                Error = outcome.Error,
            });
            audit.Add(db, by, AuditActions.ChannelTested, name, outcome.Result == SendResult.Taken ? "Taken." : outcome.Error);
        }, cancellationToken);
        live.Publish(new(live.Version));
        return outcome;
    }
}
