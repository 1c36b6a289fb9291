using System.Net;

namespace MediaInsight.Demo;

/// <summary>One simulated server in the place of a socket: the connectors above it are the real ones.</summary>
internal sealed class SimulatedServerHandler(DemoServer server, DemoRemote remote, TimeProvider time) : HttpMessageHandler
{
    private readonly ISimulatedServer _wire = DemoHousehold.Open(server, remote);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        var wanted = WireRequest.Of(request);

        // The household tells, and its players can be paused and stopped: nothing else can be changed in it.
        var answer = request.Method == HttpMethod.Get || request.Method == HttpMethod.Head ? _wire.Answer(wanted, now)
            : request.Method == HttpMethod.Post ? _wire.Command(wanted, now)
            : null;
        answer ??= WireAnswer.Text("Method Not Allowed", status: HttpStatusCode.MethodNotAllowed);
        return Task.FromResult(answer.ToResponse(request, now));
    }
}
