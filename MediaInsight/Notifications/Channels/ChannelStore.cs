using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Notifications.Delivering;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Channels;

/// <summary>The configured channels: read, checked, stored.</summary>
public sealed class ChannelStore(
    IDbContextFactory<MediaInsightDb> factory,
    DatabaseWriter writer,
    ChannelSecrets secrets,
    IEnumerable<INotificationSender> senders,
    DeliveryEnding ending,
    AuditLog audit,
    TimeProvider time)
{
    /// <summary>Each has a way of its own to its receiver, at the same time as all others.</summary>
    public const int MaxChannels = 100;

    private const int Batch = 100;

    private readonly Dictionary<ChannelKind, INotificationSender> _senders = senders.ToDictionary(s => s.Kind);

    /// <summary>A channel was added, edited or deleted. Raised after the commit; must return at once.</summary>
    public event Action? Changed;

    /// <summary>What a channel can be, in the order of the kinds.</summary>
    public IReadOnlyList<INotificationSender> Kinds { get; } = [.. senders.OrderBy(s => s.Kind)];

    /// <summary>Null: this program cannot send that way.</summary>
    public INotificationSender? SenderOf(ChannelKind kind) => _senders.GetValueOrDefault(kind);

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<ChannelView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var channels = await db.NotificationChannels.AsNoTracking().ToListAsync(cancellationToken);
        return [.. channels.OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase).Select(View)];
    }

    public async Task<ChannelView?> FindAsync(int id, CancellationToken cancellationToken) =>
        await RowAsync(id, cancellationToken) is { } channel ? View(channel) : null;

    /// <summary>What is wrong with it; empty: it can be stored, and a test can be sent.</summary>
    public async Task<IReadOnlyList<ChannelProblem>> CheckAsync(ChannelDraft draft, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return (await ExamineAsync(db, draft, cancellationToken)).Problems;
    }

    public async Task<ChannelSaved> SaveAsync(ChannelDraft draft, AuditContext by, CancellationToken cancellationToken)
    {
        var (channel, problems) = await writer.RunAsync<(NotificationChannel? Row, IReadOnlyList<ChannelProblem> Problems)>(async (db, token) =>
        {
            var (stored, values, found) = await ExamineAsync(db, draft, token);
            if (found.Count > 0 || values is null)
            {
                return (null, found);
            }

            var now = time.GetUtcNow();
            var row = stored ?? new NotificationChannel { Name = "", Kind = draft.Kind, Settings = "{}", CreatedAt = now, UpdatedAt = now };
            Fill(row, draft, values, now);
            if (stored is null)
            {
                db.NotificationChannels.Add(row);
            }

            audit.Add(db, by, stored is null ? AuditActions.ChannelAdded : AuditActions.ChannelEdited, row.Name, Words(row, draft, stored is null));
            await db.SaveChangesAsync(token);
            return (row, found);
        }, cancellationToken);
        if (channel is null)
        {
            return new(null, problems);
        }

        Changed?.Invoke();
        return new(View(channel), []);
    }

    /// <summary>False: there is no such channel.</summary>
    public async Task<bool> SetEnabledAsync(int id, bool isEnabled, AuditContext by, CancellationToken cancellationToken)
    {
        var found = await writer.RunAsync(async (db, token) =>
        {
            if (await db.NotificationChannels.SingleOrDefaultAsync(c => c.Id == id, token) is not { } channel)
            {
                return false;
            }

            channel.IsEnabled = isEnabled;
            channel.PausedUntil = null;
            channel.FailingSince = null;
            channel.UpdatedAt = time.GetUtcNow();
            audit.Add(db, by, AuditActions.ChannelEdited, channel.Name, isEnabled ? "Switched on." : "Switched off.");
            return true;
        }, cancellationToken);
        if (found)
        {
            Changed?.Invoke();
        }

        return found;
    }

    /// <summary>What waits for it is dropped; the log stays. False: there is no such channel.</summary>
    public async Task<bool> DeleteAsync(int id, AuditContext by, CancellationToken cancellationToken)
    {
        // In batches first, so that a long queue keeps no other writer waiting; what comes in between goes with the channel.
        while (await writer.RunAsync((db, token) => ending.DropWaitingAsync(db, id, "The channel was deleted.", Batch, token), cancellationToken) == Batch)
        {
        }

        var found = await writer.RunAsync(async (db, token) =>
        {
            if (await db.NotificationChannels.SingleOrDefaultAsync(c => c.Id == id, token) is not { } channel)
            {
                return false;
            }

            await ending.DropWaitingAsync(db, id, "The channel was deleted.", int.MaxValue, token);
            db.NotificationChannels.Remove(channel);
            audit.Add(db, by, AuditActions.ChannelDeleted, channel.Name, null);
            return true;
        }, cancellationToken);
        if (found)
        {
            Changed?.Invoke();
        }

        return found;
    }

    /// <summary>With everything secret in it, for sending only.</summary>
    internal async Task<NotificationChannel?> RowAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.NotificationChannels.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
    }

    /// <summary>The values a draft would be sent with; null: it has problems.</summary>
    internal async Task<(ChannelSettings Settings, IReadOnlyList<string> Secrets)?> OpenAsync(ChannelDraft draft, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var (_, values, problems) = await ExamineAsync(db, draft, cancellationToken);
        return values is null || problems.Count > 0 ? null : (values.Settings, [.. values.Hidden.Values]);
    }

    private static string? Words(NotificationChannel row, ChannelDraft draft, bool isNew) =>
        isNew ? $"{row.Kind}." : draft.Values.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{row.Kind}; {(row.IsEnabled ? "on" : "off")}.");

    private void Fill(NotificationChannel row, ChannelDraft draft, ChannelValues values, DateTimeOffset now)
    {
        row.Name = draft.Name.Trim();
        row.IsEnabled = draft.IsEnabled;
        row.Settings = ChannelSecrets.Write(values.Shown);
        row.EncryptedSecrets = secrets.Encrypt(values.Hidden);
        row.Events = ChannelEvents.Store(draft.Events);
        row.QuietFrom = draft.QuietFrom;
        row.QuietTo = draft.QuietTo;
        row.QuietDrops = draft.QuietDrops;
        row.UpdatedAt = now;

        // Whoever edits a channel that fails wants to see at once whether it works now.
        row.PausedUntil = null;
        row.FailingSince = null;
    }

    private async Task<(NotificationChannel? Stored, ChannelValues? Values, IReadOnlyList<ChannelProblem> Problems)> ExamineAsync(MediaInsightDb db, ChannelDraft draft, CancellationToken cancellationToken)
    {
        var stored = draft.Id is { } id ? await db.NotificationChannels.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) : null;
        if (draft.Id is not null && stored is null)
        {
            return (null, null, [new("name", "This channel no longer exists.")]);
        }

        if (SenderOf(stored?.Kind ?? draft.Kind) is not { } sender)
        {
            return (stored, null, [new("kind", "This program cannot send that way.")]);
        }

        var problems = new List<ChannelProblem>();
        var name = draft.Name.Trim();
        var others = await db.NotificationChannels.Where(c => c.Id != draft.Id).Select(c => c.Name).ToListAsync(cancellationToken);
        if (name.Length is 0 or > 100 || name.Any(char.IsControl))
        {
            problems.Add(new("name", "Give the channel a name of 1 to 100 characters."));
        }
        else if (others.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            problems.Add(new("name", $"There is a channel called “{name}” already."));
        }

        if (stored is null && others.Count >= MaxChannels)
        {
            problems.Add(new("name", $"There are {MaxChannels} channels already, which is as many as there can be."));
        }

        if (ChannelEvents.Problem(draft.Events) is { } wrong)
        {
            problems.Add(new("events", wrong));
        }

        if (draft.QuietFrom is null != draft.QuietTo is null)
        {
            problems.Add(new(draft.QuietFrom is null ? "quiet_from" : "quiet_to", "Quiet hours need a begin and an end."));
        }
        else if (draft.QuietFrom is not null && draft.QuietFrom == draft.QuietTo)
        {
            problems.Add(new("quiet_to", "Quiet hours must end at another time than they begin."));
        }

        var values = ChannelValues.Of(
            sender, draft, stored is null ? new Dictionary<string, string>() : ChannelSecrets.Shown(stored), stored is null ? new Dictionary<string, string>() : secrets.Hidden(stored) ?? new Dictionary<string, string>());
        problems.AddRange(values.Problems);
        return (stored, values, problems);
    }

    private ChannelView View(NotificationChannel channel)
    {
        var hidden = secrets.Hidden(channel);
        return new()
        {
            Id = channel.Id,
            Name = channel.Name,
            Kind = channel.Kind,
            KindName = SenderOf(channel.Kind)?.Name ?? channel.Kind.ToString(),
            IsEnabled = channel.IsEnabled,
            Values = ChannelSecrets.Shown(channel),
            SecretsSet = hidden?.Where(v => v.Value.Length > 0).Select(v => v.Key).ToHashSet(StringComparer.Ordinal) ?? [],
            AreSecretsUnreadable = hidden is null,
            Events = ChannelEvents.Parse(channel.Events) ?? ChannelEvents.Everything,
            QuietFrom = channel.QuietFrom,
            QuietTo = channel.QuietTo,
            QuietDrops = channel.QuietDrops,
            PausedUntil = channel.PausedUntil,
            FailingSince = channel.FailingSince,
            CreatedAt = channel.CreatedAt,
            UpdatedAt = channel.UpdatedAt,
        };
    }
}
