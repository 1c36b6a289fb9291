using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using MediaInsight.Platform.Logging;

namespace MediaInsight.Notifications.Sending;

/// <summary>Takes a channel's secrets out of what is kept and shown: as they are, coded for addresses, JSON, HTML or base64.</summary>
public sealed partial class SecretRemoval
{
    private const string Mask = "***";

    /// <summary>Shorter ones hide nothing; taking them out would leave no text.</summary>
    private const int Shortest = 3;

    /// <summary>Pieces of addresses that are no secret.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "webhook", "webhooks", "hooks", "services", "workflows", "triggers", "manual", "paths", "invoke", "message", "notify", "incoming", "integrations", "version", "channels",
    };

    private readonly List<(string Text, string Instead)> _forms = [];

    public SecretRemoval(IEnumerable<string> secrets)
    {
        foreach (var secret in secrets.Where(s => !string.IsNullOrWhiteSpace(s)).Select(s => s.Trim()))
        {
            Add(secret, Mask);
            if (Uri.TryCreate(secret, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                AddAddress(secret, url);
            }
        }

        _forms.Sort((a, b) => b.Text.Length.CompareTo(a.Text.Length));
    }

    public string Remove(string text)
    {
        foreach (var (form, instead) in _forms)
        {
            text = text.Replace(form, instead, StringComparison.OrdinalIgnoreCase);
        }

        return SecretScrubber.Scrub(Authorization().Replace(text, "$1" + Mask));
    }

    private void AddAddress(string secret, Uri url)
    {
        // The host stays readable: whoever looks for a fault has to see where it went.
        _forms.RemoveAll(f => f.Text == secret || f.Text == url.AbsoluteUri);
        var shown = $"{url.Scheme}://{url.Authority}/{Mask}";
        _forms.Add((secret, shown));
        _forms.Add((url.AbsoluteUri, shown));
        if (url.PathAndQuery.Length > Shortest)
        {
            Add(url.PathAndQuery, "/" + Mask);
        }

        var pieces = url.AbsolutePath.Split('/').Concat(url.Query.TrimStart('?').Split('&').Select(p => p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..])).Append(url.UserInfo);
        foreach (var piece in pieces.Where(p => p.Length >= 6 && !Known.Contains(p)))
        {
            Add(piece, Mask);
            Add(Uri.UnescapeDataString(piece), Mask);
        }
    }

    private void Add(string secret, string instead)
    {
        if (secret.Length < Shortest)
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(secret);
        string[] forms =
        [
            secret,
            Uri.EscapeDataString(secret),
            WebUtility.UrlEncode(secret),
            WebUtility.HtmlEncode(secret),
            HtmlEncoder.Default.Encode(secret),
            JsonEncodedText.Encode(secret).ToString(),
            JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            Convert.ToBase64String(bytes),
        ];
        _forms.AddRange(forms.Distinct(StringComparer.Ordinal).Select(f => (f, instead)));
    }

    // Authorization: Basic dXNlcjpwYXNz
    [GeneratedRegex(@"^((?:Proxy-)?Authorization:\s*(?:Basic|Bearer)?\s*)\S.*$", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();
}
