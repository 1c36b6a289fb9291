using System.Globalization;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Email;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Newsletters;

/// <param name="Queued">Mails that were handed to the outbox.</param>
/// <param name="OptedOut">Recipients who do not want it.</param>
/// <param name="Empty">Recipients for whom there was nothing to tell.</param>
public sealed record NewsletterRun(int Queued, int OptedOut, int Empty);

/// <summary>Hands the mails of an issue to the outbox, one for each recipient, each once.</summary>
public sealed class NewsletterSending(NewsletterPages pages, OptOuts optOuts, Outbox outbox, DatabaseWriter writer, IDbContextFactory<MediaInsightDb> factory, SettingsStore settings, TimeProvider time)
{
    /// <summary>Of every mail, in the log of deliveries.</summary>
    public const string Topic = "newsletter";

    private const int Batch = 10;

    /// <summary>Null: there is no channel to send by.</summary>
    public async Task<NewsletterRun?> SendAsync(Newsletter newsletter, IssueTime issue, CancellationToken cancellationToken)
    {
        if (await ChannelAsync(newsletter, cancellationToken) is not { } channel)
        {
            return null;
        }

        var gone = await optOuts.OfAsync(newsletter.Id, cancellationToken);
        var recipients = NewsletterRecipient.Read(newsletter.Recipients);
        var wanted = recipients.Where(r => !gone.Contains(Convert.ToHexString(r.Hash))).ToList();
        var notices = new List<(NewsletterRecipient To, Notice Notice)>();

        // One page for all, except where it is about the person.
        var written = new Dictionary<ViewerId, MailPage?>();
        MailPage? common = null;
        var isWritten = false;
        foreach (var to in wanted)
        {
            MailPage? page;
            if (newsletter.Kind == NewsletterKind.YearInReview && to.Person is { } person)
            {
                page = written.TryGetValue(person, out var known) ? known : written[person] = await pages.WriteAsync(newsletter, person, issue, cancellationToken);
            }
            else
            {
                page = isWritten ? common : common = await pages.WriteAsync(newsletter, null, issue, cancellationToken);
                isWritten = true;
            }

            if (page is not null)
            {
                notices.Add((to, Notice(newsletter, page, to, issue.At)));
            }
        }

        foreach (var batch in notices.Chunk(Batch))
        {
            await writer.RunAsync(
                async (db, token) =>
                {
                    foreach (var (to, notice) in batch)
                    {
                        await outbox.AddAsync(db, new(channel.Id, channel.Name, notice, Key(newsletter.Id, issue.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), to)), token);
                    }
                },
                cancellationToken);
            outbox.Wake();
        }

        // Last: a crash before it finds the mails that are queued by their keys, and adds the others.
        await writer.RunAsync(
            async (db, token) =>
            {
                if (await db.Newsletters.SingleOrDefaultAsync(n => n.Id == newsletter.Id, token) is { } row)
                {
                    row.LastSentAt = time.GetUtcNow();
                }
            },
            cancellationToken);
        return new(notices.Count, recipients.Count - wanted.Count, wanted.Count - notices.Count);
    }

    /// <summary>The newest issue to one address, now and besides the schedule. Null: nothing to tell, or no channel.</summary>
    public async Task<bool> SendNowAsync(Newsletter newsletter, NewsletterRecipient to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await ChannelAsync(newsletter, cancellationToken) is not { } channel || await pages.WriteAsync(newsletter, to.Person, Now(newsletter), cancellationToken) is not { } page)
        {
            return false;
        }

        await writer.RunAsync((db, token) => outbox.AddAsync(db, new(channel.Id, channel.Name, Notice(newsletter, page, to, now), Key(newsletter.Id, $"now-{Guid.CreateVersion7(now):N}", to)), token), cancellationToken);
        outbox.Wake();
        return true;
    }

    /// <summary>As it would be sent today; null: there is nothing to tell.</summary>
    public async Task<(string Subject, string Html, string Text)?> PreviewAsync(Newsletter newsletter, ViewerId? person, CancellationToken cancellationToken)
    {
        if (await pages.WriteAsync(newsletter, person, Now(newsletter), cancellationToken) is not { } page)
        {
            return null;
        }

        var words = NewsletterWords.For(pages.CultureOf(newsletter));
        return (page.Subject, MailPageWriter.Html(page, null, words), MailPageWriter.Text(page, null, words));
    }

    private IssueTime Now(Newsletter newsletter)
    {
        var now = time.GetUtcNow();
        return new(SiteDays.Of(now, settings.Get<SiteSettings>().Zone()), now);
    }

    private Notice Notice(Newsletter newsletter, MailPage page, NewsletterRecipient to, DateTimeOffset at)
    {
        var words = NewsletterWords.For(pages.CultureOf(newsletter));
        var optOut = optOuts.Link(newsletter.Id, to.Address);
        return new()
        {
            Topic = Topic,
            Title = page.Subject,
            Text = MailPageWriter.Text(page, optOut, words),
            Html = MailPageWriter.Html(page, optOut, words),
            At = at,
            Priority = NoticePriority.Low,
            Recipient = to.Address,
            File = page.File,
            Values = optOut is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [MailMessage.Unsubscribe] = optOut },
        };
    }

    private async Task<NotificationChannel?> ChannelAsync(Newsletter newsletter, CancellationToken cancellationToken)
    {
        if (newsletter.ChannelId is not { } id)
        {
            return null;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.NotificationChannels.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Kind == ChannelKind.Email && c.IsEnabled, cancellationToken);
    }

    private static string Key(int newsletter, string issue, NewsletterRecipient to) =>
        string.Create(CultureInfo.InvariantCulture, $"newsletter:{newsletter}:{issue}:{Convert.ToHexStringLower(to.Hash.AsSpan(0, 8))}");
}
