using Radzen;

namespace MediaInsight.Components.Ui;

/// <summary>Short messages in the corner that go by themselves; what the reader must not miss belongs on the page.</summary>
public sealed class Toasts(NotificationService host)
{
    private const double ShortMs = 4500;
    private const double LongMs = 9000;

    public void Success(string title, string? detail = null) => Show(NotificationSeverity.Success, title, detail, ShortMs);

    public void Info(string title, string? detail = null) => Show(NotificationSeverity.Info, title, detail, ShortMs);

    public void Warning(string title, string? detail = null) => Show(NotificationSeverity.Warning, title, detail, LongMs);

    public void Failure(string title, string? detail = null) => Show(NotificationSeverity.Error, title, detail, LongMs);

    private void Show(NotificationSeverity severity, string title, string? detail, double milliseconds) =>
        host.Notify(new NotificationMessage { Severity = severity, Summary = title, Detail = detail ?? "", Duration = milliseconds });
}
