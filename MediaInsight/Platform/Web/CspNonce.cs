using System.Security.Cryptography;

namespace MediaInsight.Platform.Web;

/// <summary>The word that allows this answer's own scripts, and no injected one, to run.</summary>
public static class CspNonce
{
    public const string Key = "csp-nonce";

    /// <summary>Null outside a request that passed <see cref="SecurityHeaders"/>.</summary>
    public static string? Of(HttpContext? context) => context?.Items[Key] as string;

    internal static string Create(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[Key] = nonce;
        return nonce;
    }
}
