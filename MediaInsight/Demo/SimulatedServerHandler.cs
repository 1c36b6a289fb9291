using System.Net;

namespace MediaInsight.Demo;

/// <summary>One simulated server in the place of a socket: the connectors above it are the real ones.</summary>
public sealed class SimulatedServerHandler(DemoServer server, TimeProvider time) : HttpMessageHandler
{
    private readonly ISimulatedServer _wire = DemoHousehold.Open(server);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        var wanted = WireRequest.Of(request);

        // The household only tells: nothing can be stopped or changed in it.
        var answer = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
            ? _wire.Answer(wanted, now)
            : WireAnswer.Text("Method Not Allowed", status: HttpStatusCode.MethodNotAllowed);
        return Task.FromResult(answer.ToResponse(request, now));
    }
}
