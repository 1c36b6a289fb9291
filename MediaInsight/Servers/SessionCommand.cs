using MediaInsight.Sessions;

namespace MediaInsight.Servers;

/// <summary>What a running session is told to do.</summary>
/// <param name="Verb">Never <see cref="SessionVerb.End"/>: that one concerns no server.</param>
/// <param name="Text">The message, or why it is stopped; null for none.</param>
public sealed record SessionCommand(SessionVerb Verb, string? Text = null)
{
    /// <summary>Characters of a message or reason.</summary>
    public const int MaxText = 500;
    public const int MaxHeader = 100;

    /// <summary>Long enough to read, and gone by itself: without a time players show a box that must be closed.</summary>
    public static readonly TimeSpan DefaultShown = TimeSpan.FromSeconds(10);

    /// <summary>Above a message.</summary>
    public string? Header { get; init; }

    /// <summary>How long a message stays.</summary>
    public TimeSpan Shown { get; init; } = DefaultShown;
}

/// <summary>What the server made of a command; anything else is a <see cref="ServerFailure"/>.</summary>
public enum CommandOutcome
{
    /// <summary>Passed on to the player.</summary>
    Accepted,

    /// <summary>There is no such session any more.</summary>
    AlreadyGone,
}

internal static class CommandAnswer
{
    public static CommandOutcome Read(ServerAnswer answer, string product)
    {
        if (answer.IsSuccess)
        {
            return CommandOutcome.Accepted;
        }

        switch ((int)answer.Status)
        {
            case 404:
                return CommandOutcome.AlreadyGone;
            case 401 or 403:
                throw new ServerFailure(ServerFailureKind.Unauthorized, $"{product} refuses: the stored token may not control what others play.");
            default:
                answer.EnsureSuccess(product);
                throw new ServerFailure(ServerFailureKind.Protocol, $"{product} answered with the unexpected status {(int)answer.Status}.");
        }
    }
}
