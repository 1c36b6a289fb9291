using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MediaInsight.Notifications.Email;

/// <summary>A conversation with a mail server (RFC 5321), one command after the other, with a record of what was said.</summary>
internal sealed class SmtpConnection(Stream stream) : IAsyncDisposable
{
    private const int MaxReplyLine = 2000;
    private const int MaxReplyLines = 100;
    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream = stream;
    private int _start;
    private int _end;

    /// <summary>What went out; passwords are not in it.</summary>
    public StringBuilder Said { get; } = new();

    /// <summary>What came back.</summary>
    public StringBuilder Heard { get; } = new();

    /// <summary>Words of the server's EHLO answer, upper case.</summary>
    public IReadOnlyList<string> Abilities { get; private set; } = [];

    public bool IsSecure => _stream is SslStream;

    public bool Has(string ability) => Abilities.Any(a => a == ability || a.StartsWith(ability + " ", StringComparison.Ordinal));

    public async Task<SmtpReply> GreetAsync(CancellationToken cancellationToken)
    {
        var reply = await ReadAsync(cancellationToken);
        return reply.IsGood ? reply : throw new SmtpRefused($"The mail server does not want to talk now: {reply.Text}", reply, isChannelDown: true);
    }

    public async Task HelloAsync(string name, CancellationToken cancellationToken)
    {
        var reply = await CommandAsync($"EHLO {name}", null, cancellationToken);
        if (reply.IsGood)
        {
            Abilities = [.. reply.Lines.Skip(1).Select(l => l.Trim().ToUpperInvariant())];
            return;
        }

        reply = await CommandAsync($"HELO {name}", null, cancellationToken);
        Abilities = [];
        if (!reply.IsGood)
        {
            throw new SmtpRefused($"The mail server does not accept this machine: {reply.Text}", reply);
        }
    }

    /// <param name="fingerprint">SHA-256 of a certificate that is trusted besides; null: only what the machine trusts.</param>
    public async Task SecureAsync(string host, string? fingerprint, CancellationToken cancellationToken)
    {
        if (_start != _end)
        {
            // Answers that were slipped in before the secure connection must not count as said within it (CVE-2011-0411).
            throw new SmtpRefused("The mail server sent more than it was asked for before the secure connection.", null);
        }

        var secure = new SslStream(_stream, leaveInnerStreamOpen: false, (_, certificate, _, errors) => errors == SslPolicyErrors.None || Matches(certificate, fingerprint));
        _stream = secure;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
        Said.Append("(TLS)\n");
    }

    /// <param name="shown">What the record shows instead; null: the command itself.</param>
    public async Task<SmtpReply> CommandAsync(string command, string? shown, CancellationToken cancellationToken)
    {
        if (command.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            throw new SmtpRefused("A line break in a mail command.", null);
        }

        Said.Append(shown ?? command).Append('\n');
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <summary>The mail itself: lines that begin with a dot get another one, and a dot alone ends it.</summary>
    public async Task<SmtpReply> DataAsync(string content, CancellationToken cancellationToken)
    {
        var stuffed = content.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        stuffed = (stuffed.StartsWith('.') ? "." : "") + stuffed + (stuffed.EndsWith("\r\n", StringComparison.Ordinal) ? ".\r\n" : "\r\n.\r\n");
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(stuffed), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>SHA-256 over the whole certificate, hex; separators in the given text do not matter.</summary>
    private static bool Matches(X509Certificate? certificate, string? fingerprint) =>
        certificate is not null && fingerprint is not null
        && string.Equals(Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())), fingerprint.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        List<string> lines = [];
        while (true)
        {
            var line = await LineAsync(cancellationToken);
            Heard.Append(line).Append('\n');
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599 || lines.Count >= MaxReplyLines)
            {
                throw new SmtpRefused("What answers there is no mail server.", null);
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new(code, lines);
            }
        }
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length < MaxReplyLine)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await _stream.ReadAsync(_buffer, cancellationToken));
                if (_end == 0)
                {
                    throw new EndOfStreamException("The mail server broke off the conversation.");
                }
            }

            var c = (char)_buffer[_start++];
            if (c == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append(c is >= ' ' and < (char)127 or '\r' ? c : '?');
        }

        throw new SmtpRefused("What answers there is no mail server.", null);
    }
}
