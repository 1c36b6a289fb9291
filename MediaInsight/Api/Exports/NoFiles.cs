namespace MediaInsight.Api.Exports;

/// <summary>Answers that are no flat table say so, instead of sending something else than the file that was asked for.</summary>
internal static class NoFiles
{
    public static TBuilder WithoutFiles<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (context, next) =>
            (string?)context.HttpContext.Request.Query["format"] is { Length: > 0 } format && !string.Equals(format, "json", StringComparison.OrdinalIgnoreCase)
                ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["format"] = ["'format' must be left out or be json: this answer is no table."] }, title: "Some parameters cannot be used.")
                : await next(context));
}
