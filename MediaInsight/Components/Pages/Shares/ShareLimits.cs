using System.Threading.RateLimiting;
using MediaInsight.Platform.Web;

namespace MediaInsight.Components.Pages.Shares;

/// <summary>What holds for every answer of a share link.</summary>
public static class ShareLimits
{
    public const string Policy = "share";

    /// <summary>Of one address, in a minute: a page with its pictures is about thirty requests.</summary>
    public const int PerMinute = 300;

    public static IServiceCollection AddShareLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
            ClientAddress.Of(context) ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));
    });

    /// <summary>Neither search engines nor caches may keep what can be taken back.</summary>
    public static void KeepPrivate(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
    }
}
