using MediaInsight.Domain;
using MediaInsight.Servers;

namespace MediaInsight.Components.Pages.Servers;

public enum LinkStep
{
    Idle,
    Waiting,
    Choosing,
    Over,
    Failed,
}

/// <summary>One address of an offered server; <paramref name="Result"/> is null while it is tried.</summary>
public sealed record OfferTry(ServerOfferAddress Address, ConnectionTestResult? Result);

/// <summary>The way from "Sign in with Plex" to a server and the best of its addresses.</summary>
public sealed class LinkFlow(ILinkSignIn signIn, ConnectionTest test, TimeProvider time)
{
    // plex.tv limits requests.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int PatientWithFaults = 5;
    private const int MaxTries = 12;

    public LinkStep Step { get; private set; }
    public SignInLink? Link { get; private set; }
    public string? Failure { get; private set; }
    public IReadOnlyList<ServerOffer> Offers { get; private set; } = [];
    public ServerOffer? Chosen { get; private set; }
    public IReadOnlyList<OfferTry> Tries { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        (Failure, Offers, Chosen, Tries, Link) = (null, [], null, [], null);
        try
        {
            Link = await signIn.StartAsync(cancellationToken);
            Step = LinkStep.Waiting;
        }
        catch (ServerFailure failure)
        {
            Fail(failure);
        }
    }

    /// <summary>Returns when the sign-in was confirmed, is over, or failed.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var faults = 0;
        while (Step == LinkStep.Waiting && Link is { } link)
        {
            await Task.Delay(Pause, time, cancellationToken);
            try
            {
                var state = await signIn.CheckAsync(link, cancellationToken);
                faults = 0;
                if (state.AccountToken is { } token)
                {
                    Offers = await signIn.ServersAsync(token, cancellationToken);
                    Step = LinkStep.Choosing;
                }
                else if (state.IsOver || time.GetUtcNow() >= link.ExpiresAt)
                {
                    Step = LinkStep.Over;
                }
            }
            catch (ServerFailure failure) when (faults++ < PatientWithFaults && failure.Kind is ServerFailureKind.Unreachable or ServerFailureKind.TimedOut or ServerFailureKind.Unavailable or ServerFailureKind.RateLimited)
            {
                await Task.Delay(failure.RetryAfter is { } asked && asked < TimeSpan.FromMinutes(1) ? asked : Pause * 2, time, cancellationToken);
            }
            catch (ServerFailure failure)
            {
                Fail(failure);
            }
        }
    }

    /// <summary>Tries all addresses at once. Returns the first good one in their order; null: none is.</summary>
    /// <param name="changed">After each answer.</param>
    public async Task<OfferTry?> ChooseAsync(ServerOffer offer, Func<Task> changed, CancellationToken cancellationToken)
    {
        Chosen = offer;
        var tries = offer.Addresses.Take(MaxTries).Select(a => new OfferTry(a, null)).ToArray();
        Tries = [.. tries];
        await Task.WhenAll(tries.Select(async (one, i) =>
        {
            var result = await test.RunAsync(signIn.Kind, one.Address.Url.ToString(), offer.Token, null, cancellationToken);

            // Two households can use the same private address.
            if (result.Identity is { } identity && identity.MachineId != offer.MachineId)
            {
                result = new(null, ServerFailureKind.WrongProduct, "Another server answers here.", null);
            }

            lock (tries)
            {
                tries[i] = one with { Result = result };
                Tries = [.. tries];
            }

            await changed();
        }));
        return Array.Find(tries, t => t.Result?.IsGood == true);
    }

    private void Fail(ServerFailure failure)
    {
        Failure = failure.Message;
        Step = LinkStep.Failed;
    }
}
