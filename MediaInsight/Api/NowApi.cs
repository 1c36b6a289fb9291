using MediaInsight.Api.Contracts;
using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Live;
using MediaInsight.Servers;
using MediaInsight.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Api;

/// <summary>What plays now, and remote control of it. Under /api/v1 and, for older clients, without it.</summary>
internal static class NowApi
{
    private const int MaxBodyBytes = 16 * 1024;
    private const long MinShownMs = 1_000;
    private const long MaxShownMs = 60_000;

    public static void MapNow(this IEndpointRouteBuilder app, bool isAlias)
    {
        var now = app.MapGroup("/now").WithTags("Now").RequireAuthorization(Permissions.ViewSessions);
        Name(now.MapGet("/snapshot", Snapshot), "NowSnapshot", "What plays now");
        Name(NowSocket.Map(now), "NowSocket", "What plays now, told again with every change (WebSocket)");

        var control = now.MapGroup("").RequireAuthorization(Permissions.ControlSessions).RequireAntiforgeryForCookies().WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        Name(control.MapPost("/{id}/pause", (string id, Caller caller) => caller.RunAsync(id, new(SessionVerb.Pause))), "PauseSession", "Pause a running session");
        Name(control.MapPost("/{id}/resume", (string id, Caller caller) => caller.RunAsync(id, new(SessionVerb.Resume))), "ResumeSession", "Resume a paused session");
        Name(control.MapPost("/{id}/stop", StopAsync), "StopSession", "Stop a running session, with an optional reason");
        Name(control.MapPost("/{id}/message", MessageAsync), "MessageSession", "Show a message on the player of a running session");
        Name(control.MapPost("/{id}/end", (string id, Caller caller) => caller.RunAsync(id, new(SessionVerb.End))), "EndSession", "End a session that nobody is at any more, here only");
        if (!isAlias)
        {
            Name(control.MapGet("/log", LogAsync), "ControlLog", "What was done to sessions, newest first");
        }

        void Name(IEndpointConventionBuilder endpoint, string name, string summary) => endpoint.WithName(isAlias ? name + "Alias" : name).WithSummary(summary);
    }

    internal static ActiveSessions Rows(LiveSessions live, ReadScope scope)
    {
        SessionRow[] items = [.. live.Read(scope).Sessions.Select(s => SessionRow.Of(s))];
        return new(items, items.Length);
    }

    private static Ok<ActiveSessions> Snapshot(CurrentReader reader, LiveSessions live) => TypedResults.Ok(Rows(live, reader.Scope));

    private static Task<IResult> StopAsync(string id, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] ControlBody? body, Caller caller)
    {
        var reason = body?.Reason ?? body?.Message ?? body?.Text;
        return TooLong(reason, SessionCommand.MaxText) is { } why
            ? Refuse("reason", why)
            : caller.RunAsync(id, new(SessionVerb.Stop, reason));
    }

    private static Task<IResult> MessageAsync(string id, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] ControlBody? body, Caller caller)
    {
        var text = body?.Message ?? body?.Text;
        var shownMs = body?.TimeoutMs ?? body?.TimeoutMsSnake;
        if (Text.Clean(text) is null)
        {
            return Refuse("message", "'message' must say something.");
        }

        if (TooLong(text, SessionCommand.MaxText) is { } why)
        {
            return Refuse("message", why);
        }

        if (TooLong(body?.Header, SessionCommand.MaxHeader) is { } whyHeader)
        {
            return Refuse("header", whyHeader);
        }

        if (shownMs is < MinShownMs or > MaxShownMs)
        {
            return Refuse("timeoutMs", $"'timeoutMs' must be between {MinShownMs} and {MaxShownMs}.");
        }

        return caller.RunAsync(id, new(SessionVerb.Message, text)
        {
            Header = body?.Header,
            Shown = shownMs is { } ms ? TimeSpan.FromMilliseconds(ms) : SessionCommand.DefaultShown,
        });
    }

    private static async Task<Results<Ok<ControlLogPage>, ValidationProblem>> LogAsync(HttpRequest request, CurrentReader reader, SessionActionLog log, SettingsStore settings, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query, settings.Get<SiteSettings>().Zone());
        var (page, size) = (query.Number("page", 1, 1, 10_000_000), query.Number("page_size", 50, 1, SessionActionLog.MaxPageSize));
        if (query.Problems.Count > 0)
        {
            return TypedResults.ValidationProblem(query.Problems, title: "Some parameters cannot be used.");
        }

        var actions = await log.PageAsync(page, size, reader.Scope, cancellationToken);
        return TypedResults.Ok(new ControlLogPage([.. actions.Items.Select(ControlLogRow.Of)], actions.Total, actions.Page, actions.PageSize));
    }

    private static string? TooLong(string? text, int max) => text?.Length > max ? $"It must have at most {max} characters." : null;

    private static Task<IResult> Refuse(string name, string why) =>
        Task.FromResult<IResult>(TypedResults.ValidationProblem(new Dictionary<string, string[]> { [name] = [why] }, title: "The command cannot be understood."));

    /// <summary>Who calls, and the way to what they may control.</summary>
    internal sealed record Caller(HttpContext Http, SessionControl Control)
    {
        public static ValueTask<Caller?> BindAsync(HttpContext context) => new(new Caller(context, context.RequestServices.GetRequiredService<SessionControl>()));

        public async Task<IResult> RunAsync(string id, SessionCommand command)
        {
            var result = PlayId.TryParse(id, out var play)
                ? await Control.RunAsync(AuditContext.Of(Http.User), CurrentReader.Of(Http.User).Scope, play, command, Http.RequestAborted)
                : ControlResult.NotFound;
            var word = ControlWords.Of(command.Verb);
            if (!result.IsFound)
            {
                return Problem(404, "No such running session", $"Nothing plays under the id '{Text.Clean(id, 64)}'.", word);
            }

            if (result.Refused is { } refused)
            {
                return Problem(409, "This cannot be done here", refused, word);
            }

            var outcome = result.Outcome!.Value; // non-null: it was neither refused nor not found
            return outcome == ControlOutcome.Failed
                ? Problem(502, "The server did not do it", result.Error, word, ControlWords.Of(command.Verb, outcome))
                : TypedResults.Ok(new ControlAnswer(play.ToString(), word, ControlWords.Of(command.Verb, outcome)));
        }

        private static ProblemHttpResult Problem(int status, string title, string? detail, string command, string? outcome = null)
        {
            var problem = new ProblemDetails { Status = status, Title = title, Detail = detail };
            problem.Extensions["command"] = command;
            if (outcome is not null)
            {
                problem.Extensions["outcome"] = outcome;
            }

            return TypedResults.Problem(problem);
        }
    }
}
