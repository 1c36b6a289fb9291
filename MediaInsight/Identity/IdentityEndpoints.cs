namespace MediaInsight.Identity;

public static class IdentityEndpoints
{
    public static IEndpointRouteBuilder MapIdentityEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapPost(IdentityPaths.SignOut, async (HttpContext context, PasswordSignIn signIn) =>
            {
                await signIn.LeaveAsync(context.RequestAborted);
                return TypedResults.LocalRedirect(context.Request.PathBase + IdentityPaths.SignIn);
            })
            .AllowAnonymous()
            .RequireAntiforgeryForCookies()
            .ExcludeFromDescription();
        return app;
    }

    /// <summary>For endpoints and groups with methods that change something.</summary>
    public static TBuilder RequireAntiforgeryForCookies<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter<TBuilder, RequireAntiforgeryForCookies>();
}
