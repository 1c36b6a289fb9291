using MediaInsight.Servers;

namespace MediaInsight.Demo;

/// <summary>Leads connections to the demo hosts into the simulation and everything else to where it really goes.</summary>
public sealed class DemoTransport(IServerTransport real, TimeProvider time) : IServerTransport
{
    private readonly DemoRemote _remote = new();

    public HttpMessageHandler Open(ServerConnection connection) =>
        DemoHousehold.At(connection.BaseUrl) is { } server ? new SimulatedServerHandler(server, _remote, time) : real.Open(connection);

    public bool HasSockets(ServerConnection connection) => DemoHousehold.At(connection.BaseUrl) is null && real.HasSockets(connection);
}
