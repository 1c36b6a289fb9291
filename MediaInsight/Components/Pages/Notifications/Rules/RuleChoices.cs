using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Topics;

namespace MediaInsight.Components.Pages.Notifications.Rules;

/// <summary>What can be chosen for fields, read once for a page, with the names of what was chosen.</summary>
public sealed class RuleChoices(ConditionChoices choices)
{
    private readonly Dictionary<ChoiceSource, IReadOnlyList<ConditionChoice>> _known = [];

    public async Task LoadAsync(IEnumerable<string> fields, CancellationToken cancellationToken)
    {
        foreach (var source in fields.Select(EventFields.Find).OfType<EventField>().Select(f => f.Source).Distinct().Where(s => s != ChoiceSource.None && !_known.ContainsKey(s)).ToList())
        {
            _known[source] = await choices.ListAsync(source, cancellationToken);
        }
    }

    public IReadOnlyList<ConditionChoice> Of(EventField field) => _known.GetValueOrDefault(field.Source) ?? [];

    /// <summary>What a reader calls a stored value; what is gone stays as it is stored.</summary>
    public string Label(EventField field, string value) =>
        Of(field).FirstOrDefault(c => c.Value == value)?.Label ?? (field.Source is ChoiceSource.People or ChoiceSource.Servers or ChoiceSource.Libraries ? $"#{value} (gone)" : value);
}
