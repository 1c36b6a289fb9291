using MediaInsight.Notifications;
using MediaInsight.Notifications.Email;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Notifications.Sending;

public sealed class EmailSenderTests : IDisposable
{
    private readonly Senders _senders = new();

    [Fact]
    public async Task A_mail_has_both_texts_and_the_headers_of_its_kind()
    {
        await using var server = new SmtpReceiver();
        var notice = Senders.Notice with { Title = "Grüße from the attic", Values = new Dictionary<string, string> { ["list_unsubscribe"] = "https://media.example.org/out/abc" } };

        var outcome = await SendAsync(server, notice, ("security", "none"));

        Assert.Equal((SendResult.Taken, null), (outcome.Result, outcome.Error));
        var mail = Assert.Single(server.Mails);
        Assert.Equal("media@example.org", mail.From);
        Assert.Equal(["ann@example.org", "bob@example.org"], mail.To);
        Assert.Equal("Sun, 01 Mar 2026 20:15:00 +0000", mail.Header("Date"));
        Assert.Equal("\"MediaInsight\" <media@example.org>", mail.Header("From"));
        Assert.Equal("ann@example.org, bob@example.org", mail.Header("To"));
        Assert.Equal("=?utf-8?B?R3LDvMOfZSBmcm9tIHRoZSBhdHRpYw==?=", mail.Header("Subject"));
        Assert.Matches(@"^<rule\.3\.p41\.7\.[0-9a-f]{24}@example\.org>$", mail.Header("Message-ID"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("<https://media.example.org/out/abc>", mail.Header("List-Unsubscribe"));
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));
        Assert.StartsWith("multipart/alternative;", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal("On the television, direct play.\nServer: Attic\nQuality: 1080p\nhttps://media.example.org/now/1", mail.Part("text/plain").ReplaceLineEndings("\n"));
        Assert.Contains("<h1 style=\"font-size:18px;margin:0 0 8px\">Gr&#252;&#223;e from the attic</h1>", mail.Part("text/html"), StringComparison.Ordinal);
        Assert.All(mail.Content.Split("\r\n"), l => Assert.True(l.Length <= 78 && l.All(char.IsAscii), l));
    }

    [Fact]
    public async Task Every_attempt_of_a_message_is_the_same_mail()
    {
        await using var server = new SmtpReceiver();

        await SendAsync(server, Senders.Notice, ("security", "none"));
        await SendAsync(server, Senders.Notice, ("security", "none"));
        await SendAsync(server, Senders.Notice with { At = Senders.Notice.At.AddDays(1) }, ("security", "none"));

        var ids = server.Mails.Select(m => m.Header("Message-ID")).ToList();
        Assert.Equal(server.Mails.First().Content, server.Mails.ElementAt(1).Content);
        Assert.NotEqual(ids[0], ids[2]);
    }

    [Theory]
    [InlineData("tls", true, false)]
    [InlineData("starttls", false, true)]
    [InlineData("starttls-optional", false, true)]
    public async Task Name_and_password_go_over_a_secure_connection(string security, bool isTls, bool hasStartTls)
    {
        await using var server = new SmtpReceiver { IsTls = isTls, HasStartTls = hasStartTls, Auth = "PLAIN LOGIN" };

        var outcome = await SendAsync(server, Senders.Notice, ("security", security), ("username", "ann"), ("password", "hüsh"), ("fingerprint", server.Fingerprint));

        Assert.Equal((SendResult.Taken, null), (outcome.Result, outcome.Error));
        var mail = Assert.Single(server.Mails);
        Assert.Equal((true, "ann", "hüsh"), (mail.IsSecure, mail.User, mail.Password));
        Assert.DoesNotContain(Convert.ToBase64String("hüsh"u8), outcome.Request, StringComparison.Ordinal);
        Assert.Contains("AUTH PLAIN ***", outcome.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_only_knows_LOGIN_is_signed_in_to_by_it()
    {
        await using var server = new SmtpReceiver { HasStartTls = true, Auth = "LOGIN" };

        var outcome = await SendAsync(server, Senders.Notice, ("username", "ann"), ("password", "hush"), ("fingerprint", server.Fingerprint));

        Assert.Equal(SendResult.Taken, outcome.Result);
        Assert.Equal(("ann", "hush"), (server.Mails.Single().User, server.Mails.Single().Password));
        Assert.DoesNotContain(Convert.ToBase64String("hush"u8), outcome.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_encryption_gets_nothing_where_it_is_required_and_no_password_where_it_is_not()
    {
        await using var server = new SmtpReceiver { Auth = "PLAIN" };

        var required = await SendAsync(server, Senders.Notice);
        var optional = await SendAsync(server, Senders.Notice, ("security", "starttls-optional"), ("username", "ann"), ("password", "hush"));
        var open = await SendAsync(server, Senders.Notice, ("security", "starttls-optional"));

        Assert.Equal((SendResult.Refused, SendResult.Refused, SendResult.Taken), (required.Result, optional.Result, open.Result));
        Assert.Contains("does not offer STARTTLS", required.Error, StringComparison.Ordinal);
        Assert.Contains("not sent in the clear", optional.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, l => l.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_stops_the_mail()
    {
        await using var server = new SmtpReceiver { HasStartTls = true };

        var outcome = await SendAsync(server, Senders.Notice, ("fingerprint", new string('0', 64)));

        Assert.Equal((SendResult.TryAgain, true), (outcome.Result, outcome.IsChannelDown));
        Assert.Contains("no certificate that is trusted", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("CONNECT", "421 busy", SendResult.TryAgain, true)]
    [InlineData("CONNECT", "554 no", SendResult.Refused, true)]
    [InlineData("CONNECT", "", SendResult.TryAgain, false)]
    [InlineData("CONNECT", "HTTP/1.1 400 Bad Request", SendResult.Refused, false)]
    [InlineData("MAIL", "451 later", SendResult.TryAgain, false)]
    [InlineData("MAIL", "550 not you", SendResult.Refused, false)]
    [InlineData("RCPT", "550 nobody", SendResult.Refused, false)]
    [InlineData("RCPT", "450 greylisted", SendResult.TryAgain, false)]
    [InlineData("DATA.", "552 too large", SendResult.Refused, false)]
    [InlineData("DATA.", "452 full", SendResult.TryAgain, false)]
    [InlineData("DATA.", "", SendResult.TryAgain, false)]
    public async Task What_a_server_says_decides_what_happens_next(string when, string answer, SendResult result, bool isDown)
    {
        await using var server = new SmtpReceiver { Instead = l => l.StartsWith(when, StringComparison.Ordinal) && (when == "DATA." || l != "DATA.") ? answer : null };

        var outcome = await SendAsync(server, Senders.Notice, ("security", "none"));

        Assert.Equal((result, isDown), (outcome.Result, outcome.IsChannelDown));
        Assert.NotNull(outcome.Error);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_wrong_password_is_said_in_the_servers_words()
    {
        await using var server = new SmtpReceiver { HasStartTls = true, Auth = "PLAIN", Instead = l => l.StartsWith("AUTH", StringComparison.Ordinal) ? "535 5.7.8 Wrong password" : null };

        var outcome = await SendAsync(server, Senders.Notice, ("username", "ann"), ("password", "hush"), ("fingerprint", server.Fingerprint));

        Assert.Equal((SendResult.Refused, "The mail server refuses the sign-in (5.7.8 Wrong password)."), (outcome.Result, outcome.Error));
    }

    [Fact]
    public async Task One_bad_recipient_keeps_the_mail_from_nobody_else()
    {
        await using var server = new SmtpReceiver { Instead = l => l.StartsWith("RCPT TO:<bob", StringComparison.Ordinal) ? "550 nobody" : null };

        var outcome = await SendAsync(server, Senders.Notice, ("security", "none"));

        Assert.Equal(SendResult.Taken, outcome.Result);
        Assert.Equal(["ann@example.org"], server.Mails.Single().To);
        Assert.Contains("550 nobody", outcome.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_asked_to_wait_gets_the_mail_later_and_the_others_once()
    {
        await using var server = new SmtpReceiver { Instead = l => l.StartsWith("RCPT TO:<bob", StringComparison.Ordinal) ? "450 greylisted" : null };

        var first = await SendAsync(server, Senders.Notice, ("security", "none"));
        server.Instead = _ => null;
        var second = await SendAsync(server, Senders.Notice with { Had = first.Had }, ("security", "none"));
        var third = await SendAsync(server, Senders.Notice with { Had = ["ann@example.org", "bob@example.org"] }, ("security", "none"));

        Assert.Equal((SendResult.TryAgain, SendResult.Taken, SendResult.Taken), (first.Result, second.Result, third.Result));
        Assert.Equal(["ann@example.org"], first.Had);
        Assert.Equal([["ann@example.org"], ["bob@example.org"]], server.Mails.Select(m => m.To.ToArray()));
    }

    [Fact]
    public async Task Nothing_in_a_title_or_text_ends_a_header_or_the_mail()
    {
        await using var server = new SmtpReceiver();
        var notice = Senders.Notice with { Title = "One\r\nBcc: eve@example.org\r\n\r\nbody =?utf-8?B?eA==?=", Text = "first\r\n.\r\nMAIL FROM:<eve@example.org>\n..two dots = equal\n" + new string('ä', 300) };

        var outcome = await SendAsync(server, notice, ("security", "none"));

        Assert.Equal(SendResult.Taken, outcome.Result);
        var mail = Assert.Single(server.Mails);
        Assert.Null(mail.Header("Bcc"));
        Assert.DoesNotContain(server.Lines, l => l.Contains("eve@", StringComparison.Ordinal));
        Assert.StartsWith("first\n.\nMAIL FROM:<eve@example.org>\n..two dots = equal\n" + new string('ä', 300), mail.Part("text/plain").ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newsletter_goes_to_its_own_recipient_only_and_keeps_its_page()
    {
        await using var server = new SmtpReceiver();

        await SendAsync(server, Senders.Notice with { Recipient = "carl@example.org", Html = "<p>Hello</p>" }, ("security", "none"));

        Assert.Equal(["carl@example.org"], server.Mails.Single().To);
        Assert.Equal("<p>Hello</p>", server.Mails.Single().Part("text/html"));
    }

    [Theory]
    [InlineData("ann@example.org", "ann@example.org")]
    [InlineData(" ann+tag@mail ", "ann+tag@mail")]
    [InlineData("ann@grüße.example", "ann@xn--gre-6ka8l.example")]
    [InlineData("ann@example.org>\r\nRCPT TO:<eve@example.org", null)]
    [InlineData("ann", null)]
    [InlineData("@example.org", null)]
    [InlineData("a b@example.org", null)]
    [InlineData("<ann@example.org>", null)]
    public void Addresses_are_what_a_mail_command_can_hold(string text, string? address) => Assert.Equal(address, MailAddresses.Read(text));

    public void Dispose() => _senders.Dispose();

    private Task<SendOutcome> SendAsync(SmtpReceiver server, Notice notice, params (string, string)[] settings) =>
        _senders.SendAsync(ChannelKind.Email, notice, [("host", "127.0.0.1"), ("port", $"{server.Port}"), ("from", "media@example.org"), ("to", "ann@example.org, bob@example.org"), .. settings]);
}
