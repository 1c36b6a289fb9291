using MediaInsight.Domain;
using Microsoft.AspNetCore.Components.Authorization;

namespace MediaInsight.Components.Media;

/// <summary>Whose plays the reader of a page may see. Nobody signed in sees none.</summary>
public static class ReaderScope
{
    public static async Task<ReadScope> OfAsync(Task<AuthenticationState>? state) =>
        state is not null && (await state).User.Identity?.IsAuthenticated == true ? ReadScope.Everything : ReadScope.None;
}
