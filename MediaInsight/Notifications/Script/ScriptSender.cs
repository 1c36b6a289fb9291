using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using MediaInsight.Notifications.Generic;
using MediaInsight.Notifications.Sending;

namespace MediaInsight.Notifications.Script;

/// <summary>
/// Starts a program of the configured folder: no shell, the notice as JSON on its input and as words in its environment,
/// which holds nothing else of ours. Exit code 0: taken, 75 (EX_TEMPFAIL): try again, any other: refused.
/// </summary>
internal sealed class ScriptSender(ScriptFolder folder, TimeProvider time) : INotificationSender
{
    private const int TryAgainLater = 75;
    private const int MaxKept = 2048;
    private const int MaxWord = 8000;
    private const int MaxArguments = 30;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ForPipes = TimeSpan.FromSeconds(1);

    /// <summary>Of our own environment only this: the rest may hold passwords.</summary>
    private static readonly string[] Passed = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SystemRoot", "TEMP"];

    public ChannelKind Kind => ChannelKind.Script;
    public string Name => "Script";
    public string Description => folder.IsOn
        ? "Starts a program of the configured folder."
        : "Off: set MediaInsight__Notifications__ScriptFolder to a folder with your programs to use it.";

    public IReadOnlyList<ChannelField> Fields =>
    [
        new("script", "Program", ChannelFieldType.Choice, IsRequired: true, folder.IsOn ? "An executable file directly inside the configured folder." : Description) { Choices = folder.Names() },
        new("arguments", "Arguments", ChannelFieldType.LongText, Help: "One on each line; {title}, {message} and every other parameter are replaced. The notice also comes as JSON on the program's input.", Placeholder: "--title\n{title}") { IsAdvanced = true },
    ];

    public IEnumerable<(string Field, string Message)> Problems(ChannelSettings settings)
    {
        if (!folder.IsOn)
        {
            yield return ("script", Description);
        }
        else if (settings["script"] is { } script && folder.Find(script) is null)
        {
            yield return ("script", $"There is no program '{NoticeText.Cut(script, 60)}' directly inside the configured folder.");
        }

        if (Lines(settings["arguments"]).Length > MaxArguments)
        {
            yield return ("arguments", $"At most {MaxArguments} arguments.");
        }
    }

    public async Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        var name = request.Settings["script"] ?? "";
        if (folder.Find(name) is not { } file)
        {
            return new(SendResult.Refused, name, null, folder.IsOn ? $"There is no program '{name}' directly inside the configured folder." : Description);
        }

        var start = Start(file, request);
        var shown = string.Join('\n', start.ArgumentList.Prepend(name));
        try
        {
            using var process = Process.Start(start) ?? throw new Win32Exception();
            return await RunAsync(process, request, shown, cancellationToken);
        }
        catch (Win32Exception fault)
        {
            return new(SendResult.Refused, shown, null, $"'{name}' cannot be started: {fault.Message}.");
        }
    }

    private async Task<SendOutcome> RunAsync(Process process, SendRequest request, string shown, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var reading = new CancellationTokenSource();
        var output = ReadAsync(process.StandardOutput.BaseStream, reading.Token);
        var errors = ReadAsync(process.StandardError.BaseStream, reading.Token);
        var isLate = false;
        try
        {
            await WriteAsync(process, Input(request), both.Token);
            await process.WaitForExitAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            isLate = true;
        }
        finally
        {
            // What the program left running may hold its output open for ever.
            reading.CancelAfter(ForPipes);
        }

        var said = NoticeText.Cut((await output + await errors).Trim(), MaxKept);
        if (isLate)
        {
            return new(SendResult.TryAgain, shown, said, $"The program was stopped after {Limit.TotalSeconds:0} seconds.");
        }

        return process.ExitCode switch
        {
            0 => new(SendResult.Taken, shown, $"exit code 0\n{said}".Trim(), null),
            TryAgainLater => new(SendResult.TryAgain, shown, $"exit code {TryAgainLater}\n{said}".Trim(), "The program asks to try again (exit code 75)."),
            var code => new(SendResult.Refused, shown, $"exit code {code}\n{said}".Trim(), $"The program ended with exit code {code}."),
        };
    }

    private ProcessStartInfo Start(string file, SendRequest request)
    {
        var start = new ProcessStartInfo(file)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        var values = Placeholders.Values(request, null);
        foreach (var argument in Lines(request.Settings["arguments"]).Take(MaxArguments))
        {
            start.ArgumentList.Add(Word(Placeholders.Fill(argument, values, v => v)));
        }

        var kept = Passed.Select(n => (Name: n, Value: Environment.GetEnvironmentVariable(n))).Where(e => e.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept)
        {
            start.Environment[name] = value;
        }

        foreach (var (name, value) in values.Where(v => v.Key != "secret").Take(200))
        {
            start.Environment["MEDIAINSIGHT_" + string.Concat(name.ToUpperInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'))] = Word(value);
        }

        return start;
    }

    private static string Input(SendRequest request)
    {
        var notice = request.Notice;
        return ChannelJson.Write(new
        {
            id = request.Key,
            topic = notice.Topic,
            title = notice.Title,
            message = NoticeText.Plain(notice),
            source = NoticeText.Source,
            timestamp = NoticeText.Instant(notice.At),
            priority = notice.Priority.ToString().ToLowerInvariant(),
            tone = notice.Tone.ToString().ToLowerInvariant(),
            url = NoticeText.Link(notice),
            image = NoticeText.Image(notice),
            values = notice.Values,
        }) + "\n";
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program that does not read its input is none the worse for it.
        }
    }

    /// <summary>The begin of it; the rest is read and forgotten, so that the program never waits for us.</summary>
    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var kept = new byte[MaxKept];
        var rest = new byte[4096];
        var length = 0;
        try
        {
            while (true)
            {
                var read = length < kept.Length ? await stream.ReadAsync(kept.AsMemory(length), cancellationToken) : await stream.ReadAsync(rest, cancellationToken);
                if (read == 0)
                {
                    break;
                }

                length = Math.Min(kept.Length, length + read);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // What was read until then is what there is.
        }

        return length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(kept, 0, length).TrimEnd()}\n");
    }

    private static string Word(string text) => NoticeText.Cut(text.Replace("\0", "", StringComparison.Ordinal), MaxWord);

    private static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
