using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>The security administrator's page for erasing a requester: find by number, see what it means, confirm with a reason.</summary>
public static class EraseRequesterPages
{
    public static void MapErasing(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/erasures").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", (HttpContext http, SignedIn signedIn, string? number, CancellationToken stop) => Show(http, signedIn, number, null, "", stop));
        pages.MapPost("", Erase);
    }

    static async Task<IResult> Erase(
        HttpContext http, SignedIn signedIn, MatterDesk desk, EraseRequester erase, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SecurityAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        var (number, why) = (form["number"].ToString(), form["reason"].ToString());
        if (await desk.IdOf(clerk.Caller.District, number, stop) is not { } id) return await Show(http, signedIn, number, null, why, stop);
        var answer = await erase.Run(clerk, id, new(why), stop);
        if (answer.Refusal is { } refusal) return await Show(http, signedIn, number, refusal, why, stop);

        var reader = await readerOf(http);
        Notices.Leave(http, new Notice(reader.Say($"{answer.Story.Number} 的诉求人信息已删除，不能恢复。办理过程仍在账上。", $"The requester of {answer.Story.Number} has been erased and cannot be brought back. What was done stays on the books.")));
        return Results.Redirect($"/erasures?number={Uri.EscapeDataString(answer.Story.Number)}");
    }

    static async Task<IResult> Show(HttpContext http, SignedIn signedIn, string? number, Refusal? refusal, string why, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SecurityAdmin) is { } fault) return fault.AsHttp();
        var services = http.RequestServices;
        var found = string.IsNullOrWhiteSpace(number) ? null : await services.GetRequiredService<EraseRequester>().Look(signedIn.Person!.Caller.District, number, stop, signedIn.Person.Scope.Offices);
        if (found is null && !string.IsNullOrWhiteSpace(number)) refusal ??= No.SuchMatter.On("number");
        return Pages.Show<EraseRequesterPage>(http, await services.GetRequiredService<ReaderOf>()(http), new
        {
            Sought = number, Found = found, Refusal = refusal, Why = why,
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }
}
