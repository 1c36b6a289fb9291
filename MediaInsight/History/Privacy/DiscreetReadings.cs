using MediaInsight.Data;
using MediaInsight.Domain;
using MediaInsight.Sessions;
using MediaInsight.Viewers;

namespace MediaInsight.History.Privacy;

/// <summary>For those who show what a server says right now, without tracking: the same discretion as everywhere, and no key that names anybody.</summary>
public sealed class DiscreetReadings(DoNotTrack doNotTrack, PeopleDirectory people, SettingsStore settings)
{
    public async Task<SessionSnapshot> OfAsync(ServerId server, SessionSnapshot seen, CancellationToken cancellationToken)
    {
        if (await doNotTrack.CoversAsync(server, seen.User.ExternalId, seen.Media, cancellationToken))
        {
            return Redaction.Private(seen) with { Key = new("", "", ""), ControlId = null };
        }

        if (await people.FindAsync(server, seen.User.ExternalId, cancellationToken) is { IsIncognito: true } person)
        {
            var shown = Redaction.Incognito(seen, person.PersonName);
            return shown with { Key = new("", "", seen.Key.Item), ControlId = null, User = new("", person.PersonName) };
        }

        return seen with { Network = seen.Network with { Address = settings.Get<PrivacySettings>().Keep(seen.Network.Address) } };
    }
}
