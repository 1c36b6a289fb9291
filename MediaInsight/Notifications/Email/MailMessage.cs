using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Email;

/// <summary>A notice as a mail. The same notice and key give the same bytes at every attempt.</summary>
public sealed record MailMessage(string From, IReadOnlyList<string> To, string Content)
{
    /// <summary>Name in <see cref="Notice.Values"/>: the address that unsubscribes by one click (RFC 8058).</summary>
    public const string Unsubscribe = "list_unsubscribe";

    private const int MaxSubject = 250;

    public static MailMessage Of(SendRequest request, string from, string? fromName, IReadOnlyList<string> to, string? replyTo)
    {
        var notice = request.Notice;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Key}|{notice.At.ToUnixTimeMilliseconds()}|{from}")))[..24];
        var boundary = $"mi-{digest}";
        var mail = new StringBuilder();
        Add(mail, "Date", MailText.Date(notice.At));
        Add(mail, "From", MailText.Mailbox(fromName, from));
        Add(mail, "To", string.Join(",\r\n ", to));
        if (replyTo is not null)
        {
            Add(mail, "Reply-To", replyTo);
        }

        Add(mail, "Subject", MailText.Header(NoticeText.Line(notice.Title, MaxSubject) is { Length: > 0 } title ? title : NoticeText.Source));

        // The moment is part of it: numbers of events begin anew in a new installation, and receivers drop ids they know.
        Add(mail, "Message-ID", $"<{Atoms(request.Key)}.{digest}@{from[(from.LastIndexOf('@') + 1)..]}>");
        Add(mail, "Auto-Submitted", "auto-generated");
        Add(mail, "X-Auto-Response-Suppress", "All");
        if (notice.Priority >= NoticePriority.High)
        {
            Add(mail, "Importance", "high");
        }

        if (notice.Values.TryGetValue(Unsubscribe, out var address) && Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
        {
            Add(mail, "List-Unsubscribe", $"<{url.AbsoluteUri}>");
            Add(mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        Add(mail, "MIME-Version", "1.0");
        if (notice.File is not null)
        {
            Add(mail, "Content-Type", $"multipart/mixed;\r\n boundary=\"{boundary}-all\"");
            mail.Append(CultureInfo.InvariantCulture, $"\r\n--{boundary}-all\r\n");
        }

        Add(mail, "Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        mail.Append("\r\n");
        Part(mail, boundary, "text/plain", NoticeText.PlainWithLink(notice));
        Part(mail, boundary, "text/html", notice.Html ?? Page(notice));
        mail.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n");
        if (notice.File is { } file)
        {
            Part(mail, $"{boundary}-all", file.MediaType, file.Content, $"Content-Disposition: attachment; filename=\"{file.Name}\"\r\n");
            mail.Append(CultureInfo.InvariantCulture, $"--{boundary}-all--\r\n");
        }

        return new(from, to, mail.ToString());
    }

    /// <summary>Without what lets anybody unsubscribe the recipient, also where the mail's lines break it.</summary>
    public static string WithoutOptOut(string written, Notice notice)
    {
        if (!notice.Values.TryGetValue(Unsubscribe, out var address) || address[(address.LastIndexOf('/') + 1)..] is not { Length: > 0 } token)
        {
            return written;
        }

        return Regex.Replace(written, string.Join("(?:=\n)?", token.Select(c => Regex.Escape(c.ToString()))), "***", RegexOptions.CultureInvariant);
    }

    private static void Add(StringBuilder mail, string name, string value) => mail.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");

    private static void Part(StringBuilder mail, string boundary, string type, string text, string further = "") =>
        mail.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: {type}; charset=utf-8\r\n{further}Content-Transfer-Encoding: quoted-printable\r\n\r\n{MailText.QuotedPrintable(text)}");

    /// <summary>What may stand in a message id without quotes.</summary>
    private static string Atoms(string key) => string.Concat(key.Take(100).Select(c => char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '.')).Trim('.').Replace("..", ".", StringComparison.Ordinal);

    private static string Page(Notice notice)
    {
        var colour = string.Create(CultureInfo.InvariantCulture, $"#{NoticeText.Colour(notice.Tone):X6}");
        var image = NoticeText.Image(notice) is { } source ? $"<p><img src=\"{NoticeText.Encode(source)}\" alt=\"\" style=\"max-width:240px;height:auto;border-radius:6px\"></p>" : "";
        var link = NoticeText.Link(notice) is { } url ? $"<p><a href=\"{NoticeText.Encode(url)}\" style=\"color:#2563eb\">Open in {NoticeText.Source}</a></p>" : "";
        return $"""
            <!doctype html>
            <html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>
            <body style="margin:0;padding:16px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:15px;line-height:1.5">
            <div style="border-left:4px solid {colour};padding:2px 0 2px 14px;max-width:600px">
            <h1 style="font-size:18px;margin:0 0 8px">{NoticeText.Encode(notice.Title)}</h1>
            <div>{NoticeText.Html(notice)}</div>
            {image}{link}
            <p style="font-size:12px;opacity:.7;margin:12px 0 0">{NoticeText.Source}</p>
            </div>
            </body></html>
            """;
    }
}
