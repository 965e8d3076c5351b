using Bihuan.Hosting;
using Bihuan.Parts;

namespace Bihuan.People;

/// <summary>The pages with which administrators keep units and accounts, and the audit reads the books.</summary>
static class AdministratorPages
{
    public static void Map(RouteGroupBuilder desk)
    {
        desk.MapGet("/accounts", (AdministratorDesk at, string? after, string? unit, string? role, string? q, CancellationToken stop) =>
            at.Accounts(new(after, unit, role, q), stop));
        desk.MapPost("/accounts", async (HttpContext http, AdministratorDesk at, Clerk clerk, CancellationToken stop) =>
        {
            var form = await http.Request.ReadFormAsync(stop);
            var command = new OpenAccount.Command(form["account"].ToString().Trim(), form["name"].ToString(), form["nameEn"].ToString());
            var password = Passwords.OneTime();
            var answer = await OpenAccount.Run(command, Passwords.Hash(password), clerk, stop);
            return await at.Accounts(new(), stop, answer.Refusal, command, answer.IsYes ? (command.Account, password) : null);
        });
        desk.MapGet("/accounts/{account}", (string account, AdministratorDesk at, CancellationToken stop) => at.Account(account, stop));
        desk.MapPost("/accounts/{account}/{act}", Change);
        desk.MapPost("/accounts/{account}/posts/{post}/removal",
            async (string account, string post, HttpContext http, AdministratorDesk at, Clerk clerk, CancellationToken stop) =>
                await Answered(await RemovePost.Run(account, post, new(await Reason(http, stop)), clerk, stop), account, at, stop));

        desk.MapGet("/units", (AdministratorDesk at, CancellationToken stop) => at.Units(stop));
        desk.MapPost("/units", async (HttpContext http, AdministratorDesk at, Clerk clerk, CancellationToken stop) =>
        {
            var form = await http.Request.ReadFormAsync(stop);
            var command = new OpenUnit.Command(form["code"].ToString().Trim(), form["name"].ToString(), form["nameEn"].ToString(), form["kind"].ToString(), form["area"]);
            var answer = await OpenUnit.Run(command, clerk, stop);
            return answer.IsYes ? Results.Redirect("/units") : await at.Units(stop, answer.Refusal, command);
        });
        desk.MapPost("/units/{unit}/name", async (string unit, HttpContext http, AdministratorDesk at, Clerk clerk, CancellationToken stop) =>
        {
            var form = await http.Request.ReadFormAsync(stop);
            var answer = await RenameUnit.Run(unit, new(form["name"].ToString(), form["nameEn"].ToString()), clerk, stop);
            return answer.IsYes ? Results.Redirect("/units") : await at.Units(stop, answer.Refusal);
        });
        desk.MapPost("/units/{unit}/closing", async (string unit, HttpContext http, AdministratorDesk at, Clerk clerk, Store store, CancellationToken stop) =>
        {
            var answer = await CloseUnit.Run(unit, new(await Reason(http, stop)), clerk, store, stop);
            return answer.IsYes ? Results.Redirect("/units") : await at.Units(stop, answer.Refusal);
        });

        desk.MapGet("/sign-ins", (AdministratorDesk at, string? account, string? result, string? before, CancellationToken stop) =>
            at.SignIns(new(account, result, before), stop));
        desk.MapGet("/changes", (AdministratorDesk at, string? about, long? before, CancellationToken stop) => at.Changes(about, before, stop));
    }

    static async Task<IResult> Change(string account, string act, HttpContext http, AdministratorDesk at, Clerk clerk, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var reason = form["reason"].ToString();
        switch (act)
        {
            case "posts":
                return await Answered(await AppointPost.Run(account, new(form["unit"].ToString(), form["role"].ToString(),
                    form["title"], form["titleEn"], form["area"]), clerk, stop), account, at, stop);
            case "lock": return await Answered(await LockAccount.Run(account, new(reason), clerk, stop), account, at, stop);
            case "unlocking": return await Answered(await UnlockAccount.Run(account, clerk, stop), account, at, stop);
            case "closing": return await Answered(await CloseAccount.Run(account, new(reason), clerk, stop), account, at, stop);
            case "password":
                var password = Passwords.OneTime();
                var answer = await ResetPassword.Run(account, new(reason, form["secondFactor"] == "true"), Passwords.Hash(password), clerk, stop);
                return await at.Account(account, stop, answer.Refusal, answer.IsYes ? password : null);
            default: return Results.NotFound();
        }
    }

    static async Task<IResult> Answered(Answer<Account> answer, string account, AdministratorDesk at, CancellationToken stop) =>
        answer.IsYes ? Results.Redirect($"/accounts/{account}") : await at.Account(account, stop, answer.Refusal);

    static async Task<string> Reason(HttpContext http, CancellationToken stop) => (await http.Request.ReadFormAsync(stop))["reason"].ToString();
}

/// <summary>Shows the administrators' pages to those who may see them.</summary>
sealed class AdministratorDesk(IHttpContextAccessor http, ReaderOf reader, SignedIn signedIn, UnitTree tree, Store store)
{
    Person Person => signedIn.Person!;

    string District => Person.Caller.District;

    public async Task<IResult> Accounts(
        ListAccounts.Query query, CancellationToken stop, Refusal? refusal = null, OpenAccount.Command? given = null, (string, string)? oneTime = null) =>
        ListAccounts.Fault(signedIn) is { } fault ? fault.AsHttp() : await Show<AccountsPage>(refusal, new()
        {
            ["Rows"] = await ListAccounts.Read(store, District, query, await tree.Of(District, stop), stop),
            ["Units"] = await tree.Of(District, stop),
            ["Query"] = query,
            ["MayOpen"] = Person.Is(Roles.SystemAdmin),
            ["Given"] = refusal is null ? null : given,
            ["OneTime"] = oneTime,
        });

    public async Task<IResult> Account(string account, CancellationToken stop, Refusal? refusal = null, string? oneTime = null)
    {
        if (ListAccounts.Fault(signedIn) is { } fault) return fault.AsHttp();
        if (await ListAccounts.One(store, District, account, stop) is not { } row) return No.NoSuchAccount.AsHttp();
        return await Show<AccountPage>(refusal, new()
        {
            ["Account"] = row, ["Units"] = await tree.Of(District, stop), ["Actor"] = Person, ["OneTime"] = oneTime,
        });
    }

    public async Task<IResult> Units(CancellationToken stop, Refusal? refusal = null, OpenUnit.Command? given = null) =>
        await Show<UnitsPage>(refusal, new()
        {
            ["Units"] = await tree.Of(District, stop), ["MayChange"] = Person.Is(Roles.SystemAdmin), ["Given"] = given,
            // Whoever may not list accounts is led to none.
            ["People"] = ListAccounts.Fault(signedIn) is null ? await ListAccounts.ByUnit(store, District, stop) : null,
        });

    public async Task<IResult> SignIns(ListSignIns.Query query, CancellationToken stop) =>
        signedIn.Unless(Roles.AuditAdmin) is { } fault ? fault.AsHttp()
            : await Show<SignInsPage>(null, new() { ["Rows"] = await ListSignIns.Read(store, District, query, stop), ["Query"] = query });

    public async Task<IResult> Changes(string? about, long? before, CancellationToken stop)
    {
        if (signedIn.Unless(Roles.AuditAdmin) is { } fault) return fault.AsHttp();
        var (rows, next) = await ListChanges.Read(store, District, about, before, stop);
        return await Show<ChangesPage>(null, new() { ["Rows"] = rows, ["Next"] = next });
    }

    async Task<IResult> Show<TPage>(Refusal? refusal, Dictionary<string, object?> parameters) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        parameters["Refusal"] = refusal;
        return Pages.Show<TPage>(http.HttpContext!, await reader(http.HttpContext!), parameters, refusal is null ? 200 : Problems.Status(refusal));
    }
}
