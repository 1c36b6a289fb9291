using MediaInsight.Notifications;
using MediaInsight.Notifications.Channels;

namespace MediaInsight.Components.Pages.Notifications;

/// <summary>What stands in the form of a channel.</summary>
internal sealed class ChannelForm
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);
    private IReadOnlyList<ChannelProblem> _problems = [];

    private ChannelForm(INotificationSender sender) => Sender = sender;

    public INotificationSender Sender { get; }

    /// <summary>Null: a new one.</summary>
    public ChannelView? Stored { get; private set; }
    public string? Name { get; set; }
    public bool IsEnabled { get; set; } = true;
    public bool TakesEverything { get; set; } = true;
    public bool HasQuietHours { get; set; }
    public string? QuietFrom { get; set; } = "22:00";
    public string? QuietTo { get; set; } = "07:00";
    public bool QuietDrops { get; set; }
    public IEnumerable<ChannelField> Plain => Sender.Fields.Where(f => !f.IsAdvanced);
    public IReadOnlyList<ChannelField> Advanced => [.. Sender.Fields.Where(f => f.IsAdvanced)];
    public bool HasAdvancedProblem => Advanced.Any(f => Problem(f.Name) is not null);

    public static ChannelForm New(INotificationSender sender, IReadOnlyCollection<string> taken)
    {
        var form = new ChannelForm(sender) { Name = Enumerable.Range(1, ChannelStore.MaxChannels + 1).Select(i => i == 1 ? sender.Name : $"{sender.Name} {i}").First(n => !taken.Contains(n, StringComparer.OrdinalIgnoreCase)) };
        foreach (var field in sender.Fields.Where(f => f.Default is not null))
        {
            form._values[field.Name] = field.Default ?? "";
        }

        return form;
    }

    public static ChannelForm Of(INotificationSender sender, ChannelView view)
    {
        var form = new ChannelForm(sender)
        {
            Stored = view,
            Name = view.Name,
            IsEnabled = view.IsEnabled,
            TakesEverything = view.Events.Contains(NotificationChannel.AllEvents),
            HasQuietHours = view.QuietFrom is not null,
            QuietFrom = Clock(view.QuietFrom) ?? "22:00",
            QuietTo = Clock(view.QuietTo) ?? "07:00",
            QuietDrops = view.QuietDrops,
        };
        foreach (var (name, value) in view.Values)
        {
            form._values[name] = value;
        }

        form._topics.UnionWith(view.Events.Where(e => e != NotificationChannel.AllEvents));
        return form;
    }

    public string? this[string field]
    {
        get => _values.GetValueOrDefault(field);
        set => _values[field] = value ?? "";
    }

    public bool IsStored(string field) => Stored?.SecretsSet.Contains(field) == true;

    public bool IsForgotten(string field) => _forgotten.Contains(field);

    public void Forget(string field, bool isForgotten) => _ = isForgotten ? _forgotten.Add(field) : _forgotten.Remove(field);

    public bool Takes(string topic) => _topics.Contains(topic);

    public void Take(string topic, bool isTaken) => _ = isTaken ? _topics.Add(topic) : _topics.Remove(topic);

    public string? Problem(string field) => _problems.FirstOrDefault(p => p.Field == field)?.Message;

    public void Show(IReadOnlyList<ChannelProblem> problems) => _problems = problems;

    public ChannelDraft ToDraft() => new()
    {
        Id = Stored?.Id,
        Name = Name ?? "",
        Kind = Sender.Kind,
        IsEnabled = IsEnabled,
        Values = new Dictionary<string, string>(_values, StringComparer.Ordinal),
        ForgottenSecrets = _forgotten,
        Events = TakesEverything ? ChannelEvents.Everything : [.. _topics.Order(StringComparer.Ordinal)],
        QuietFrom = HasQuietHours ? Clock(QuietFrom) : null,
        QuietTo = HasQuietHours ? Clock(QuietTo) : null,
        QuietDrops = HasQuietHours && QuietDrops,
    };

    private static string? Clock(TimeOnly? time) => time?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static TimeOnly? Clock(string? text) => TimeOnly.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time) ? time : null;
}
