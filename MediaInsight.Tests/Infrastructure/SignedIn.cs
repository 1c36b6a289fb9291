using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace MediaInsight.Tests.Infrastructure;

/// <summary>A client with the cookies of somebody who signed in through the real form.</summary>
public static class SignedIn
{
    public static Task<HttpClient> Async(Site site, string name, string password = Site.Password) => Async(site, name, password, new CookieContainer());

    /// <summary>The cookies alone, for what is no HTTP client.</summary>
    public static async Task<CookieContainer> CookiesAsync(Site site, string name)
    {
        var cookies = new CookieContainer();
        using var http = await Async(site, name, Site.Password, cookies);
        return cookies;
    }

    private static async Task<HttpClient> Async(Site site, string name, string password, CookieContainer cookies)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = site.Address };
        var page = await http.GetStringAsync(new Uri("account/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        using var document = await new HtmlParser().ParseDocumentAsync(page, TestContext.Current.CancellationToken);
        var form = document.Forms.First(f => f.Elements.Any(e => e.GetAttribute("name") == "UserName"));
        var fields = form.Elements.OfType<IHtmlInputElement>().Where(i => i.Type == "hidden").Select(i => KeyValuePair.Create(i.Name ?? "", i.Value)).ToList();
        fields.Add(new("UserName", name));
        fields.Add(new("Password", password));
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri("account/sign-in", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return http;
    }
}
