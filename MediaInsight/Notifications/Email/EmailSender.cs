using System.Net.Sockets;
using System.Security.Authentication;
using MediaInsight.Notifications.Sending;
using MediaInsight.Platform.Http;

namespace MediaInsight.Notifications.Email;

/// <summary>Mail through a server of the admin's choice.</summary>
internal sealed class EmailSender(OutgoingGuard guard, TimeProvider time) : INotificationSender
{
    private const int MaxRecipients = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public ChannelKind Kind => ChannelKind.Email;
    public string Name => "E-mail";
    public string Description => "Mail through your mail server; newsletters need such a channel.";

    public IReadOnlyList<ChannelField> Fields { get; } =
    [
        new("host", "Mail server", ChannelFieldType.Text, IsRequired: true, Placeholder: "smtp.example.org"),
        new("port", "Port", ChannelFieldType.Number, IsRequired: true, Help: "587 for STARTTLS, 465 for TLS, 25 inside your own network.", Default: "587") { Min = 1, Max = 65_535 },
        new("security", "Encryption", ChannelFieldType.Choice, IsRequired: true, Default: "starttls") { Choices = ["starttls", "tls", "starttls-optional", "none"] },
        new("username", "User name", ChannelFieldType.Text, Help: "Empty: no sign-in."),
        new("password", "Password", ChannelFieldType.Secret, Help: "Large providers ask for an app password."),
        new("from", "Sender", ChannelFieldType.Text, IsRequired: true, Placeholder: "media@example.org"),
        new("to", "Recipients", ChannelFieldType.LongText, Help: "Parted by commas or lines. Newsletters have recipients of their own.", Placeholder: "me@example.org"),
        new("from_name", "Sender's name", ChannelFieldType.Text, Default: NoticeText.Source) { IsAdvanced = true },
        new("reply_to", "Answers to", ChannelFieldType.Text) { IsAdvanced = true },
        new("fingerprint", "Certificate's fingerprint", ChannelFieldType.Text, Help: "SHA-256 of a self-signed certificate that is trusted for this server.") { IsAdvanced = true },
    ];

    public IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings)
    {
        if (settings["host"] is { } host && Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            yield return ("host", "This is no host name; write it without smtp:// and port.");
        }

        foreach (var field in new[] { "from", "reply_to" })
        {
            if (settings[field] is { } address && MailAddresses.Read(address) is null)
            {
                yield return (field, $"'{NoticeText.Cut(address, 60)}' is no e-mail address.");
            }
        }

        var to = MailAddresses.Parts(settings["to"]);
        if (to.FirstOrDefault(a => MailAddresses.Read(a) is null) is { } wrong)
        {
            yield return ("to", $"'{NoticeText.Cut(wrong, 60)}' is no e-mail address.");
        }
        else if (to.Count > MaxRecipients)
        {
            yield return ("to", $"At most {MaxRecipients} recipients.");
        }
    }

    public async Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        var removal = new SecretRemoval(request.Secrets);
        MailServer server;
        MailMessage? mail;
        try
        {
            server = Server(request.Settings);
            mail = Compose(request);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            return new(SendResult.Refused, "", null, removal.Remove(e.Message));
        }

        if (mail is null)
        {
            return new(SendResult.Taken, "", "Every recipient has it already.", null);
        }

        SmtpConnection? smtp = null;
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Verdict verdict;
        var had = request.Notice.Had;
        try
        {
            smtp = new SmtpConnection(await guard.ConnectAsync(server.Host, server.Port, both.Token));
            var result = await SmtpSession.SendAsync(smtp, server, mail, both.Token);
            had = [.. had, .. result.Taken];
            verdict = Judge(had, result.Refused);
        }
        catch (SmtpRefused refused)
        {
            verdict = new(refused.IsForNow ? SendResult.TryAgain : SendResult.Refused, refused.Message, IsChannelDown: refused.IsChannelDown);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            verdict = new(SendResult.TryAgain, $"{server.Host} did not answer within {Limit.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            verdict = ChannelFault.Of(e, server.Host) ?? new(SendResult.TryAgain, $"No connection to {server.Host}.", IsChannelDown: true);
        }
        finally
        {
            if (smtp is not null)
            {
                await smtp.DisposeAsync();
            }
        }

        var said = ChannelHttp.Kept(removal.Remove(MailMessage.WithoutOptOut(smtp?.Said.ToString() ?? $"{server.Host}:{server.Port}", request.Notice)), ChannelHttp.MaxKeptRequest);
        var heard = smtp is { Heard.Length: > 0 } ? ChannelHttp.Kept(removal.Remove(smtp.Heard.ToString()), ChannelHttp.MaxKept) : null;
        return new(verdict.Result, said, heard, verdict.Error is { } error ? removal.Remove(error) : null, null, verdict.IsChannelDown) { Had = verdict.Result == SendResult.TryAgain ? had : [] };
    }

    private static MailServer Server(ChannelSettings settings) => new(
        settings.Required("host"),
        settings.Number("port") ?? 587,
        settings["security"] switch
        {
            "tls" => MailSecurity.Tls,
            "starttls-optional" => MailSecurity.Optional,
            "none" => MailSecurity.None,
            _ => MailSecurity.StartTls,
        },
        settings["username"],
        settings["password"],
        settings["fingerprint"]);

    /// <summary>Null: nobody is left to send it to.</summary>
    private static MailMessage? Compose(SendRequest request)
    {
        var settings = request.Settings;
        List<string> to = [];
        foreach (var part in request.Notice.Recipient is { } only ? [only] : MailAddresses.Parts(settings["to"]))
        {
            to.Add(MailAddresses.Read(part) ?? throw new FormatException($"'{NoticeText.Cut(part, 60)}' is no e-mail address."));
        }

        var from = MailAddresses.Read(settings.Required("from")) ?? throw new FormatException("The sender is no e-mail address.");
        if (to.Count > 0 && to.RemoveAll(request.Notice.Had.Contains) > 0 && to.Count == 0)
        {
            return null;
        }

        return to.Count is > 0 and <= MaxRecipients
            ? MailMessage.Of(request, from, settings["from_name"] ?? NoticeText.Source, to, MailAddresses.Read(settings["reply_to"]))
            : throw new FormatException("The channel has no recipients.");
    }

    /// <param name="had">Who has it, now or from an attempt before.</param>
    private static Verdict Judge(IReadOnlyList<string> had, IReadOnlyList<(string Address, SmtpReply Reply)> refused)
    {
        var later = refused.Where(r => r.Reply.IsForNow).ToList();
        return later.Count > 0 ? new(SendResult.TryAgain, $"The mail server asks to try again for {Names(later)}")
            : had.Count > 0 ? new(SendResult.Taken)
            : new(SendResult.Refused, $"The mail server accepts no recipient: {Names(refused)}");
    }

    private static string Names(IEnumerable<(string Address, SmtpReply Reply)> refused) =>
        NoticeText.Cut(string.Join("; ", refused.Select(r => $"{r.Address} ({r.Reply.Code} {r.Reply.Text})")), 400);
}
