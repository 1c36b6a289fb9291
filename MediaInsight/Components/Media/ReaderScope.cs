using MediaInsight.Domain;
using MediaInsight.Identity;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Media;

/// <summary>Whose plays the reader of a page may see.</summary>
public static class ReaderScope
{
    public static async Task<ReadScope> OfAsync(Task<AuthenticationState>? state) =>
        state is null ? ReadScope.None : CurrentReader.Of((await state).User).Scope;
}
