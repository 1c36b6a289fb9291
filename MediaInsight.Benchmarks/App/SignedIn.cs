using System.Net;
using System.Text.RegularExpressions;

namespace MediaInsight.Benchmarks;

/// <summary>A browser's cookies after signing in through the form.</summary>
internal sealed partial class SignedIn(HttpClient http, CookieContainer cookies, Uri address) : IDisposable
{
    public HttpClient Http => http;

    public string CookieHeader => cookies.GetCookieHeader(address);

    public IEnumerable<Cookie> Cookies => cookies.GetCookies(address);

    public static async Task<SignedIn> Async(Uri address, CancellationToken cancellationToken)
    {
        var cookies = new CookieContainer();
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, MaxConnectionsPerServer = 32 }, disposeHandler: true) { BaseAddress = address };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var page = await http.GetStringAsync(new Uri("account/sign-in", UriKind.Relative), cancellationToken);
        var fields = Hidden().Matches(page).Select(m => KeyValuePair.Create(WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value))).ToList();
        using var form = new FormUrlEncodedContent([.. fields, KeyValuePair.Create("UserName", AppProcess.UserName), KeyValuePair.Create("Password", AppProcess.Password)]);
        using var answer = await http.PostAsync(new Uri("account/sign-in", UriKind.Relative), form, cancellationToken);
        return answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther
            ? new(http, cookies, address)
            : throw new InvalidOperationException($"Signing in answered {(int)answer.StatusCode}.");
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
