using System.Globalization;
using System.Net;
using MediaInsight.Components.Pages.Shares;
using MediaInsight.Newsletters;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MediaInsight.Components.Pages.Newsletters;

/// <summary>
/// Where the link of a mail leads. Looking changes nothing, for mail programs follow links by themselves; the button does, and so
/// does the one click of a mail program (RFC 8058), which knows no cookie: the sealed link is the right.
/// </summary>
public static class OptOutFiles
{
    public static void MapNewsletterOptOut(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup($"/{OptOuts.Path}/{{token}}").AllowAnonymous().RequireRateLimiting(ShareLimits.Policy).ExcludeFromDescription();
        group.MapGet("", AskAsync);
        group.MapPost("", LeaveAsync).WithMetadata(new RequestSizeLimitAttribute(4096)).DisableAntiforgery();
    }

    private static async Task<IResult> AskAsync(string token, HttpContext http, OptOuts optOuts, CancellationToken cancellationToken)
    {
        ShareLimits.KeepPrivate(http.Response);
        if (await optOuts.AskAsync(token, cancellationToken) is not var (name, words))
        {
            return NoLink(optOuts.SiteWords);
        }

        const string Button = "padding:10px 16px;font:inherit;border:1px solid currentColor;border-radius:8px;background:none;color:inherit;cursor:pointer";
        var what = name.Length > 0 ? $"“{WebUtility.HtmlEncode(name)}”" : words.ThisNewsletter;
        return Page(
            words,
            words.LeaveThis,
            $"<p>{string.Format(CultureInfo.InvariantCulture, words.LeaveQuestion, what)}</p><form method=\"post\"><p style=\"display:flex;flex-wrap:wrap;gap:12px\"><button style=\"{Button}\" name=\"all\" value=\"0\">{words.LeaveThis}</button> <button style=\"{Button}\" name=\"all\" value=\"1\">{words.LeaveAll}</button></p></form>");
    }

    private static async Task<IResult> LeaveAsync(string token, HttpContext http, OptOuts optOuts, CancellationToken cancellationToken)
    {
        ShareLimits.KeepPrivate(http.Response);
        var all = http.Request.HasFormContentType && (await http.Request.ReadFormAsync(cancellationToken))["all"] == "1";
        return await optOuts.AskAsync(token, cancellationToken) is var (_, words) && await optOuts.OptOutAsync(token, all, cancellationToken)
            ? Page(words, words.LeftTitle, $"<p>{(all ? words.LeftAll : words.LeftThis)}</p>")
            : NoLink(optOuts.SiteWords);
    }

    private static ContentHttpResult NoLink(NewsletterWords words) => Page(words, words.NoLinkTitle, $"<p>{words.NoLink}</p>", StatusCodes.Status404NotFound);

    private static ContentHttpResult Page(NewsletterWords words, string title, string content, int status = StatusCodes.Status200OK) => TypedResults.Text(
        $"<!doctype html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>{title} – MediaInsight</title></head>"
        + $"<body style=\"margin:0;font-family:system-ui,sans-serif;line-height:1.5\"><main style=\"max-width:520px;margin:12vh auto;padding:0 20px\"><h1 style=\"font-size:24px\">{title}</h1>{content}</main></body></html>",
        "text/html; charset=utf-8",
        statusCode: status);
}
