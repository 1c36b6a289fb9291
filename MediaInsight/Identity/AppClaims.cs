namespace MediaInsight.Identity;

/// <summary>What a signed-in principal carries beside name and roles.</summary>
internal static class AppClaims
{
    /// <summary><see cref="Everything"/>, or absent: only the plays of <see cref="Viewer"/>.</summary>
    public const string Scope = "mediainsight:scope";
    public const string Everything = "everything";
    public const string Viewer = "mediainsight:viewer";

    /// <summary>Address of the request, added anew at each one; a circuit keeps that of its connection.</summary>
    public const string Address = "mediainsight:address";
}
