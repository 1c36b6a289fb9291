using System.Text.Json;
using MediaInsight.Domain;

namespace MediaInsight.Notifications.Delivering;

/// <summary>One try to send one message: bounded in time and size, free of secrets, and never an exception but cancellation.</summary>
public sealed partial class Attempt(TimeProvider time, ILogger<Attempt> logger)
{
    /// <summary>Longer than any sender waits for its receiver by itself.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Characters kept of a request, an answer and an error each.</summary>
    internal const int MaxKept = 4000;

    private const int MaxError = 1000;

    /// <summary>Shorter ones would black out ordinary words.</summary>
    private const int ShortestSecret = 4;

    internal async Task<SendOutcome> SendAsync(INotificationSender sender, SendRequest request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        SendOutcome outcome;
        try
        {
            outcome = await sender.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = new(SendResult.TryAgain, "", null, $"No answer within {Patience.TotalSeconds:0} seconds.", IsChannelDown: true);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A fault of ours, perhaps with this one message only: it must not stop the others.
            LogFault(e, sender.Name);
            outcome = new(SendResult.TryAgain, "", null, $"The message could not be put together ({e.GetType().Name}); the log says more.");
        }

        return outcome with
        {
            Request = Kept(outcome.Request, request.Secrets, MaxKept) ?? "",
            Answer = Kept(outcome.Answer, request.Secrets, MaxKept),
            Error = outcome.Result == SendResult.Taken ? null : Text.Clean(Kept(outcome.Error, request.Secrets, MaxError), MaxError) ?? "It was not taken, and nothing was said about why.",
        };
    }

    internal static Notice? Read(string stored)
    {
        try
        {
            return JsonSerializer.Deserialize<Notice>(stored);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Senders leave secrets out by themselves; this is the second lock on the door.</summary>
    private static string? Kept(string? text, IReadOnlyList<string> secrets, int max)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach (var secret in secrets.Where(s => s.Length >= ShortestSecret))
        {
            text = text.Replace(secret, "•••", StringComparison.Ordinal).Replace(Uri.EscapeDataString(secret), "•••", StringComparison.OrdinalIgnoreCase);
        }

        if (text.Length > max)
        {
            text = text[..(char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1)] + "…";
        }

        // SQLite and JSON of the API could not carry half a character.
        return text.Replace("\0", "", StringComparison.Ordinal);
    }

    [LoggerMessage(1500, LogLevel.Error, "The sender {Sender} failed on a message")]
    private partial void LogFault(Exception e, string sender);
}
