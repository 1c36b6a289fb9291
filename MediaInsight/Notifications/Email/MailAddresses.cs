using System.Globalization;
using System.Text.RegularExpressions;

namespace MediaInsight.Notifications.Email;

/// <summary>Addresses that can stand in an SMTP command: no blanks, no brackets, no line breaks, the domain in ASCII.</summary>
public static partial class MailAddresses
{
    private const int Longest = 254;

    /// <summary>Null: no address.</summary>
    public static string? Read(string? text)
    {
        var address = text?.Trim() ?? "";
        var at = address.LastIndexOf('@');
        if (at <= 0 || address.Length > Longest)
        {
            return null;
        }

        try
        {
            address = $"{address[..at]}@{new IdnMapping().GetAscii(address[(at + 1)..])}";
        }
        catch (ArgumentException)
        {
            return null;
        }

        return Form().IsMatch(address) ? address : null;
    }

    /// <summary>Parted by commas, semicolons or lines.</summary>
    public static IReadOnlyList<string> Parts(string? text) =>
        (text ?? "").Split([',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // The usual characters of RFC 5321's Dot-string; a host without a dot is a machine of the own network.
    [GeneratedRegex(@"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)*[A-Za-z0-9][A-Za-z0-9-]{0,62}\z")]
    private static partial Regex Form();
}
