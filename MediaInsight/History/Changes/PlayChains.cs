using MediaInsight.Data;
using MediaInsight.Domain;
using Microsoft.EntityFrameworkCore;

namespace MediaInsight.History.Changes;

/// <summary>A chain is one account's, whatever was given to whom while some of it lay in the bin.</summary>
internal static class PlayChains
{
    /// <summary>Parts the chains of plays that were put back from those of other accounts. Works inside the caller's transaction.</summary>
    public static async Task SeparateAsync(MediaInsightDb db, long[] back, CancellationToken cancellationToken)
    {
        var chains = await db.Plays.AsNoTracking().Where(p => back.Contains(p.Number)).Select(p => p.ChainNumber).Distinct().ToListAsync(cancellationToken);
        var members = await db.Plays.AsNoTracking().Where(p => chains.Contains(p.ChainNumber)).Select(p => new { p.Number, p.UserId, p.ChainNumber }).ToListAsync(cancellationToken);
        foreach (var chain in members.GroupBy(m => m.ChainNumber))
        {
            // The number is the first play's; without it, whoever was not in the bin has it.
            var accounts = chain.GroupBy(m => m.UserId).OrderByDescending(a => a.Any(m => m.Number == chain.Key)).ThenByDescending(a => a.Any(m => !back.Contains(m.Number))).ToList();
            foreach (var leaving in accounts.Skip(1))
            {
                var (first, account) = (leaving.Min(m => m.Number), leaving.Key);
                await db.Plays.Where(p => p.ChainNumber == chain.Key && p.UserId == account).ExecuteUpdateAsync(s => s.SetProperty(p => p.ChainNumber, first), cancellationToken);
            }
        }
    }
}
