using MediaInsight.Data;
using MediaInsight.Notifications.Channels;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Notifications.Delivering;

/// <summary>What every lane works with.</summary>
internal sealed record LaneTools(
    IDbContextFactory<MediaInsightDb> Factory,
    DatabaseWriter Writer,
    ChannelStore Store,
    ChannelSecrets Secrets,
    Attempt Attempt,
    DeliveryEnding Ending,
    SettingsStore Settings,
    AgeWatch Ages,
    TimeProvider Time);
