using MediaInsight.Alerting.Conditions;
using MediaInsight.Alerting.Topics;
using MediaInsight.Domain;

namespace MediaInsight.Alerting.Facts;

/// <summary>Gathers values; what is null is not told.</summary>
internal sealed class ValueList(SiteWords words)
{
    private readonly Dictionary<string, EventValue> _values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, EventValue> Values => _values;

    public SiteWords Words => words;

    public ValueList Text(string word, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _values[word] = new(text);
        }

        return this;
    }

    /// <summary>Shown as a name, compared by its stable word or number.</summary>
    public ValueList Named(string word, string? text, object? key)
    {
        if (!string.IsNullOrWhiteSpace(text) && key?.ToString() is { Length: > 0 } known)
        {
            _values[word] = new(text) { Keys = [known] };
        }

        return this;
    }

    public ValueList Choice(string word, string? key)
    {
        if (key is not null && EventFields.Find(word) is { } field)
        {
            _values[word] = new(Conditions.Words.Label(field.Source, key)) { Keys = [key] };
        }

        return this;
    }

    public ValueList Many(string word, IReadOnlyList<string> several)
    {
        if (several.Count > 0)
        {
            _values[word] = new(string.Join(", ", several)) { Keys = several };
        }

        return this;
    }

    public ValueList Number(string word, double? number, string? text = null)
    {
        if (number is { } told && double.IsFinite(told))
        {
            _values[word] = new(text ?? words.Number(told), told);
        }

        return this;
    }

    /// <param name="kbit">kbit/s.</param>
    public ValueList Rate(string word, int? kbit) => kbit is > 0 ? Number(word, kbit / 1000.0, words.Rate(kbit.Value / 1000.0)) : this;

    /// <param name="ms">Milliseconds.</param>
    public ValueList Minutes(string word, long? ms) => ms is { } told ? Number(word, Math.Round(told / 60_000.0, 2), words.Minutes(told / 60_000.0)) : this;

    public ValueList YesNo(string word, bool? yes)
    {
        if (yes is { } told)
        {
            _values[word] = new(told ? "yes" : "no");
        }

        return this;
    }

    /// <summary>What every event has.</summary>
    public ValueList When(string topic, DateTimeOffset at)
    {
        var local = words.Local(at);
        Text("event", NotificationTopics.Find(topic)?.Name);
        _values["time"] = new(words.Time(at), (local.Hour * 60) + local.Minute);
        _values["weekday"] = new(Conditions.Words.Label(ChoiceSource.Weekdays, Comparison.Word(local.DayOfWeek))) { Keys = [Comparison.Word(local.DayOfWeek)] };
        return Text("date", words.Date(at));
    }

    public ValueList Server(ServerId id, string? name, ServerKind? kind) => Named("server", name, id).Choice("product", kind?.ToString().ToLowerInvariant());
}
