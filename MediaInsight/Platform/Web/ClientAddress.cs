using System.Net;

namespace MediaInsight.Platform.Web;

/// <summary>Who is asking, after forwarded headers of trusted proxies were applied.</summary>
public static class ClientAddress
{
    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host", "Via"];

    /// <summary>IPv4 in its short form also on a dual-stack socket; null when the connection has no address.</summary>
    public static string? Of(HttpContext context) => Address(context)?.ToString();

    /// <summary>
    /// Somebody sits at this machine. A proxy on it that does not say whom it speaks for looks the same from here, and so does a
    /// page of another site whose name was pointed to 127.0.0.1: hence no forwarding header may be left over, and the site must be
    /// addressed by a name of this machine.
    /// </summary>
    public static bool IsThisMachine(HttpContext context) =>
        Address(context) is { } address
        && IPAddress.IsLoopback(address)
        && !ForwardingHeaders.Any(context.Request.Headers.ContainsKey)
        && (context.Request.Host.Host is "localhost" || (IPAddress.TryParse(context.Request.Host.Host, out var host) && IPAddress.IsLoopback(host)));

    private static IPAddress? Address(HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
}
