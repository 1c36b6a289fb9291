using MediaInsight.Alerting.Rules;

namespace MediaInsight.Components.Pages.Notifications.Rules;

/// <summary>A rule that waits while its first channel is made; lives as long as the reader's connection.</summary>
public sealed class PendingRule
{
    private (string Address, RuleDraft Draft)? _kept;

    /// <param name="address">Of the page it waits for.</param>
    public void Keep(string address, RuleDraft draft) => _kept = (address, draft);

    /// <summary>Once; null when nothing waits for this page. Whatever waited for another is forgotten.</summary>
    public RuleDraft? Take(string address)
    {
        var kept = _kept;
        _kept = null;
        return kept?.Address == address ? kept.Value.Draft : null;
    }
}
