using MediaInsight.Platform;

namespace MediaInsight.Newsletters;

public static class NewslettersModule
{
    public static IServiceCollection AddNewsletters(this IServiceCollection services)
    {
        services.AddSingleton<Arrivals>();
        services.AddSingleton<ReportProblems>();
        services.AddSingleton<NewsletterPages>();
        services.AddSingleton<OptOuts>();
        services.AddSingleton<NewsletterSending>();
        services.AddSingleton<HeldIssues>();
        services.AddSingleton<NewsletterStore>();
        services.AddSingleton<IJob, NewsletterJob>();
        return services;
    }
}
