using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace MediaInsight.Tests.Identity;

/// <summary>A reader with cookies who fills in the forms a page shows.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient _http;

    public Browser(HttpClient http, string from)
    {
        _http = http;
        _http.DefaultRequestHeaders.Add(SiteFactory.FromHeader, from);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
    }

    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public void Dispose() => _http.Dispose();

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) => _http.PostAsync(
        new Uri(path, UriKind.RelativeOrAbsolute), new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Opens a page and posts the form that has a field of the first given name (the sign-out form: none), with its hidden fields.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, params (string Name, string Value)[] fields)
    {
        using var shown = await GetAsync(page);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        using var document = await new HtmlParser().ParseDocumentAsync(await TextAsync(shown), TestContext.Current.CancellationToken);
        var form = document.Forms.First(f => fields.Length == 0 || f.Elements.Any(e => e.GetAttribute("name") == fields[0].Name));
        var hidden = form.Elements.OfType<IHtmlInputElement>().Where(i => i.Type == "hidden").Select(i => (i.Name ?? "", i.Value));
        return await PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : page, [.. hidden, .. fields]);
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password = SiteFactory.Password, string page = "/account/sign-in", bool keep = false) =>
        SubmitAsync(page, [("UserName", name), ("Password", password), .. keep ? new[] { ("Keep", "true") } : []]);

    public async Task<bool> IsSignedInAsync()
    {
        using var response = await GetAsync("/account");
        return response.StatusCode is HttpStatusCode.OK;
    }

    public static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
