using MediaInsight.Domain;
using MediaInsight.Identity;
using MediaInsight.Platform.Web;
using MediaInsight.Servers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MediaInsight.Api;

/// <summary>
/// Where media servers call when something happens. Open to everybody who knows the address, whose last part is secret; a call
/// makes the next reading come at once and changes nothing by itself.
/// </summary>
internal static class WebhooksApi
{
    private const string Route = ApiPaths.Webhooks + "/{id:int}/{secret}";

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        app.MapPost(Route, TakeAsync).AllowAnonymous().WithName("Webhook").WithTags("Webhooks").WithSummary("Called by a media server when something happens");
        app.MapGet("/api/v1/admin/webhook/stats", Stats).RequireAuthorization(Permissions.ManageServers).WithName("WebhookStats").WithTags("Webhooks").WithSummary("Webhooks received, per server");
        app.MapGet("/admin/webhook/stats", Stats).RequireAuthorization(Permissions.ManageServers).WithName("WebhookStatsAlias").WithTags("Webhooks").WithSummary("Webhooks received, per server");
    }

    private static async Task<IResult> TakeAsync(int id, string secret, HttpRequest request, WebhookSecrets secrets, WebhookCounts counts, ServerHints hints, CancellationToken cancellationToken)
    {
        if (secrets.Find(new(id), secret) is not { } server)
        {
            counts.Refuse();
            return ProblemAnswer.Result(StatusCodes.Status404NotFound, "There is nothing at this address.");
        }

        try
        {
            using var body = await WebhookBody.ReadAsync(request, cancellationToken);
            var word = WebhookWord.Of(body?.RootElement);
            counts.Took(server.Id, word.Event, word.IsChange);
            if (word.IsChange)
            {
                hints.Changed(server.Id);
            }

            return TypedResults.NoContent();
        }
        catch (BadHttpRequestException e)
        {
            counts.Refuse();
            return ProblemAnswer.Result(e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? $"A webhook may have {WebhookBody.MaxBytes / 1024 / 1024} MB." : "The request is broken.");
        }
    }

    private static JsonHttpResult<object> Stats(ServerRegistry servers, WebhookSecrets secrets, WebhookCounts counts)
    {
        object stats = new
        {
            Address = ApiPaths.Webhooks + "/{server_id}/{secret}",
            counts.Since,
            Received = servers.All.Sum(s => counts.Of(s.Id).Received),
            counts.Refused,
            Servers = servers.All.Where(WebhookSecrets.IsOffered).Select(s =>
            {
                var count = counts.Of(s.Id);
                return new
                {
                    ServerId = s.Id.ToString(),
                    ServerName = s.Name,
                    Kind = Contracts.Words.Of(s.Kind),
                    HasAddress = secrets.Of(s) is not null,
                    count.Received,
                    count.Hints,
                    LastReceivedAt = count.LastAt,
                    count.LastEvent,
                };
            }),
        };
        return TypedResults.Json(stats, ApiJson.Options);
    }
}
