using MediaInsight.Alerting.Rules;

namespace MediaInsight.Components.Pages.Notifications.Rules;

/// <summary>A rule that waits while its first channel is made; lives as long as the reader's connection.</summary>
public sealed class PendingRule
{
    private RuleDraft? _draft;

    /// <summary>Of the page that it waits for; null: none waits.</summary>
    public string? Address { get; private set; }

    /// <param name="address">Of the page it waits for.</param>
    public void Keep(string address, RuleDraft draft) => (Address, _draft) = (address, draft);

    /// <summary>Once; null when nothing waits for this page. Whatever waited for another is forgotten.</summary>
    public RuleDraft? Take(string address)
    {
        var draft = Address == address ? _draft : null;
        (Address, _draft) = (null, null);
        return draft;
    }
}
