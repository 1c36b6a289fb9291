using MediaInsight.Data;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Analytics.Dashboards;

/// <summary>How accounts arranged their dashboards.</summary>
public sealed class DashboardLayouts(IDbContextFactory<MediaInsightDb> factory, DatabaseWriter writer, TimeProvider time)
{
    /// <summary>The usual one for an account that arranged nothing, and for nobody.</summary>
    public async Task<IReadOnlyList<DashboardWidget>> ReadAsync(string? owner, CancellationToken cancellationToken)
    {
        if (owner is null)
        {
            return WidgetList.Usual;
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var text = await db.DashboardLayouts.AsNoTracking().Where(l => l.OwnerId == owner).Select(l => l.Widgets).FirstOrDefaultAsync(cancellationToken);
        return text is null ? WidgetList.Usual : WidgetList.Read(text);
    }

    public Task SaveAsync(string owner, IReadOnlyList<DashboardWidget> widgets, CancellationToken cancellationToken) =>
        writer.RunAsync((db, token) => PutAsync(db, owner, [.. widgets.Take(WidgetList.MaxWidgets)], token), cancellationToken);

    /// <summary>Back to the usual one.</summary>
    public Task ResetAsync(string owner, CancellationToken cancellationToken) =>
        writer.RunAsync((db, token) => db.DashboardLayouts.Where(l => l.OwnerId == owner).ExecuteDeleteAsync(token), cancellationToken);

    /// <summary>At the end of the dashboard; false when it is full.</summary>
    public Task<bool> PinAsync(string owner, DashboardWidget widget, CancellationToken cancellationToken) =>
        writer.RunAsync(async (db, token) =>
        {
            var text = await db.DashboardLayouts.Where(l => l.OwnerId == owner).Select(l => l.Widgets).FirstOrDefaultAsync(token);
            var widgets = text is null ? WidgetList.Usual : WidgetList.Read(text);
            if (widgets.Any(w => w.Key == widget.Key))
            {
                return true;
            }

            if (widgets.Count >= WidgetList.MaxWidgets)
            {
                return false;
            }

            await PutAsync(db, owner, [.. widgets, widget], token);
            return true;
        }, cancellationToken);

    private async Task PutAsync(MediaInsightDb db, string owner, IReadOnlyList<DashboardWidget> widgets, CancellationToken cancellationToken)
    {
        var (text, now) = (WidgetList.Write(widgets), time.GetUtcNow());
        if (await db.DashboardLayouts.FirstOrDefaultAsync(l => l.OwnerId == owner, cancellationToken) is { } layout)
        {
            (layout.Widgets, layout.ChangedAt) = (text, now);
            return;
        }

        db.DashboardLayouts.Add(new() { OwnerId = owner, Widgets = text, ChangedAt = now });
    }
}
