using System.Globalization;

namespace MediaInsight.Servers.Audiobookshelf;

/// <summary>Who answers there, before any token is shown: the product, its version, whether it is set up.</summary>
internal sealed record ServerStatus(Version Version, string VersionText, IReadOnlyList<string> SignInMethods)
{
    /// <summary>First version that drops dead sessions and lists shared ones.</summary>
    public static readonly Version Oldest = new(2, 11);

    /// <summary>First version with API keys and short-lived access tokens.</summary>
    public static readonly Version FirstWithApiKeys = new(2, 26);

    public static async Task<ServerStatus> ReadAsync(AudiobookshelfHttp http, CancellationToken cancellationToken)
    {
        var answer = await http.GetAsync("status", cancellationToken);
        if ((int)answer.Status is 401 or 403)
        {
            throw new ServerFailure(ServerFailureKind.WrongProduct, "Something else than Audiobookshelf answers at this address and asks for a sign-in of its own.");
        }

        answer.EnsureSuccess(AudiobookshelfHttp.Product);
        var status = http.Parse<StatusDto>(answer);
        if (!string.Equals(status.App, "audiobookshelf", StringComparison.OrdinalIgnoreCase))
        {
            throw new ServerFailure(ServerFailureKind.WrongProduct, "Something else than Audiobookshelf answers at this address.");
        }

        if (status.IsInit == false)
        {
            throw new ServerFailure(ServerFailureKind.Unavailable, "This Audiobookshelf is not set up yet: open it in a browser and create its root user first.");
        }

        if (Parse(status.ServerVersion) is not { } version || version < Oldest)
        {
            var told = Domain.Text.Clean(status.ServerVersion, 40) ?? "of an unknown version";
            throw new ServerFailure(ServerFailureKind.Protocol, $"Audiobookshelf {told} is too old. Version {Oldest} or newer is needed.");
        }

        return new(version, Domain.Text.Clean(status.ServerVersion, 40)!, [.. (status.AuthMethods ?? []).OfType<string>()]); // non-null: parsed above.
    }

    /// <summary>Reads "2.36.0", "v2.26.0-beta.1"; null for anything without two numbers.</summary>
    private static Version? Parse(string? text)
    {
        var parts = (text ?? "").Trim().TrimStart('v', 'V').Split('.', 3);
        return parts.Length >= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(parts[1].Split('-', '+')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
                ? new(major, minor)
                : null;
    }
}
