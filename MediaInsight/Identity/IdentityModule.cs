using MediaInsight.Data;
using MediaInsight.Platform;
using MediaInsight.Platform.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MediaInsight.Identity;

/// <summary>Accounts, sign-in, permissions, audit and the API token.</summary>
public static class IdentityModule
{
    /// <summary>Picks the bearer token when a request carries one, else the cookie.</summary>
    private const string AnyScheme = "MediaInsight";

    public static IServiceCollection AddIdentityModule(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        AddAccounts(services);
        AddSchemes(services);
        AddPolicies(services);
        services.AddSingleton<InstanceId>();
        services.AddSingleton<AdminToken>();
        services.AddSingleton<SetupCode>();
        services.AddSingleton<FirstRun>();
        services.AddSingleton<IdentityStart>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<IJob, AuditRetentionJob>();
        services.AddScoped<Accounts>();
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<OwnerSetup>();
        services.TryAddScoped<IPeople, NoPeople>();
        services.Configure<KestrelServerOptions>(o => o.AddServerHeader = false);
        return services;
    }

    /// <summary>After authentication and before authorization: a page that nobody may see yet still leads to the set-up.</summary>
    public static IApplicationBuilder UseFirstRun(this IApplicationBuilder app) => app.UseMiddleware<FirstRunRedirect>();

    private static void AddAccounts(IServiceCollection services)
    {
        // Before the framework adds its own per request: the start needs one too.
        services.TryAddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddIdentityCore<AppUser>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.User.AllowedUserNameCharacters = AccountRules.NameCharacters;
                options.Lockout.MaxFailedAccessAttempts = AccountRules.MaxFailures;
                options.Lockout.DefaultLockoutTimeSpan = AccountRules.LockedFor;
                options.Password.RequiredLength = AccountRules.MinPassword;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<MediaInsightDb>()
            .AddUserManager<AppUserManager>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<AppClaimsFactory>();
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromSeconds(30));
        services.AddSingleton<AccountCheck>();
        services.AddScoped<AuthenticationStateProvider, CircuitAccount>();
        services.AddCascadingAuthenticationState();
    }

    private static void AddSchemes(IServiceCollection services)
    {
        services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, displayName: null, o => o.ForwardDefaultSelector = context =>
                BearerAuthentication.IsPresent(context.Request) ? BearerAuthentication.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, configureOptions: null)
            .AddCookie(IdentityConstants.ApplicationScheme);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, CookieRules>();
        services.AddSingleton<IConfigureOptions<AntiforgeryOptions>, CookieRules>();
        services.AddScoped<IClaimsTransformation, AddressClaim>();
    }

    private static void AddPolicies(IServiceCollection services)
    {
        var policies = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Permissions.ReadAudit, p => p.RequireAssertion(c =>
                Roles.Grant(c.User, Permissions.ManageUsers) || Roles.Grant(c.User, Permissions.ManageSettings)))
            .AddPolicy(Permissions.ReadEverything, p => p.RequireAssertion(c => CurrentReader.Of(c.User).Scope.IsEverything));
        foreach (var permission in Permissions.All)
        {
            policies.AddPolicy(permission, p => p.RequireAssertion(c => Roles.Grant(c.User, permission)));
        }
    }
}
