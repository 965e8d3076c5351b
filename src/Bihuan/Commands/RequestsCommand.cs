using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Intake.Import;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using YamlDotNet.Core;

namespace Bihuan.Commands;

/// <summary>Builds a district from a file of its ended requests. Exit codes: 0 every row, 1 some rows were refused (see the report), 2 the file cannot be read.</summary>
static class RequestsCommand
{
    public static Command Import()
    {
        var file = new Argument<string>("file") { Description = "A CSV file with a heading / 有表头的 CSV 文件" };
        var map = new Option<string?>("--map") { Description = "Which column is what; packs/columns/requests.yaml when left out / 列对照表" };
        var report = new Option<string?>("--report") { Description = "Where refused rows go; FILE.report.csv when left out / 退回行的报告" };
        var command = new Command("requests", "Ended requests with their streets, communities and units: builds a further district, which a running server takes in at its next start / 已办结的诉求连同街道、社区、单位：建起另一个区，运行中的服务重启后生效")
        {
            file, map, report, Where.Data, Where.Postgres, Where.District,
        };
        command.SetAction(async (words, stop) =>
        {
            var path = words.GetValue(file)!;
            try
            {
                return await Run(words, path, words.GetValue(map), words.GetValue(report) ?? path + ".report.csv", stop);
            }
            catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException or YamlException or ArgumentException)
            {
                Console.Error.WriteLine($"读不了 / cannot read {path}: {unreadable.Message}");
                return 2;
            }
        });
        return command;
    }

    static async Task<int> Run(ParseResult words, string file, string? mapFile, string report, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var settings = new Settings(Path.GetFullPath(words.GetValue(Where.Data)!), Settings.FindPacks(), Postgres: words.GetValue(Where.Postgres));
        var map = RequestMap.Read(mapFile ?? Path.Combine(settings.Packs, "columns", "requests.yaml"));
        var rows = map.Rows(file);
        var house = await Where.Open(settings, stop);
        var (result, plan) = await Take(house, settings, rows, map, words.GetValue(Where.District), stop);
        ImportReport.Write(report, [.. result.Bad.Select(bad => new ImportMessages.Refused(bad.Row, bad.Id, bad.Why))]);
        var (streets, communities) = (plan.Areas.Count(a => a.Code.Length == 9), plan.Areas.Count(a => a.Code.Length == 12));
        Say($"{plan.Name.Zh}（{plan.District}）：{streets} 个街道、{communities} 个社区、{plan.Units.Count - 2} 个单位、{plan.Categories.Length} 个类别。/ {plan.Name.En} ({plan.District}): {streets} streets, {communities} communities, {plan.Units.Count - 2} units, {plan.Categories.Length} categories.");
        Say($"{result.Read} 行：按时 {result.InTime}，超时 {result.Overdue}，未注明 {result.Unsaid}，未归档 {result.Pending}；其中没有地点的 {result.Placeless}。/ {result.Read} rows: {result.InTime} in time, {result.Overdue} overdue, {result.Unsaid} without a word on it, {result.Pending} not ended yet; {result.Placeless} of them without a place.");
        Say($"新接收 {result.Taken}，已有 {result.Known}，退回 {result.Bad.Count}；用时 {clock.Elapsed.TotalSeconds:0.0} 秒。{(result.Taken == 0 && result.Bad.Count == 0 ? "没有改动。" : "")}/ {result.Taken} taken over, {result.Known} known already, {result.Bad.Count} refused; {clock.Elapsed.TotalSeconds:0.0} s.{(result.Taken == 0 && result.Bad.Count == 0 ? " Nothing was changed." : "")}");
        Say($"首批管理员：bin/bihuan administrators --district {plan.District}；登录页：/{plan.District}/sign-in / First administrators: bin/bihuan administrators --district {plan.District}; sign in at /{plan.District}/sign-in");
        if (result.Bad.Count == 0) return 0;
        foreach (var bad in result.Bad.Take(10)) Console.Error.WriteLine($"  {bad.Row} {bad.Why.Code}: {bad.Why.Zh} / {bad.Why.En}");
        Console.Error.WriteLine($"退回的行和理由见 {report} / The refused rows and why: {report}");
        return 1;

        static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Founds the district, or adds to it, and takes every row over. The house is closed afterwards.</summary>
    /// <param name="district">Its division code; found by its name in the file when left out.</param>
    /// <exception cref="InvalidDataException">Nobody says which district it is, or it is the one that the house was opened for.</exception>
    internal static async Task<(ImportRequests.Result Result, RequestPlan Plan)> Take(
        ServiceProvider house, Settings settings, IReadOnlyList<RequestRow> rows, RequestMap map, string? district, CancellationToken stop)
    {
        await using var closing = house;
        var name = rows.Select(row => map.Of(row, "district")).Where(said => said.Length > 0).CountBy(said => said).MaxBy(count => count.Value).Key ?? "";
        var code = district ?? map.Districts.GetValueOrDefault(name)?.Code
            ?? throw new InvalidDataException($"不知道“{name}”的行政区划代码：请用 --district 写明，或加进对照表。/ Nobody says which district “{name}” is: give --district, or add it to the map.");
        if (code == settings.District) throw new InvalidDataException($"{code} 是本安装的第一个区，区域来自它的资料包。/ {code} is the installation's first district: its areas come with its pack.");

        var (writer, time, reading) = (house.GetRequiredService<Writer>(), house.GetRequiredService<TimeProvider>(), house.GetRequiredService<Reading>());
        var plan = RequestPlan.Draw(rows, map, code, name, (await reading.Story<District>(code, District.Stream, stop)).Story);
        var setup = new Clerk(writer, time, new(code, Roles.Setup, new(Roles.Setup, "")));
        Yes(await EnterAreas.Run(new(code, plan.Name, plan.Areas), setup, stop));
        Yes(await EnterCategories.Run(new(plan.Categories), setup, stop));
        var units = (await house.GetRequiredService<UnitTree>().Of(code, stop)).All.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var (unit, called, kind) in plan.Units.Where(unit => !units.Contains(unit.Code)))
            Yes(await OpenUnit.Run(new(unit, called, unit == code ? plan.Name.En : unit == $"{code}.RX" ? $"{plan.Name.En} Intake Centre" : called, kind), setup, stop));

        await using var wing = await Where.Wing(house, settings.Of(code), stop);
        var desk = wing.GetRequiredService<MatterDesk>();
        var clerk = new Clerk(writer, time, new(code, "import", new("import", await desk.Office(code, "imported", stop))));
        var import = new ImportRequests(desk, clerk, wing.GetRequiredService<Store>(), time);
        return (await Bars.Show("Importing / 导入", bar => import.Run(rows, map, plan, bar, stop)), plan);
    }

    static void Yes<T>(Answer<T> answer)
    {
        if (answer.Refusal is { } no) throw new InvalidDataException($"{answer.Stream.Name}: {no.Code} {no.Zh} / {no.En}");
    }
}
