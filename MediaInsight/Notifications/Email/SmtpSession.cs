using System.Text;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Email;

internal enum MailSecurity
{
    /// <summary>TLS from the first byte, usually port 465.</summary>
    Tls = 0,

    /// <summary>STARTTLS or nothing, usually port 587.</summary>
    StartTls = 1,

    /// <summary>STARTTLS where it is offered.</summary>
    Optional = 2,
    None = 3,
}

/// <summary>How to reach the mail server, and as whom.</summary>
internal sealed record MailServer(string Host, int Port, MailSecurity Security, string? User, string? Password, string? Fingerprint);

/// <summary>What became of each recipient.</summary>
internal sealed record MailResult(IReadOnlyList<string> Taken, IReadOnlyList<(string Address, SmtpReply Reply)> Refused);

/// <summary>Hands one mail over. Throws <see cref="SmtpRefused"/>, or what the connection throws.</summary>
internal static class SmtpSession
{
    public static async Task<MailResult> SendAsync(SmtpConnection smtp, MailServer server, MailMessage mail, CancellationToken cancellationToken)
    {
        await OpenAsync(smtp, server, mail, cancellationToken);
        var from = await smtp.CommandAsync($"MAIL FROM:<{mail.From}>", null, cancellationToken);
        if (!from.IsGood)
        {
            throw new SmtpRefused($"The mail server does not accept the sender {mail.From}: {from.Text}", from);
        }

        List<string> taken = [];
        List<(string, SmtpReply)> refused = [];
        foreach (var to in mail.To)
        {
            var reply = await smtp.CommandAsync($"RCPT TO:<{to}>", null, cancellationToken);
            if (reply.IsGood)
            {
                taken.Add(to);
            }
            else
            {
                refused.Add((to, reply));
            }
        }

        if (taken.Count > 0)
        {
            await DataAsync(smtp, mail, cancellationToken);
        }

        try
        {
            await smtp.CommandAsync("QUIT", null, cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The mail is handed over; a server that hangs up or keeps silent instead of saying goodbye changes nothing.
        }

        return new(taken, refused);
    }

    private static async Task OpenAsync(SmtpConnection smtp, MailServer server, MailMessage mail, CancellationToken cancellationToken)
    {
        var name = mail.From[(mail.From.LastIndexOf('@') + 1)..];
        if (server.Security == MailSecurity.Tls)
        {
            await smtp.SecureAsync(server.Host, server.Fingerprint, cancellationToken);
        }

        await smtp.GreetAsync(cancellationToken);
        await smtp.HelloAsync(name, cancellationToken);
        if (server.Security is MailSecurity.StartTls or MailSecurity.Optional && await StartTlsAsync(smtp, server, cancellationToken))
        {
            await smtp.HelloAsync(name, cancellationToken);
        }

        if (server.User is { } user)
        {
            if (!smtp.IsSecure && server.Security != MailSecurity.None)
            {
                throw new SmtpRefused("The mail server offers no encryption; name and password were not sent in the clear.", null);
            }

            await SignInAsync(smtp, user, server.Password ?? "", cancellationToken);
        }
    }

    private static async Task<bool> StartTlsAsync(SmtpConnection smtp, MailServer server, CancellationToken cancellationToken)
    {
        if (!smtp.Has("STARTTLS"))
        {
            return server.Security == MailSecurity.Optional ? false : throw new SmtpRefused("The mail server does not offer STARTTLS. Choose TLS (port 465), or no encryption where that is right.", null);
        }

        var reply = await smtp.CommandAsync("STARTTLS", null, cancellationToken);
        if (!reply.IsGood)
        {
            return server.Security == MailSecurity.Optional ? false : throw new SmtpRefused($"The mail server did not begin the secure connection: {reply.Text}", reply);
        }

        await smtp.SecureAsync(server.Host, server.Fingerprint, cancellationToken);
        return true;
    }

    private static async Task SignInAsync(SmtpConnection smtp, string user, string password, CancellationToken cancellationToken)
    {
        var offered = smtp.Abilities.FirstOrDefault(a => a.StartsWith("AUTH", StringComparison.Ordinal))?.Split(' ', '=') ?? [];
        SmtpReply reply;
        if (offered.Contains("PLAIN") || !offered.Contains("LOGIN"))
        {
            reply = await smtp.CommandAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", "AUTH PLAIN ***", cancellationToken);
        }
        else
        {
            reply = await smtp.CommandAsync("AUTH LOGIN", null, cancellationToken);
            reply = reply.Code == 334 ? await smtp.CommandAsync(Base64(user), "***", cancellationToken) : reply;
            reply = reply.Code == 334 ? await smtp.CommandAsync(Base64(password), "***", cancellationToken) : reply;
        }

        if (reply.Code != 235)
        {
            throw new SmtpRefused($"The mail server refuses the sign-in ({reply.Text}).", reply, isChannelDown: reply.IsForNow);
        }
    }

    private static async Task DataAsync(SmtpConnection smtp, MailMessage mail, CancellationToken cancellationToken)
    {
        var reply = await smtp.CommandAsync("DATA", null, cancellationToken);
        if (reply.Code != 354)
        {
            throw new SmtpRefused($"The mail server does not accept the mail: {reply.Text}", reply);
        }

        smtp.Said.Append(mail.Content.Replace("\r\n", "\n", StringComparison.Ordinal)).Append(".\n");
        reply = await smtp.DataAsync(mail.Content, cancellationToken);
        if (!reply.IsGood)
        {
            throw new SmtpRefused($"The mail server does not accept the mail: {reply.Text}", reply);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
