namespace Bihuan.Portal;

/// <summary>Goes on to a page of its own after a form, so that reloading shows and does not send.</summary>
sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
