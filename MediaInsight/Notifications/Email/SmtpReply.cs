namespace MediaInsight.Notifications.Email;

/// <summary>One answer of a mail server: a number and its lines.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsGood => Code is >= 200 and < 400;

    /// <summary>4xx: another attempt may succeed.</summary>
    public bool IsForNow => Code is >= 400 and < 500;

    public string Text => string.Join(' ', Lines);

    public override string ToString() => string.Join('\n', Lines.Select(l => $"{Code} {l}"));
}

/// <summary>The mail server said no, or spoke what is no SMTP.</summary>
internal sealed class SmtpRefused(string message, SmtpReply? reply, bool isChannelDown = false) : IOException(message)
{
    public SmtpReply? Reply => reply;

    /// <summary>Another attempt may succeed.</summary>
    public bool IsForNow => reply?.IsForNow ?? isChannelDown;

    public bool IsChannelDown => isChannelDown || reply?.Code == 421;
}
