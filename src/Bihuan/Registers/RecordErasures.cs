using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>The security administrator's page for erasing what a record holds of a person: find by number, see what it means, confirm with ground and reason.</summary>
public static class RecordErasures
{
    /// <summary>What erasing would mean: which answers are there, and where else they may stand. The answers themselves are not told.</summary>
    /// <param name="Personal">The fields that hold something personal, in the record and in its duplicates.</param>
    /// <param name="Matters">The numbers of matters that name it, and may have taken answers over.</param>
    public sealed record Found(Register Register, Record Record, IReadOnlyList<RegisterField> Personal, IReadOnlyList<string> Duplicates, IReadOnlyList<string> Matters);

    public static void MapRecordErasures(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/erasures/records").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", (HttpContext http, SignedIn signedIn, string? number, CancellationToken stop) => Show(http, signedIn, number, null, null, stop));
        pages.MapPost("", Erase);
    }

    static async Task<IResult> Erase(HttpContext http, SignedIn signedIn, RecordDesk desk, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SecurityAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        var number = form["number"].ToString();
        var command = new EraseRecord.Command(form["reason"].ToString(), form["ground"].ToString());
        if (await desk.IdOf(clerk.Caller.District, number, stop) is not { } id) return await Show(http, signedIn, number, null, command, stop);
        var answer = await desk.Erase(clerk, id, command, stop);
        if (answer.Refusal is { } refusal) return await Show(http, signedIn, number, refusal, command, stop);

        var reader = await readerOf(http);
        Notices.Leave(http, new Notice(reader.Say($"{answer.Story.Number} 的个人信息已删除，不能恢复。谁在什么时候登记、改过、看过，仍在账上。",
            $"What {answer.Story.Number} held of a person has been erased and cannot be brought back. Who entered, changed and looked at it stays on the books.")));
        return Results.Redirect($"/erasures/records?number={Uri.EscapeDataString(answer.Story.Number)}");
    }

    static async Task<IResult> Show(HttpContext http, SignedIn signedIn, string? number, Refusal? refusal, EraseRecord.Command? given, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.SecurityAdmin) is { } fault) return fault.AsHttp();
        var services = http.RequestServices;
        var found = string.IsNullOrWhiteSpace(number) ? null : await Look(services, signedIn.Person!, number, stop);
        if (found is null && !string.IsNullOrWhiteSpace(number)) refusal ??= No.SuchRecord.On("number");
        return Pages.Show<RecordErasurePage>(http, await services.GetRequiredService<ReaderOf>()(http), new
        {
            Sought = number, Found = found, Refusal = refusal, Given = given,
            Names = found is null ? null : await services.GetRequiredService<RegisterRoom>().Names(await services.GetRequiredService<ReaderOf>()(http), stop),
        },
            refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static async Task<Found?> Look(IServiceProvider services, Person person, string number, CancellationToken stop)
    {
        var district = person.Caller.District;
        var reading = services.GetRequiredService<Reading>();
        if (await services.GetRequiredService<RecordDesk>().IdOf(district, number, stop) is not { } id) return null;
        var (record, _) = await reading.Story<Record>(district, Record.StreamOf(id), stop);
        if (!record.Exists || services.GetRequiredService<RegisterShelf>().Find(record.Register) is not { } register) return null;

        List<Record> all = [record];
        for (var n = 0; n < all.Count; n++)
            foreach (var (other, _) in all[n].TookIn) all.Add((await reading.Story<Record>(district, Record.StreamOf(other), stop)).Story);
        return new(register, record, [.. register.Fields.Where(field => all.Exists(one => one.Answers.GetValueOrDefault(field.Id) is { IsPersonal: true }))],
            [.. all.Skip(1).Select(one => one.Number)], await services.GetRequiredService<RecordMatters>().Numbers(district, record.Register, [.. all.Select(one => one.Number)], person.Scope.Offices, stop));
    }
}
