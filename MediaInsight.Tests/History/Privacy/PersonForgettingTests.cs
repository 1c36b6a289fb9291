using System.Text;
using MediaInsight.Analytics;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.History.Privacy;
using MediaInsight.Identity;
using MediaInsight.Platform;
using MediaInsight.Servers.MediaBrowser;
using MediaInsight.Tests.Viewers;
using MediaInsight.Viewers;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.History.Privacy;

public sealed class PersonForgettingTests : IAsyncLifetime
{
    /// <summary>Everything that tells who it was; the last is the name of a person that was merged away.</summary>
    private static readonly string[] Traces = ["Zacharias", "zquill77", "quill@example.org", "203.0.113.77", "Zack's phone", "phone-77", "avatar-77", "Zebedeus"];

    private readonly PeopleDesk _desk = new();
    private Viewer _zack = null!;
    private Viewer _ben = null!;
    private ServerUser _account = null!;

    public async ValueTask InitializeAsync()
    {
        var home = _desk.Home;
        var server = home.Server("Attic");
        _zack = home.Person("Zacharias Quill");
        _ben = home.Person("Ben");
        _account = home.Account(server, _zack, "zquill77");
        var second = home.Account(home.Server("Emby", ServerKind.Emby), home.Person("Zebedeus"));
        var ben = home.Account(server, _ben);
        var (tv, phone) = (home.Device(server, "Living room"), home.Device(server, "Zack's phone"));
        for (var day = 1; day <= 230; day++)
        {
            home.Play(_account, home.Item(server, MediaKind.Movie, "Stalker"), PeopleDesk.Now.AddHours(-day), TimeSpan.FromMinutes(40), device: day % 2 == 0 ? tv : phone, address: "203.0.113.77");
        }

        home.Play(second, home.Item(home.Servers[1], MediaKind.Movie, "Stalker"), PeopleDesk.Now.AddDays(-2), TimeSpan.FromMinutes(40), address: "203.0.113.78");
        home.Play(_account, home.Item(server, MediaKind.Movie, "Mirror"), PeopleDesk.Now.AddMinutes(-10), TimeSpan.Zero, device: phone, address: "203.0.113.77", running: true);
        home.Play(ben, home.Item(server, MediaKind.Movie, "Stalker"), PeopleDesk.Now.AddDays(-1), TimeSpan.FromMinutes(90), device: tv, address: "192.168.1.4");
        await _desk.ChangeAsync(async db =>
        {
            foreach (var play in await db.Plays.ToListAsync())
            {
                db.PlaySegments.Add(new() { PlayNumber = play.Number, Ordinal = 0, StartedAt = play.StartedAt, StreamProfileId = play.StreamProfileId });
                db.PlayEvents.Add(new() { PlayId = play.Id, ServerId = play.ServerId, Kind = PlayEventKind.Started, At = play.StartedAt });
                db.PlaySources.Add(new() { ServerId = play.ServerId, Source = $"log:{play.Number}", PlayNumber = play.Number });
            }

            db.SessionActions.Add(new()
            {
                At = PeopleDesk.Now,
                Actor = "olga",
                PlayId = PlayId.New(PeopleDesk.Now),
                ServerId = server.Id,
                ServerName = "Attic",
                ViewerId = _zack.Id,
                ViewerName = "Zacharias Quill",
                Title = "Mirror",
                Text = "Hello Zacharias",
                Verb = MediaInsight.Sessions.SessionVerb.Message,
                Outcome = MediaInsight.Live.ControlOutcome.Done,
            });
            db.AuditEntries.Add(new() { At = PeopleDesk.Now, Actor = "olga", Action = AuditActions.SessionMessaged, Target = "Zacharias Quill: Mirror", Detail = "done “Hello Zacharias”" });
            db.PlaySources.Add(new() { ServerId = server.Id, Source = WatchedState.SourcesOf(_account.ExternalId) + "12@1", PlayNumber = 999_999 });
            db.Users.Add(new() { Id = "u", UserName = "somebody", NormalizedUserName = "SOMEBODY", ViewerId = _zack.Id, OnlyOwnPlays = true, SecurityStamp = "old" });
            await db.ServerUsers.Where(u => u.Id == _account.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.Email, "z.quill@example.org").SetProperty(u => u.AvatarPath, "avatar-77"));
            await db.PlayDevices.Where(d => d.Id == phone.Id).ExecuteUpdateAsync(s => s.SetProperty(d => d.ExternalId, "phone-77"));
        });
        await _desk.Merges.MergeAsync(PeopleDesk.By, second.ViewerId, _zack.Id, TestContext.Current.CancellationToken);
        await _desk.Get<Incognito>().SetAsync(PeopleDesk.By, _zack.Id, true, TestContext.Current.CancellationToken);
        Assert.Equal(8, (await TracesAsync()).Count + 1); // the picture went when the name was hidden
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Theory]
    [InlineData(ForgetMode.Delete)]
    [InlineData(ForgetMode.Anonymise)]
    public async Task The_report_is_what_the_preview_said_and_no_trace_stays_in_the_file(ForgetMode mode)
    {
        var token = TestContext.Current.CancellationToken;
        var forgetting = _desk.Get<PersonForgetting>();
        var ben = await BenAsync();
        var total = await TotalAsync();
        var preview = await forgetting.PreviewAsync(_zack.Id, mode, token);
        Assert.Equal((232, 1, 2, 2, 2, 1, 1, 1), (preview!.Plays, preview.Running, preview.Accounts, preview.Devices, preview.Addresses, preview.SignIns, preview.Merges, preview.Others));
        Assert.Equal(mode == ForgetMode.Delete ? (232, 232) : (0, 0), (preview.Segments, preview.Events));

        var report = await forgetting.RunAsync(PeopleDesk.By, _zack.Id, mode, token);

        Assert.Equal(preview, report);
        Assert.Equal([], await TracesAsync());
        Assert.Equal(ben, await BenAsync());
        var names = (await _desk.Get<IPeople>().ListAsync(token)).Select(p => p.Name).ToList();
        var plays = await _desk.ReadAsync(db => db.Plays.AsNoTracking().ToListAsync(token));
        if (mode == ForgetMode.Delete)
        {
            Assert.Equal(["Ben"], names);
            Assert.Equal(_ben.Id, Assert.Single(await _desk.ReadAsync(db => db.ServerUsers.AsNoTracking().ToListAsync(token))).ViewerId);
            Assert.Single(plays);
            Assert.Equal((1, 1), (await _desk.ReadAsync(db => db.PlaySegments.CountAsync(token)), await _desk.ReadAsync(db => db.PlayEvents.CountAsync(token))));
        }
        else
        {
            // The running one was closed; watch time and plays of the house are as before.
            Assert.Equal(["Ben", "Forgotten viewer 1"], names);
            Assert.Equal(233, plays.Count);
            Assert.DoesNotContain(plays, p => p.StoppedAt is null);
            Assert.Equal(["192.168.1.4"], plays.Select(p => p.IpAddress).OfType<string>());
            Assert.Equal(total, await TotalAsync());
        }

        // Which entries of a server's history were theirs is a trace, too.
        Assert.Single(await _desk.ReadAsync(db => db.PlaySources.AsNoTracking().ToListAsync(token)));
        var user = await _desk.ReadAsync(db => db.Users.AsNoTracking().SingleAsync(token));
        Assert.Equal((null, false), (user.ViewerId, user.SecurityStamp == "old"));
        Assert.Null(await forgetting.PreviewAsync(new(999), mode, token));
    }

    [Fact]
    public async Task The_account_is_kept_out_until_it_is_allowed_again()
    {
        var token = TestContext.Current.CancellationToken;
        await _desk.Get<PersonForgetting>().RunAsync(PeopleDesk.By, _zack.Id, ForgetMode.Delete, token);
        var (doNotTrack, tracking) = (_desk.Get<DoNotTrack>(), _desk.Get<TrackingSwitch>());

        Assert.True(await doNotTrack.IsForgottenAsync(_account.ServerId, _account.ExternalId, token));
        Assert.False(await doNotTrack.IsForgottenAsync(new(2), _account.ExternalId, token));
        Assert.Equal(0, await _desk.Get<FinishedPlays>().StoreAsync([Another()], token));
        var marks = await tracking.ForgottenAsync(token);
        Assert.Equal(["Attic", "Emby"], marks.Select(m => m.ServerName).Order());

        await tracking.RememberAsync(PeopleDesk.By, marks.Single(m => m.ServerName == "Attic").Hash, token);
        Assert.Equal(1, await _desk.Get<FinishedPlays>().StoreAsync([Another()], token));
        Assert.Contains((await _desk.Get<IPeople>().ListAsync(token)).Select(p => p.Name), n => n == "new name");

        FinishedPlay Another() => new()
        {
            ServerId = _account.ServerId,
            User = new(_account.ExternalId, "new name"),
            Device = new(),
            Media = new() { ExternalId = "m", Kind = MediaKind.Movie, Title = "Mirror" },
            StartedAt = PeopleDesk.Now,
            StoppedAt = PeopleDesk.Now.AddHours(1),
            WatchedMs = 3_600_000,
        };
    }

    [Fact]
    public async Task Marks_of_a_former_version_are_keyed_with_the_installations_secret_and_still_known()
    {
        var token = TestContext.Current.CancellationToken;
        var (server, old) = (_account.ServerId, ForgottenAccount.UnsaltedHashOf(_account.ServerId, "4711"));
        await _desk.ChangeAsync(async db =>
        {
            db.ForgottenAccounts.Add(new() { Hash = old, ServerId = server, At = PeopleDesk.Now });
            await db.ServerUsers.Where(u => u.Id == _account.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.ExternalId, old), token);
        });

        for (var start = 0; start < 2; start++)
        {
            await _desk.Get<ForgottenMarkers>().SaltAsync(token);
        }

        Assert.True(await _desk.Get<DoNotTrack>().IsForgottenAsync(server, "4711", token));
        var mark = Assert.Single(await _desk.ReadAsync(db => db.ForgottenAccounts.AsNoTracking().ToListAsync(token)));
        Assert.Equal((ForgottenAccount.HashOf(_desk.Get<InstallationSecret>(), server, "4711"), PeopleDesk.Now), (mark.Hash, mark.At));
        Assert.NotEqual(ForgottenAccount.HashOf(new(new byte[32]), server, "4711"), mark.Hash);
        Assert.Equal(mark.Hash, await _desk.ReadAsync(db => db.ServerUsers.Where(u => u.Id == _account.Id).Select(u => u.ExternalId).SingleAsync(token)));

        // Read from its file again: the next start has the same.
        Assert.Equal(mark.Hash, ForgottenAccount.HashOf(new(_desk.Get<AppPaths>()), server, "4711"));
    }

    [Fact]
    public async Task Forgetting_again_after_an_interruption_ends_it()
    {
        var token = TestContext.Current.CancellationToken;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _desk.Get<PersonForgetting>().RunAsync(PeopleDesk.By, _zack.Id, ForgetMode.Delete, stop.Token));

        await _desk.Get<PersonForgetting>().RunAsync(PeopleDesk.By, _zack.Id, ForgetMode.Delete, token);

        Assert.Equal([], await TracesAsync());
    }

    /// <summary>Which traces the bytes of the database hold, free pages included.</summary>
    private async Task<List<string>> TracesAsync()
    {
        await MediaInsight.Data.Erasure.EmptyLogAsync(_desk.Db, TestContext.Current.CancellationToken);
        var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_desk.Db.File, TestContext.Current.CancellationToken))
            + (File.Exists(_desk.Db.File + "-wal") ? Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_desk.Db.File + "-wal", TestContext.Current.CancellationToken)) : "");
        return [.. Traces.Where(t => bytes.Contains(t, StringComparison.OrdinalIgnoreCase))];
    }

    private async Task<string> BenAsync() => System.Text.Json.JsonSerializer.Serialize(
        await _desk.Get<ViewerProfile>().ReadAsync(_ben.Id, AnalyticsFilter.AllTime, true, TimeZoneInfo.Utc, new(2026, 6, 1), ReadScope.Everything, TestContext.Current.CancellationToken));

    private async Task<(long, long)> TotalAsync()
    {
        var figures = await _desk.Get<DashboardFigures>().ReadAsync(AnalyticsFilter.AllTime, TimeZoneInfo.Utc, new(2026, 6, 1), ReadScope.Everything, TestContext.Current.CancellationToken);
        return (figures.TotalPlays, figures.Month.WatchedMs);
    }
}
