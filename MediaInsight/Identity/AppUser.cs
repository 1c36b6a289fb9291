using MediaInsight.Domain;
using Microsoft.AspNetCore.Identity;

namespace MediaInsight.Identity;

/// <summary>Somebody who signs in to MediaInsight.</summary>
public sealed class AppUser : IdentityUser
{
    /// <summary>Sees only the plays of <see cref="ViewerId"/>. Admins are never limited.</summary>
    public bool OnlyOwnPlays { get; set; }

    /// <summary>The person this account belongs to.</summary>
    public ViewerId? ViewerId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }
}
