using System.Globalization;
using MediaInsight.Platform;
using MediaInsight.Servers;

namespace MediaInsight.Ingest;

/// <summary>Asks again, for servers whose history could not be read when watching began.</summary>
internal sealed class CatchUpJob(ServerRegistry registry, CatchUp catchUp) : IJob
{
    public string Name => "catch-up";

    public string Description => "Fills what was missed while a server was not watched from the server's own history.";

    public JobSchedule Schedule => JobSchedule.EveryMinutes(360, atStart: false);

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var server in registry.All.Where(s => s is { IsEnabled: true, IsDemo: false }))
        {
            var run = await catchUp.RunAsync(server, cancellationToken);
            var added = string.Create(CultureInfo.InvariantCulture, $"{run.Derived + run.Inferred} of {run.Found} added");
            lines.Add(run switch
            {
                { Problem: null } => $"{server.Name}: {added}",
                { Found: 0 } => $"{server.Name}: {run.Problem}",
                _ => $"{server.Name}: {added}. {run.Problem}",
            });
        }

        return lines.Count == 0 ? "No server to ask." : string.Join("; ", lines);
    }
}
