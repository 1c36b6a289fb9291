namespace MediaInsight.Platform.Web;

public static class Stopping
{
    /// <summary>
    /// Before everything but the headers every answer carries. Browsers reconnect the moment their connection is closed; let in again, they would hold up the
    /// stop until its time limit.
    /// </summary>
    public static IApplicationBuilder RefuseWhileStopping(this IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return app.Use((context, next) =>
        {
            if (!stopping.IsCancellationRequested)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.Connection = "close";
            context.Response.Headers.RetryAfter = "5";
            return Task.CompletedTask;
        });
    }
}
