using MediaInsight.Identity;

namespace MediaInsight.Viewers;

public static class ViewersModule
{
    public static IServiceCollection AddViewers(this IServiceCollection services)
    {
        services.AddSingleton<PeopleDirectory>();
        services.AddSingleton<IPeople, People>();
        return services;
    }
}
