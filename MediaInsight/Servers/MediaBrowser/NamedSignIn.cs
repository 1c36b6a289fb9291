using System.Net;
using System.Text;
using System.Text.Json;
using MediaInsight.Domain;

namespace MediaInsight.Servers.MediaBrowser;

/// <summary>Users/AuthenticateByName, alike in both products but for the header that names the client.</summary>
internal static class NamedSignIn
{
    public static async Task<string> SignInAsync(ServerHttp http, ServerKind kind, string root, string userName, string password, CancellationToken cancellationToken)
    {
        // A password goes to no other product than the one it was typed for.
        await new Doorplate(http, kind, root).ReadAsync(cancellationToken);

        using var request = new HttpRequestMessage(HttpMethod.Post, "Users/AuthenticateByName")
        {
            Content = new StringContent(JsonSerializer.Serialize(new Dictionary<string, string> { ["Username"] = userName, ["Pw"] = password }), Encoding.UTF8, "application/json"),
        };
        var answer = await http.SendAsync(request, cancellationToken);
        switch (answer.Status)
        {
            case HttpStatusCode.Unauthorized:
                throw new ServerFailure(ServerFailureKind.Unauthorized, $"{kind} does not know this name with this password.");
            case HttpStatusCode.Forbidden:
                throw new ServerFailure(ServerFailureKind.Unauthorized, $"{kind} does not let this account sign in. It may be disabled or locked.");
            default:
                answer.EnsureSuccess(kind.ToString());
                break;
        }

        var signedIn = http.Parse<SignedInDto>(answer);
        if (signedIn.User?.Policy?.IsAdministrator != true)
        {
            throw new ServerFailure(ServerFailureKind.NotAdministrator, $"This account is not an administrator of {kind}: it may not see what others play.");
        }

        return string.IsNullOrWhiteSpace(signedIn.AccessToken)
            ? throw new ServerFailure(ServerFailureKind.Protocol, $"{kind} accepted the password and gave no token.")
            : signedIn.AccessToken;
    }
}
