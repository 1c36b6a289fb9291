using System.Text.Json;
using MediaInsight.Notifications;
using MediaInsight.Notifications.Browser;
using MediaInsight.Tests.Infrastructure;

namespace MediaInsight.Tests.Notifications.Sending;

public sealed class ScriptSenderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("scripts").FullName;

    private string Folder => Directory.CreateDirectory(Path.Combine(_root, "allowed")).FullName;

    [Fact]
    public async Task A_program_gets_the_notice_as_words_and_as_JSON_and_nothing_of_our_own()
    {
        // No name of ours: sites of other tests in this process would read it as their configuration.
        Environment.SetEnvironmentVariable("SECRET_OF_A_SCRIPT_TEST", "not-for-scripts");
        Write("tell.sh", "printf '%s|' \"$@\" \"$MEDIAINSIGHT_TITLE\" \"$MEDIAINSIGHT_PERSON\"; env | grep -c not-for-scripts; cat");
        using var senders = new Senders(null, ("MediaInsight:Notifications:ScriptFolder", Folder));
        var notice = Senders.Notice with { Title = "$(touch pwned) `id` {message} \"; rm -rf /" };

        var outcome = await senders.SendAsync(ChannelKind.Script, notice, ("script", "tell.sh"), ("arguments", "--title\n{title}\nfor {person}"));

        Assert.Equal((SendResult.Taken, null), (outcome.Result, outcome.Error));
        var lines = outcome.Answer?.Split('\n') ?? [];
        Assert.Equal(["exit code 0", $"--title|{notice.Title}|for ann|{notice.Title}|ann|0"], lines.Take(2));
        using var input = JsonDocument.Parse(lines[2]);
        Assert.Equal(notice.Title, input.RootElement.GetProperty("title").GetString());
        Assert.Equal("rule:3:p41:7", input.RootElement.GetProperty("id").GetString());
        Assert.Equal("ann", input.RootElement.GetProperty("values").GetProperty("person").GetString());
        Assert.False(File.Exists(Path.Combine(Folder, "pwned")));
    }

    [Theory]
    [InlineData(0, SendResult.Taken)]
    [InlineData(75, SendResult.TryAgain)]
    [InlineData(3, SendResult.Refused)]
    public async Task The_exit_code_is_the_answer(int code, SendResult result)
    {
        Write("end.sh", $"echo words; echo faults >&2; head -c 100000 /dev/zero | tr '\\0' x; exit {code}");
        using var senders = new Senders(null, ("MediaInsight:Notifications:ScriptFolder", Folder));

        var outcome = await senders.SendAsync(ChannelKind.Script, Senders.Notice, ("script", "end.sh"));

        Assert.Equal(result, outcome.Result);
        Assert.StartsWith($"exit code {code}\nwords", outcome.Answer, StringComparison.Ordinal);
        Assert.InRange(outcome.Answer?.Length ?? 0, 1000, 2100);
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_stopped_with_what_it_started()
    {
        var time = new ManualTime(new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero));
        Write("hang.sh", "(sleep 300 & echo $! > child; wait) & echo started > begun; wait");
        using var senders = new Senders(time, ("MediaInsight:Notifications:ScriptFolder", Folder));

        var sending = senders.SendAsync(ChannelKind.Script, Senders.Notice, ("script", "hang.sh"));
        while (!File.Exists(Path.Combine(Folder, "child")) || new FileInfo(Path.Combine(Folder, "child")).Length == 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        time.Advance(TimeSpan.FromSeconds(30));
        var outcome = await sending;

        Assert.Equal((SendResult.TryAgain, "The program was stopped after 30 seconds."), (outcome.Result, outcome.Error));
        var child = await File.ReadAllTextAsync(Path.Combine(Folder, "child"), TestContext.Current.CancellationToken);
        var state = File.Exists($"/proc/{child.Trim()}/stat") ? await File.ReadAllTextAsync($"/proc/{child.Trim()}/stat", TestContext.Current.CancellationToken) : ") Z";
        Assert.Contains(") Z", state, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside.sh")]
    [InlineData("link.sh")]
    [InlineData("deep/inner.sh")]
    [InlineData("plain.txt")]
    [InlineData(".hidden.sh")]
    [InlineData("nothing.sh")]
    [InlineData("")]
    public async Task Only_programs_directly_inside_the_folder_are_started(string script)
    {
        Write("../outside.sh", "touch pwned");
        Directory.CreateDirectory(Path.Combine(Folder, "deep"));
        Write("deep/inner.sh", "touch pwned");
        Write(".hidden.sh", "touch pwned");
        Write("fine.sh", "exit 0");
        await File.WriteAllTextAsync(Path.Combine(Folder, "plain.txt"), "touch pwned", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(Folder, "link.sh"), Path.Combine(_root, "outside.sh"));
        File.CreateSymbolicLink(Path.Combine(Folder, "alias.sh"), Path.Combine(Folder, "fine.sh"));
        using var senders = new Senders(null, ("MediaInsight:Notifications:ScriptFolder", Folder));

        var outcome = await senders.SendAsync(ChannelKind.Script, Senders.Notice, ("script", script));

        Assert.Equal(SendResult.Refused, outcome.Result);
        Assert.Equal(["alias.sh", "fine.sh"], senders.Of(ChannelKind.Script).Fields[0].Choices);
        Assert.Empty(Directory.GetFiles(_root, "pwned", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Scripts_are_off_until_a_folder_is_named()
    {
        Write("fine.sh", "exit 0");
        using var senders = new Senders();

        var outcome = await senders.SendAsync(ChannelKind.Script, Senders.Notice, ("script", "fine.sh"));

        Assert.Equal(SendResult.Refused, outcome.Result);
        Assert.Contains("MediaInsight__Notifications__ScriptFolder", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_pages_see_what_came_after_what_they_have_shown_and_is_meant_for_them()
    {
        using var senders = new Senders();
        var feed = senders.Get<BrowserNotices>();
        var signals = 0;
        feed.Changed += () => signals++;

        await senders.SendAsync(ChannelKind.Browser, Senders.Notice);
        await senders.SendAsync(ChannelKind.Browser, Senders.Notice);
        await senders.Of(ChannelKind.Browser).SendAsync(senders.Request(ChannelKind.Browser, Senders.Notice with { Title = "For all" }, ("audience", "everyone")) with { Key = "other" }, TestContext.Current.CancellationToken);

        Assert.Equal(2, signals);
        Assert.Equal([Senders.Notice.Title, "For all"], feed.After(0, isManager: true).Select(n => n.Notice.Title));
        Assert.Equal(["For all"], feed.After(0, isManager: false).Select(n => n.Notice.Title));
        Assert.Empty(feed.After(feed.Last, isManager: true));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        File.WriteAllText(file, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
