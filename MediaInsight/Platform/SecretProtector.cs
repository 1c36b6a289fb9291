using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace MediaInsight.Platform;

/// <summary>Encrypts what is stored and must not be readable from a copied database: server tokens.</summary>
public sealed class SecretProtector(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("MediaInsight.Secrets.v1");

    public string Protect(string clear) => _protector.Protect(clear);

    /// <summary>Null when the keys that encrypted it are gone (another data folder's keys, keys deleted).</summary>
    public string? Unprotect(string cipher)
    {
        try
        {
            return _protector.Unprotect(cipher);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
