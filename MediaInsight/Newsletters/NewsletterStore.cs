using System.Globalization;
using System.Text.Json;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Email;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Newsletters;

/// <summary>A newsletter as a form fills it in.</summary>
public sealed record NewsletterDraft
{
    public int? Id { get; init; }
    public string Name { get; init; } = "";
    public NewsletterKind Kind { get; init; } = NewsletterKind.RecentlyAdded;
    public bool IsEnabled { get; init; } = true;
    public int? ChannelId { get; init; }
    public int EveryDays { get; init; } = NewsletterSchedule.Weekly;
    public int OnDay { get; init; } = 1;
    public TimeOnly At { get; init; } = new(9, 0);
    public string? Culture { get; init; }
    public IReadOnlyList<NewsletterRecipient> Recipients { get; init; } = [];

    /// <summary>Empty: all.</summary>
    public IReadOnlyList<LibraryId> Libraries { get; init; } = [];
    public int? ReportId { get; init; }
    public string? Intro { get; init; }
}

/// <summary>A mail that went out, or waits to.</summary>
public sealed record NewsletterMail(long DeliveryId, string Title, DateTimeOffset CreatedAt, DeliveryState State, DateTimeOffset? EndedAt, string? Error);

/// <param name="Field">Snake case, as the form calls it.</param>
public sealed record NewsletterProblem(string Field, string Message);

/// <summary>The newsletters: read, checked, stored.</summary>
public sealed class NewsletterStore(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, AuditLog audit, TimeProvider time)
{
    public const int MaxNewsletters = 50;
    public const int MaxRecipients = 100;
    public const int MaxIntro = 2000;
    private const int Listed = 50;

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<Newsletter>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return [.. (await db.Newsletters.AsNoTracking().ToListAsync(cancellationToken)).OrderBy(n => n.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    public async Task<Newsletter?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Newsletters.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, cancellationToken);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<NewsletterMail>> MailsAsync(int id, CancellationToken cancellationToken)
    {
        var keys = string.Create(CultureInfo.InvariantCulture, $"newsletter:{id}:%");
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.NotificationDeliveries.AsNoTracking().Where(d => d.Topic == NewsletterSending.Topic && EF.Functions.Like(d.Key, keys))
            .OrderByDescending(d => d.Id).Take(Listed).Select(d => new NewsletterMail(d.Id, d.Title, d.CreatedAt, d.State, d.EndedAt, d.Error)).ToListAsync(cancellationToken);
    }

    /// <summary>Its number, or what is wrong.</summary>
    public async Task<(int? Id, IReadOnlyList<NewsletterProblem> Problems)> SaveAsync(NewsletterDraft draft, AuditContext by, CancellationToken cancellationToken)
    {
        var problems = Check(draft).ToList();
        if (problems.Count > 0)
        {
            return (null, problems);
        }

        return await writer.RunAsync<(int?, IReadOnlyList<NewsletterProblem>)>(
            async (db, token) =>
            {
                if (!await db.NotificationChannels.AnyAsync(c => c.Id == draft.ChannelId && c.Kind == ChannelKind.Email, token))
                {
                    return (null, [new("channel", "Choose an e-mail channel.")]);
                }

                if (draft.Id is null && await db.Newsletters.CountAsync(token) >= MaxNewsletters)
                {
                    return (null, [new("name", $"There are {MaxNewsletters} newsletters already, which is as many as there can be.")]);
                }

                var row = draft.Id is { } id ? await db.Newsletters.SingleOrDefaultAsync(n => n.Id == id, token) : null;
                if (draft.Id is not null && row is null)
                {
                    return (null, [new("name", "This newsletter no longer exists.")]);
                }

                if (draft.Kind == NewsletterKind.SavedReport && !await db.Reports.AnyAsync(r => r.Id == draft.ReportId && (r.OwnerId == by.UserId || r.Id == (row == null ? null : row.ReportId)), token))
                {
                    return (null, [new("report", "Choose one of your reports.")]);
                }

                var isNew = row is null;
                row ??= db.Newsletters.Add(new() { Name = "", Kind = draft.Kind, Recipients = "[]", CreatedAt = time.GetUtcNow() }).Entity;
                Fill(row, draft);
                audit.Add(db, by, isNew ? NewsletterActions.Added : NewsletterActions.Edited, row.Name, $"{draft.Recipients.Count} recipients.");
                await db.SaveChangesAsync(token);
                return (row.Id, []);
            },
            cancellationToken);
    }

    public Task<bool> DeleteAsync(int id, AuditContext by, CancellationToken cancellationToken) => writer.RunAsync(
        async (db, token) =>
        {
            if (await db.Newsletters.SingleOrDefaultAsync(n => n.Id == id, token) is not { } row)
            {
                return false;
            }

            db.Newsletters.Remove(row);
            audit.Add(db, by, NewsletterActions.Deleted, row.Name, null);
            return true;
        },
        cancellationToken);

    /// <summary>As it would be stored, for a preview.</summary>
    public Newsletter Example(NewsletterDraft draft)
    {
        var row = new Newsletter { Id = draft.Id ?? 0, Name = "", Kind = draft.Kind, Recipients = "[]", CreatedAt = time.GetUtcNow() };
        Fill(row, draft);
        return row;
    }

    public static NewsletterDraft DraftOf(Newsletter newsletter) => new()
    {
        Id = newsletter.Id,
        Name = newsletter.Name,
        Kind = newsletter.Kind,
        IsEnabled = newsletter.IsEnabled,
        ChannelId = newsletter.ChannelId,
        EveryDays = newsletter.EveryDays,
        OnDay = newsletter.OnDay,
        At = newsletter.At,
        Culture = newsletter.Culture,
        Recipients = NewsletterRecipient.Read(newsletter.Recipients),
        Libraries = NewsletterPages.Libraries(newsletter),
        ReportId = newsletter.ReportId,
        Intro = newsletter.Intro,
    };

    private static void Fill(Newsletter row, NewsletterDraft draft)
    {
        row.Name = Text.Clean(draft.Name, Text.MaxName) ?? "";
        row.Kind = draft.Kind;
        row.IsEnabled = draft.IsEnabled;
        row.ChannelId = draft.ChannelId;
        row.EveryDays = draft.Kind == NewsletterKind.YearInReview ? NewsletterSchedule.Yearly : draft.EveryDays;
        row.OnDay = draft.OnDay;
        row.At = draft.At;
        row.Culture = string.IsNullOrEmpty(draft.Culture) ? null : draft.Culture;
        row.Recipients = NewsletterRecipient.Write(draft.Recipients.Select(r => r with { Address = MailAddresses.Read(r.Address) ?? r.Address, Name = Text.Clean(r.Name, Text.MaxName) }));
        row.Libraries = draft.Libraries.Count == 0 ? null : JsonSerializer.Serialize(draft.Libraries.Select(l => l.Value));
        row.ReportId = draft.Kind == NewsletterKind.SavedReport ? draft.ReportId : null;
        row.Intro = string.IsNullOrWhiteSpace(draft.Intro) ? null : draft.Intro.Trim();
    }

    private static IEnumerable<NewsletterProblem> Check(NewsletterDraft draft)
    {
        if (draft.Name.Trim().Length is 0 or > 100 || draft.Name.Any(char.IsControl))
        {
            yield return new("name", "Give the newsletter a name of 1 to 100 characters.");
        }

        var every = draft.Kind == NewsletterKind.YearInReview ? NewsletterSchedule.Yearly : draft.EveryDays;
        var (least, most) = every switch
        {
            NewsletterSchedule.Yearly => (1, 12),
            NewsletterSchedule.Monthly => (1, 28),
            _ => (0, 6),
        };
        if (every is not (NewsletterSchedule.Weekly or NewsletterSchedule.Monthly or NewsletterSchedule.Yearly) || draft.OnDay < least || draft.OnDay > most)
        {
            yield return new("day", "Choose when it is sent.");
        }

        if (draft.ChannelId is null)
        {
            yield return new("channel", "Choose an e-mail channel.");
        }

        if (draft.Culture is { Length: > 0 } culture && !Cultures.IsKnown(culture))
        {
            yield return new("culture", $"'{culture}' is no known culture.");
        }

        if (draft.Intro?.Length > MaxIntro)
        {
            yield return new("intro", $"At most {MaxIntro} characters.");
        }

        var wrong = draft.Recipients.FirstOrDefault(r => MailAddresses.Read(r.Address) is null);
        if (draft.Recipients.Count is 0 or > MaxRecipients)
        {
            yield return new("recipients", $"A newsletter has 1 to {MaxRecipients} recipients.");
        }
        else if (wrong is not null)
        {
            yield return new("recipients", $"'{wrong.Address}' is no e-mail address.");
        }
        else if (draft.Recipients.GroupBy(r => r.Address.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            yield return new("recipients", $"{twice.Key} stands in the list twice.");
        }
    }
}

/// <summary>Words of the audit log.</summary>
public static class NewsletterActions
{
    public const string Added = "newsletter.add";
    public const string Edited = "newsletter.edit";
    public const string Deleted = "newsletter.delete";
    public const string Sent = "newsletter.send";
}
