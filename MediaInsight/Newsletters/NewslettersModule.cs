namespace MediaInsight.Newsletters;

public static class NewslettersModule
{
    public static IServiceCollection AddNewsletters(this IServiceCollection services) => services;
}
