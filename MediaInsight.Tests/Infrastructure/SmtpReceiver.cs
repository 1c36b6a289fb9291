using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MediaInsight.Tests.Infrastructure;

/// <param name="Content">As it was meant: without the dots that were stuffed.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Content, bool IsSecure, string? User, string? Password)
{
    public string Headers => Content[..Content.IndexOf("\r\n\r\n", StringComparison.Ordinal)];

    public string? Header(string name) => Headers.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
        .Where(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 2)..]).SingleOrDefault();

    /// <summary>A part of the mail, decoded.</summary>
    public string Part(string type)
    {
        var begin = Content.IndexOf($"Content-Type: {type}", StringComparison.Ordinal);
        var text = Content[(Content.IndexOf("\r\n\r\n", begin, StringComparison.Ordinal) + 4)..];
        text = text[..text.IndexOf("\r\n--mi-", StringComparison.Ordinal)].Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            bytes.Add(text[i] == '=' ? Convert.FromHexString(text.AsSpan(i + 1, 2))[0] : (byte)text[i]);
            i += text[i] == '=' ? 2 : 0;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}

/// <summary>A real mail server on loopback.</summary>
public sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;

    public SmtpReceiver()
    {
        _listener.Start();
        _loop = AcceptAsync();
    }

    public X509Certificate2 Certificate { get; } = RawReceiver.SelfSigned();

    /// <summary>SHA-256 of the certificate, as an admin copies it.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(Certificate.RawData));

    public bool IsTls { get; init; }
    public bool HasStartTls { get; init; }

    /// <summary>"PLAIN LOGIN".</summary>
    public string? Auth { get; init; }

    /// <summary>Instead of the usual answer to a line ("DATA." is the end of a mail, "CONNECT" the greeting); empty: the connection is cut.</summary>
    public Func<string, string?> Instead { get; set; } = _ => null;

    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();
    public ConcurrentQueue<string> Lines { get; } = new();
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _loop;
        Certificate.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Disposed, perhaps between two connections.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await new Conversation(this, client.GetStream()).RunAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException or InvalidOperationException)
        {
            // The other side went, or we are done.
        }
    }

    private sealed class Conversation(SmtpReceiver server, Stream stream)
    {
        private readonly List<string> _to = [];
        private Stream _stream = stream;
        private string _from = "";
        private string? _user;
        private string? _password;

        public async Task RunAsync()
        {
            if (server.IsTls)
            {
                await SecureAsync();
            }

            await SayAsync("CONNECT", "220 receiver ESMTP");
            while (await LineAsync() is { } line)
            {
                server.Lines.Enqueue(line);
                var word = line.Split(' ', ':')[0].ToUpperInvariant();
                switch (word)
                {
                    case "EHLO":
                        List<string> able = ["receiver", "SIZE 1000000", .. server.HasStartTls && _stream is not SslStream ? new[] { "STARTTLS" } : [], .. server.Auth is { } auth ? new[] { $"AUTH {auth}" } : []];
                        await SayAsync(line, string.Join("\r\n", able.Select((a, i) => $"250{(i == able.Count - 1 ? ' ' : '-')}{a}")));
                        break;
                    case "STARTTLS":
                        await SayAsync(line, "220 go on");
                        await SecureAsync();
                        break;
                    case "AUTH":
                        await AuthAsync(line);
                        break;
                    case "MAIL":
                        _from = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                        _to.Clear();
                        await SayAsync(line, "250 ok");
                        break;
                    case "RCPT":
                        if (await SayAsync(line, "250 ok"))
                        {
                            _to.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                        }

                        break;
                    case "DATA":
                        await DataAsync(line);
                        break;
                    case "QUIT":
                        await SayAsync(line, "221 bye");
                        return;
                    default:
                        await SayAsync(line, "500 what?");
                        break;
                }
            }
        }

        private async Task DataAsync(string line)
        {
            if (!await SayAsync(line, "354 go on"))
            {
                return;
            }

            var content = new StringBuilder();
            while (await LineAsync() is { } next && next != ".")
            {
                content.Append(next.StartsWith('.') ? next[1..] : next).Append("\r\n");
            }

            var mail = new ReceivedMail(_from, [.. _to], content.ToString(), _stream is SslStream, _user, _password);
            if (server.Instead("DATA.") is null)
            {
                server.Mails.Enqueue(mail);
            }

            await SayAsync("DATA.", "250 taken");
        }

        private async Task AuthAsync(string line)
        {
            var words = line.Split(' ');
            if (words[1] == "PLAIN")
            {
                var parts = Encoding.UTF8.GetString(Convert.FromBase64String(words[2])).Split('\0');
                (_user, _password) = (parts[1], parts[2]);
            }
            else
            {
                await WriteAsync("334 VXNlcm5hbWU6");
                _user = Encoding.UTF8.GetString(Convert.FromBase64String(await LineAsync() ?? ""));
                await WriteAsync("334 UGFzc3dvcmQ6");
                _password = Encoding.UTF8.GetString(Convert.FromBase64String(await LineAsync() ?? ""));
            }

            await SayAsync(line, "235 welcome");
        }

        /// <summary>True: a good answer.</summary>
        private async Task<bool> SayAsync(string to, string usual)
        {
            var answer = server.Instead(to) ?? usual;
            if (answer.Length == 0)
            {
                throw new IOException("cut");
            }

            await WriteAsync(answer);
            return answer[0] is '2' or '3';
        }

        private async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"), server._end.Token);

        private async Task SecureAsync()
        {
            var secure = new SslStream(_stream);
            await secure.AuthenticateAsServerAsync(server.Certificate);
            _stream = secure;
        }

        private async Task<string?> LineAsync()
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (await _stream.ReadAsync(one, server._end.Token) == 1)
            {
                if (one[0] == '\n')
                {
                    return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
                }

                line.Add(one[0]);
            }

            return null;
        }
    }
}
