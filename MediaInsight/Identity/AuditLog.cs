using MediaInsight.Data;
using MediaInsight.Domain;

namespace MediaInsight.Identity;

/// <summary>Remembers who did what. Never give it a secret.</summary>
public sealed class AuditLog(DatabaseWriter writer, TimeProvider time)
{
    private const int MaxDetail = 500;

    /// <param name="by">Who acts.</param>
    /// <param name="action">Stable lower-case words with a dot: "server.add".</param>
    /// <param name="target">What it was done to, by name.</param>
    /// <param name="detail">What a reader needs to understand it later, in words.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public Task RecordAsync(AuditContext by, string action, string? target, string? detail, CancellationToken cancellationToken) =>
        writer.RunAsync((db, _) =>
        {
            Add(db, by, action, target, detail);
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>As part of a larger transaction: the act and its entry are stored together or not at all.</summary>
    public void Add(MediaInsightDb db, AuditContext by, string action, string? target, string? detail) =>
        db.AuditEntries.Add(new()
        {
            At = time.GetUtcNow(),
            Actor = Text.Clean(by.Actor, Text.MaxName) ?? "nobody",
            Action = action,
            Target = Text.Clean(target, Text.MaxName),
            Detail = Text.Clean(detail, MaxDetail),
            IpAddress = by.IpAddress,
        });
}
