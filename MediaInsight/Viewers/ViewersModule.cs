using MediaInsight.Identity;
using MediaInsight.Platform;

namespace MediaInsight.Viewers;

public static class ViewersModule
{
    public static IServiceCollection AddViewers(this IServiceCollection services)
    {
        services.AddSingleton(provider => new InstallationSecret(provider.GetRequiredService<AppPaths>()));
        services.AddSingleton<PeopleDirectory>();
        services.AddSingleton<IPeople, People>();
        services.AddSingleton<PeopleRefresh>();
        services.AddSingleton<PersonMerges>();
        services.AddSingleton<PersonRecords>();
        services.AddSingleton<Incognito>();
        return services;
    }
}
