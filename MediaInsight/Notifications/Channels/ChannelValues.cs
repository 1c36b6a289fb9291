using System.Globalization;

namespace MediaInsight.Notifications.Channels;

/// <summary>Puts what was entered together with what is stored, and says what is wrong with it.</summary>
internal sealed class ChannelValues
{
    private const int MaxText = 500;
    private const int MaxSecret = 4000;
    private const int MaxUrl = 2000;
    private const int MaxLongText = 16_000;

    private readonly List<ChannelProblem> _problems = [];

    /// <summary>Fields that say where to send and say something else than what is stored.</summary>
    private readonly HashSet<string> _moved = [];

    private ChannelValues()
    {
    }

    public Dictionary<string, string> Shown { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, string> Hidden { get; } = new(StringComparer.Ordinal);
    public IReadOnlyList<ChannelProblem> Problems => _problems;

    public ChannelSettings Settings => new(Shown.Concat(Hidden).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal));

    /// <param name="shown">Stored; empty for a new channel.</param>
    /// <param name="hidden">Stored and decrypted.</param>
    public static ChannelValues Of(INotificationSender sender, ChannelDraft draft, IReadOnlyDictionary<string, string> shown, IReadOnlyDictionary<string, string> hidden)
    {
        var values = new ChannelValues();
        values._moved.UnionWith(sender.Fields.Where(f => f.IsReceiver && IsMoved(f, draft, (f.IsSecret ? hidden : shown).GetValueOrDefault(f.Name))).Select(f => f.Name));
        foreach (var field in sender.Fields)
        {
            values.Take(field, draft, (field.IsSecret ? hidden : shown).GetValueOrDefault(field.Name));
        }

        if (values._problems.Count == 0)
        {
            values._problems.AddRange(sender.Problems(values.Settings).Select(p => new ChannelProblem(p.Field, p.Message)));
        }

        return values;
    }

    private void Take(ChannelField field, ChannelDraft draft, string? stored)
    {
        var given = draft.Values.GetValueOrDefault(field.Name);
        if (field.IsSecret && string.IsNullOrWhiteSpace(given) && !string.IsNullOrEmpty(stored) && !draft.ForgottenSecrets.Contains(field.Name) && _moved.Any(m => m != field.Name))
        {
            // A stored secret goes only where it was entered for: else a test would hand it to any address.
            _problems.Add(new(field.Name, "Enter it again: where it is sent to has changed."));
            return;
        }

        var value = field.IsSecret
            ? (draft.ForgottenSecrets.Contains(field.Name) ? "" : string.IsNullOrWhiteSpace(given) ? stored : given)
            : given ?? stored ?? field.Default;
        value = (field.Type is ChannelFieldType.LongText ? value?.TrimEnd() : value?.Trim()) ?? "";
        if (Problem(field, value) is { } problem)
        {
            _problems.Add(new(field.Name, problem));
        }
        else if (value.Length > 0)
        {
            (field.IsSecret ? Hidden : Shown)[field.Name] = value;
        }
    }

    private static bool IsMoved(ChannelField field, ChannelDraft draft, string? stored)
    {
        var given = draft.Values.GetValueOrDefault(field.Name)?.Trim();
        return field.IsSecret
            ? !string.IsNullOrEmpty(given) && !string.IsNullOrEmpty(stored) && !IsSame(given, stored)
            : given is not null && !IsSame(given, stored ?? field.Default ?? "");
    }

    private static bool IsSame(string address, string stored) => string.Equals(address.TrimEnd('/'), stored.TrimEnd('/'), StringComparison.Ordinal);

    private static string? Problem(ChannelField field, string value)
    {
        if (value.Length == 0)
        {
            return field.IsRequired ? $"{field.Label} is needed." : null;
        }

        return field.Type switch
        {
            ChannelFieldType.Url or ChannelFieldType.SecretUrl => Address(field, value),
            ChannelFieldType.Number => !int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) || number < field.Min || number > field.Max
                ? field.Max == int.MaxValue ? $"{field.Label} must be a whole number from {field.Min}." : $"{field.Label} must be a whole number from {field.Min} to {field.Max}."
                : null,
            ChannelFieldType.Toggle => value is "true" or "false" ? null : $"{field.Label} must be on or off.",
            ChannelFieldType.Choice => field.Choices.Contains(value) ? null : $"{field.Label} must be one of {string.Join(", ", field.Choices)}.",
            ChannelFieldType.LongText => TooLong(field, value, MaxLongText),
            ChannelFieldType.Secret => TooLong(field, value, MaxSecret) ?? Lines(field, value),
            _ => TooLong(field, value, MaxText) ?? Lines(field, value),
        };
    }

    private static string? Address(ChannelField field, string value) =>
        TooLong(field, value, MaxUrl)
        ?? (field.Type == ChannelFieldType.Url && Uri.TryCreate(value, UriKind.Absolute, out var shown) && shown.UserInfo.Length > 0
            ? "Put user and password into their own fields."
            : null)
        ?? (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 && !value.Any(char.IsWhiteSpace)
            ? null
            : $"{field.Label} must be a whole address that begins with https:// or http://.");

    private static string? TooLong(ChannelField field, string value, int max) => value.Length > max ? $"{field.Label} has more than {max} characters." : null;

    private static string? Lines(ChannelField field, string value) => value.Any(char.IsControl) ? $"{field.Label} must be one line." : null;
}
