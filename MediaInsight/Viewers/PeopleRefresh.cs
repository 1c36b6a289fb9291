using MediaInsight.Servers;

namespace MediaInsight.Viewers;

/// <summary>After accounts or persons changed: names are read anew, and what plays now is shown again at once.</summary>
public sealed class PeopleRefresh(PeopleDirectory people, ServerRegistry registry, PollRequests polls)
{
    public void Run()
    {
        people.Forget();
        foreach (var server in registry.All)
        {
            polls.Request(server.Id);
        }
    }
}
