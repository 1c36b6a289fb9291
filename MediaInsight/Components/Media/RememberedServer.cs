using System.Data.Common;
using MediaInsight.Analytics.Statistics;
using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components;

namespace MediaInsight.Components.Media;

/// <summary>The server that a reader looked at last, on whichever page: the next visit begins with it. An address that says anything goes before it.</summary>
public sealed class RememberedServer(SavedFilters filters, NavigationManager navigation)
{
    private bool _isAsked;

    /// <summary>Once in the life of a page; null: show what the address says.</summary>
    public async Task<ServerId?> TakeAsync(CurrentReader reader, CancellationToken cancellationToken)
    {
        var isFirst = !_isAsked;
        _isAsked = true;
        if (!isFirst || reader.UserId is not { } owner || new Uri(navigation.Uri).Query.Length > 1)
        {
            return null;
        }

        try
        {
            return await filters.LastServerAsync(owner, cancellationToken);
        }
        catch (DbException)
        {
            // The page itself says that the database does not answer.
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <param name="server">Null: all of them.</param>
    public async Task KeepAsync(CurrentReader reader, ServerId? server, CancellationToken cancellationToken)
    {
        if (reader.UserId is not { } owner)
        {
            return;
        }

        try
        {
            await filters.UseServerAsync(owner, server, cancellationToken);
        }
        catch (DbException)
        {
            // The choice stands in the address; only the next visit begins without it.
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page is gone.
        }
    }
}
