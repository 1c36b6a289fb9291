using MediaInsight.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.Tests.Data;

/// <summary>The real file after all migrations.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly TestDb _db = new();

    public void Dispose() => _db.Dispose();

    /// <summary>What lists are filtered and sorted by begins an index.</summary>
    [Theory]
    [InlineData("plays", "user_id", "started_at")]
    [InlineData("plays", "started_at")]
    [InlineData("plays", "ip_address")]
    [InlineData("plays", "media_item_id", "started_at")]
    [InlineData("plays", "kind", "started_at")]
    [InlineData("plays", "server_id", "started_at")]
    [InlineData("plays", "stopped_at")]
    [InlineData("transcode_records", "play_number")]
    [InlineData("transcode_records", "started_at")]
    [InlineData("transcode_records", "failure")]
    [InlineData("system_metrics", "recorded_at")]
    [InlineData("daily_stats", "stat_date")]
    [InlineData("alert_rules", "channel_id")]
    [InlineData("alert_rules", "is_enabled")]
    [InlineData("alert_log", "sent_at")]
    [InlineData("alert_log", "rule_id")]
    [InlineData("media_items", "added_at")]
    [InlineData("audit_entries", "at")]
    [InlineData("server_gaps", "server_id", "started_at")]
    public void A_list_has_its_index(string table, params string[] columns)
    {
        using var db = _db.CreateDbContext();
        var indexes = db.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_index_list({table})").ToList()
            .Select(index => db.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_index_info({index}) ORDER BY seqno").ToList())
            .ToList();

        Assert.Contains(indexes, i => i.Take(columns.Length).SequenceEqual(columns));
    }
}
