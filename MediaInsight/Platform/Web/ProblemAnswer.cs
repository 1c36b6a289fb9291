namespace MediaInsight.Platform.Web;

/// <summary>The small error body of the API: type, title, status.</summary>
public static class ProblemAnswer
{
    public static Task WriteAsync(HttpContext context, int status, string title)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new Body("about:blank", title, status), options: null, "application/problem+json", context.RequestAborted);
    }

    public static IResult Result(int status, string title) =>
        TypedResults.Json(new Body("about:blank", title, status), contentType: "application/problem+json", statusCode: status);

    private sealed record Body(string Type, string Title, int Status);
}
