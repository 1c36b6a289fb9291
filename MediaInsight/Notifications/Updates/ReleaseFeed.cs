using System.Text.Json;
using MediaInsight.Platform.Http;

namespace MediaInsight.Notifications.Updates;

/// <summary>
/// Where it is told which MediaInsight is the newest: <c>MediaInsight:Updates:Feed</c>. Configuration only, and nobody is asked
/// unless it is set. The answer is an object, or a list of them, as code hosts publish their releases.
/// <code>{"tag_name":"v1.4.0","prerelease":false,"draft":false}</code>
/// </summary>
public sealed class ReleaseFeed(Uri? address, OutgoingGuard guard) : IDisposable
{
    private const string Name = "MediaInsight:Updates:Feed";
    private const int MaxBytes = 512 * 1024;
    private const int MaxReleases = 100;
    private readonly HttpClient _http = new(guard.CreateHandler()) { Timeout = TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = MaxBytes };

    public bool IsOn => address is not null;

    public static ReleaseFeed From(IConfiguration configuration, OutgoingGuard guard) => new(Address(configuration), guard);

    public static IEnumerable<string> Validate(IConfiguration configuration) =>
        configuration[Name] is { Length: > 0 } text && Address(configuration) is null ? [$"MediaInsight__Updates__Feed: '{text}' is no address (https://releases.example.org/latest)."] : [];

    /// <summary>The newest release that is meant for everybody; null: none is named. Throws <see cref="HttpRequestException"/> or <see cref="JsonException"/>.</summary>
    public async Task<Version?> ReadAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.ParseAdd("MediaInsight");
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().Take(MaxReleases).Select(Of).Max() : Of(root);
    }

    /// <summary>"v1.4.0", "1.4"; null: of an early version ("1.5.0-rc1"), or no number.</summary>
    public static Version? Number(string? text) =>
        Version.TryParse(text?.Trim().TrimStart('v', 'V').Split('+')[0], out var version) ? new(version.Major, version.Minor, Math.Max(0, version.Build)) : null;

    public void Dispose() => _http.Dispose();

    private static Uri? Address(IConfiguration configuration) =>
        Uri.TryCreate(configuration[Name], UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? url : null;

    private static Version? Of(JsonElement release) =>
        release.ValueKind == JsonValueKind.Object && !IsTrue(release, "prerelease") && !IsTrue(release, "draft") ? Number(Word(release, "tag_name") ?? Word(release, "version")) : null;

    private static bool IsTrue(JsonElement release, string name) => release.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Word(JsonElement release, string name) => release.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
