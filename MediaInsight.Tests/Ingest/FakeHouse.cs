using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MediaInsight.Tests.Ingest;

/// <summary>One running play of the fake servers: what is true of it.</summary>
internal sealed class TrueSession(int number, bool onPlex, DateTimeOffset startedAt)
{
    public string Item { get; } = $"{(onPlex ? 5000 : 7000) + number}";
    public int Number => number;
    public bool OnPlex => onPlex;
    public DateTimeOffset StartedAt { get; } = startedAt;
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Since then a program has run that lived to write what it read.</summary>
    public DateTimeOffset WatchedFrom { get; set; } = startedAt;

    /// <summary>By then it had.</summary>
    public DateTimeOffset WrittenAt { get; set; }

    /// <summary>Until then the same; null: to its end.</summary>
    public DateTimeOffset? WatchedUntil { get; set; }

    /// <summary>What stood in the file shortly before; null: it ended while it was watched.</summary>
    public DateTimeOffset? WrittenUntil { get; set; }

    public TimeSpan PlayedAt(DateTimeOffset now) => (EndedAt is { } end && end < now ? end : now) - StartedAt;
}

/// <summary>A Plex and a Jellyfin server on one socket, with real time going by.</summary>
internal sealed class FakeHouse : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<TrueSession> _sessions = [];
    private readonly List<(bool OfPlex, DateTimeOffset At)> _readings = [];
    private static readonly TimeProvider Clock = TimeProvider.System;

    private FakeHouse(WebApplication app) => _app = app;

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()); // non-null: Kestrel tells

    public IReadOnlyList<TrueSession> Sessions
    {
        get
        {
            lock (_gate)
            {
                return [.. _sessions];
            }
        }
    }

    public static async Task<FakeHouse> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var house = new FakeHouse(app);
        app.MapFallback(house.AnswerAsync);
        await app.StartAsync();
        return house;
    }

    /// <summary>When the server that has it was asked while it ran.</summary>
    public IReadOnlyList<DateTimeOffset> ReadingsOf(TrueSession session)
    {
        lock (_gate)
        {
            return [.. _readings.Where(r => r.OfPlex == session.OnPlex && r.At >= session.StartedAt && !(r.At >= session.EndedAt)).Select(r => r.At)];
        }
    }

    public IReadOnlyList<TrueSession> Begin(int count)
    {
        lock (_gate)
        {
            var begun = Enumerable.Range(_sessions.Count, count).Select(n => new TrueSession(n, onPlex: n % 2 == 0, Clock.GetUtcNow())).ToList();
            _sessions.AddRange(begun);
            return begun;
        }
    }

    /// <summary>Ends that many of those that run.</summary>
    /// <param name="watchedUntil">When the last program that wrote what it read was killed; null: it runs.</param>
    /// <param name="writtenUntil">Up to when its file told of all that ran.</param>
    public void End(int count, DateTimeOffset? watchedUntil, DateTimeOffset? writtenUntil)
    {
        lock (_gate)
        {
            foreach (var session in _sessions.Where(s => s.EndedAt is null).Take(count))
            {
                (session.EndedAt, session.WatchedUntil, session.WrittenUntil) = (Clock.GetUtcNow(), watchedUntil, writtenUntil);
            }
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var (type, body) = path.StartsWith("/plex", StringComparison.Ordinal) ? ("text/xml", Plex(path["/plex".Length..])) : ("application/json", Jellyfin(path));
        if (body is null)
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        }

        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }

    private string? Plex(string path) => path switch
    {
        "/identity" or "/" or "" => "<MediaContainer size=\"0\" friendlyName=\"Attic\" machineIdentifier=\"attic-1\" version=\"1.42.0\" />",
        "/accounts" or "/library/sections" => "<MediaContainer size=\"0\" />",
        "/status/sessions" => PlexSessions(Read(ofPlex: true)),
        _ => null,
    };

    /// <summary>Somebody asks what plays: the moment.</summary>
    private DateTimeOffset Read(bool ofPlex)
    {
        lock (_gate)
        {
            var now = Clock.GetUtcNow();
            _readings.Add((ofPlex, now));
            return now;
        }
    }

    private string PlexSessions(DateTimeOffset now)
    {
        var xml = new StringBuilder("<MediaContainer>");
        foreach (var s in Sessions.Where(s => s.OnPlex && s.EndedAt is null))
        {
            xml.Append(CultureInfo.InvariantCulture, $"""
                <Video duration="7200000" guid="plex://movie/{s.Item}" key="/library/metadata/{s.Item}" librarySectionID="1" ratingKey="{s.Item}" sessionKey="{s.Number}" title="Film {s.Item}" type="movie" viewOffset="{(long)s.PlayedAt(now).TotalMilliseconds}" year="2019">
                  <Media id="{s.Item}" selected="1" bitrate="8000" container="mkv" height="1080" width="1920" videoCodec="h264" audioCodec="aac"><Part id="9{s.Item}" selected="1" decision="directplay" container="mkv" /></Media>
                  <User id="{100 + s.Number}" title="viewer {s.Number}" />
                  <Player address="192.0.2.10" machineIdentifier="client-{s.Number}" platform="Android" product="Plex" state="playing" title="TV {s.Number}" local="1" />
                  <Session id="control-{s.Number}" bandwidth="8000" location="lan" />
                </Video>
                """);
        }

        return xml.Append("</MediaContainer>").ToString();
    }

    private string? Jellyfin(string path) => path switch
    {
        "/System/Info/Public" => """{"ServerName":"Cellar","Version":"10.11.11","ProductName":"Jellyfin Server","Id":"af79eba874a5436ea864bfaeec91a80c","StartupWizardCompleted":true}""",
        "/Auth/Keys" => """{"Items":[],"TotalRecordCount":0,"StartIndex":0}""",
        "/Users" or "/Library/VirtualFolders" => "[]",
        "/Items" => """{"Items":[],"TotalRecordCount":0,"StartIndex":0}""",
        "/Sessions" => JellyfinSessions(Read(ofPlex: false)),
        _ => null,
    };

    private string JellyfinSessions(DateTimeOffset now) => JsonSerializer.Serialize(Sessions.Where(s => !s.OnPlex).Select(s => JellyfinSession(s, now)));

    private static object JellyfinSession(TrueSession s, DateTimeOffset now) => new
    {
        Id = $"{s.Number:x32}",
        UserId = $"{100 + s.Number:x32}",
        UserName = $"viewer {s.Number}",
        Client = "Jellyfin Web",
        DeviceName = $"Laptop {s.Number}",
        DeviceId = $"device-{s.Number}",
        ApplicationVersion = "10.11.11",
        RemoteEndPoint = "192.0.2.20",
        LastPlaybackCheckIn = (s.EndedAt ?? now).UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        PlayState = s.EndedAt is null ? new { PositionTicks = s.PlayedAt(now).Ticks, IsPaused = false, PlayMethod = "DirectPlay" } : null,
        NowPlayingItem = s.EndedAt is null ? new { Id = s.Item.PadLeft(32, '0'), Name = $"Film {s.Item}", Type = "Movie", MediaType = "Video", RunTimeTicks = TimeSpan.FromHours(2).Ticks } : null,
    };
}
