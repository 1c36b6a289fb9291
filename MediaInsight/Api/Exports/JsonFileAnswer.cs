namespace MediaInsight.Api.Exports;

/// <summary>An answer that is saved instead of shown.</summary>
internal sealed class JsonFileAnswer(string name, object answer) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ExportHeaders.Set(httpContext.Response, name, ExportFormat.Json);
        return httpContext.Response.WriteAsJsonAsync(answer, answer.GetType(), ApiJson.Options, httpContext.RequestAborted);
    }
}
