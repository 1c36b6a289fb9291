using System.Globalization;
using MediaInsight.Api.Contracts;
using MediaInsight.Api.Exports;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.History;
using MediaInsight.Identity;
using MediaInsight.Live;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>Running and finished sessions.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this RouteGroupBuilder api)
    {
        var sessions = api.MapGroup("/analytics/sessions").WithTags("Sessions").RequireAuthorization(Permissions.ViewSessions).WithoutFiles();
        sessions.MapGet("/active", Active).WithName("ActiveSessions").WithSummary("What plays now");
        sessions.MapGet("", ListAsync).WithName("Sessions").WithSummary("Finished sessions, newest first");
        sessions.MapGet("/{id}", GetAsync).WithName("Session").WithSummary("One running or finished session");
    }

    private static Ok<ActiveSessions> Active(CurrentReader reader, LiveSessions live) => TypedResults.Ok(NowApi.Rows(live, reader.Scope));

    private static Task<Results<Ok<SessionPage>, ValidationProblem>> ListAsync(
        HttpRequest request, CurrentReader reader, HistoryQuery history, SettingsStore settings, CancellationToken cancellationToken) =>
        PageAsync(request, includeShort: false, reader, history, settings, cancellationToken);

    /// <param name="includeShort">When the request does not say.</param>
    internal static async Task<Results<Ok<SessionPage>, ValidationProblem>> PageAsync(
        HttpRequest request, bool includeShort, CurrentReader reader, HistoryQuery history, SettingsStore settings, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, settings.Get<SiteSettings>().Zone());
        var filter = new HistoryFilter
        {
            Page = query.Number("page", 1, 1, 10_000_000),
            PageSize = query.Number("page_size", 50, 1, HistoryFilter.MaxPageSize),
            User = query.Id("user_id") is { } user ? new ServerUserId(user) : null,
            Viewer = query.Id("viewer_id") is { } viewer ? new ViewerId(viewer) : null,
            Server = query.Id("server_id") is { } server ? new ServerId(server) : null,
            Library = query.Id("library_id") is { } library ? new LibraryId(library) : null,
            Kind = query.Word("content_type", Words.Kind, "movie, tvshow_episode, music_track, livetv_program, audiobook, podcast_episode, other")
                ?? query.Word("media_type", Words.Kind, "movie, tvshow_episode, music_track, livetv_program, audiobook, podcast_episode, other"),
            Decision = query.Word("stream_type", Words.Decision, "direct_play, direct_stream, transcode"),
            From = query.Instant("from", endOfDay: false),
            Before = query.Instant("to", endOfDay: true),
            Text = query.Text("q", HistoryFilter.MaxText),
            IncludeShort = query.Flag("include_short") || (includeShort && !request.Query.ContainsKey("include_short")),
        };
        if (filter is { From: { } from, Before: { } before } && from >= before)
        {
            query.Refuse("from", "must not be after 'to'");
        }

        if (query.Problems.Count > 0)
        {
            return TypedResults.ValidationProblem(query.Problems, title: "Some parameters cannot be used.");
        }

        var page = await history.PageAsync(filter, reader.Scope, cancellationToken);
        return TypedResults.Ok(new SessionPage([.. page.Items.Select(SessionRow.Of)], page.Total, page.Page, page.PageSize));
    }

    private static async Task<Results<Ok<SessionRow>, ProblemHttpResult>> GetAsync(
        string id, CurrentReader reader, HistoryQuery history, LiveSessions live, CancellationToken cancellationToken)
    {
        if (PlayId.TryParse(id, out var play))
        {
            if (live.Find(play, reader.Scope) is { } running)
            {
                return TypedResults.Ok(SessionRow.Of(running, withStream: true));
            }

            if (await history.DetailsAsync(play, reader.Scope, cancellationToken) is { } details)
            {
                return TypedResults.Ok(SessionRow.Of(details));
            }
        }

        return TypedResults.Problem(new ProblemDetails { Status = 404, Title = "No such session", Detail = string.Create(CultureInfo.InvariantCulture, $"There is no session with the id '{Text.Clean(id, 64)}'.") });
    }
}
