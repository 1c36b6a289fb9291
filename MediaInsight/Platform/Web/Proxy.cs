using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace MediaInsight.Platform.Web;

/// <summary>
/// Running behind a reverse proxy: <c>MediaInsight__Proxy__Trusted__0…</c> (addresses or CIDR networks whose forwarded
/// headers are believed; this machine's always are) and <c>MediaInsight__Proxy__BasePath</c> ("/mediainsight").
/// </summary>
public static class Proxy
{
    private const string TrustedSection = "MediaInsight:Proxy:Trusted";
    private const string BasePathKey = "MediaInsight:Proxy:BasePath";

    /// <summary>What is wrong with the configuration, naming the variable; nothing when all is well.</summary>
    public static IEnumerable<string> Validate(IConfiguration configuration)
    {
        foreach (var entry in configuration.GetSection(TrustedSection).GetChildren().Where(e => Network(e.Value) is null))
        {
            yield return $"MediaInsight__Proxy__Trusted__{entry.Key}: '{entry.Value}' is neither an address (172.18.0.2) nor a network (172.18.0.0/16).";
        }

        if (configuration[BasePathKey] is { Length: > 0 } path && !IsBasePath(path))
        {
            yield return $"MediaInsight__Proxy__BasePath: '{path}' must look like /mediainsight: a slash, then letters, digits, '-', '_', '.' or '/'.";
        }
    }

    public static IServiceCollection AddProxy(this IServiceCollection services, IConfiguration configuration)
    {
        var trusted = configuration.GetSection(TrustedSection).GetChildren().Select(e => Network(e.Value)).OfType<IPNetwork>().ToList();
        return services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedPrefix;

            // As far back as the chain is trusted: the first address that is not is the client's.
            options.ForwardLimit = null;
            foreach (var network in trusted)
            {
                options.KnownIPNetworks.Add(network);
            }
        });
    }

    /// <summary>Before everything that looks at addresses, and before <c>UseRouting</c>, which must be called explicitly after it.</summary>
    public static WebApplication UseProxy(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (app.Configuration[BasePathKey] is { Length: > 1 } path && IsBasePath(path))
        {
            app.UsePathBase(path.TrimEnd('/'));
        }

        return app;
    }

    private static IPNetwork? Network(string? text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;

    private static bool IsBasePath(string path) =>
        path[0] is '/' && !path.Contains("//", StringComparison.Ordinal) && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.');
}
