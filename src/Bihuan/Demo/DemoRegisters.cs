using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.People;
using Bihuan.Registers;

namespace Bihuan.Demo;

/// <summary>Fills the registers with made-up records, each by its verb; the same seed makes the same ones. Nobody and nothing in it exists.</summary>
sealed class DemoRegisters(RecordDesk desk, RegisterShelf shelf, AreaMap areas, Clerk clerk, Settings settings, OddSheet odd, IReadOnlyList<DemoPerson> cast, Units units,
    DemoOrder order, CancellationToken stop)
{
    const int Each = 36;
    const int Components = 320;

    static readonly string[] Elements = ["和润", "海青", "云栖", "麦香", "启明", "聚兴", "蓝桥", "广源", "安泽", "禾木", "盛达", "悦宁", "金穗", "朗月", "同裕", "景澄"];

    readonly Area[] communities = [.. areas.All.Where(area => area.Level == AreaLevel.Community)];
    int people;

    /// <summary>Enters them all.</summary>
    public async Task Fill()
    {
        foreach (var register in shelf.All)
        {
            var dice = new Dice(unchecked(order.Seed * 31 + register.Name.Sum(c => c)));
            Record? first = null;
            for (var n = 0; n < (register.Prefix switch { "BJ" => Components, "HH" => 96, _ => register.IsRestricted ? 24 : Each }); n++)
            {
                var area = communities[(n * 7 + dice.Between(0, 3)) % communities.Length];
                var added = order.Until.AddDays(-dice.Between(5, 420)).AddMinutes(-dice.Between(0, 600));
                var said = register.Fields.Select(field => (field.Id, Word: Word(register, field, area, dice, n, added))).Where(pair => pair.Word.Length > 0)
                    .ToImmutableSortedDictionary(pair => pair.Id, pair => pair.Word, StringComparer.Ordinal);
                var at = register.HasPlace && (register.Prefix == "BJ" || dice.Chance(0.8)) ? Near(area, dice) : (LonLat?)null;
                var answer = await desk.Add(Hand(register, area, added), new(settings.District), register, new(said, at?.Lon, at?.Lat), stop);
                if (answer.Refusal is { } no) throw new InvalidOperationException($"{register.Name} {n}: {no.Code} {no.Zh}");
                // Some are checked again later; the rest grow old.
                if (dice.Chance(0.55))
                    await desk.Change(Hand(register, area, order.Until.AddDays(-dice.Between(0, 25))), new(settings.District), register, answer.Story.Id, new(Confirmed: [.. answer.Story.Answers.Keys]), stop);
                if (n == 5) first = answer.Story;
                if (n == 20) await desk.Retire(Hand(register, area, order.Until.AddDays(-3)), new(settings.District), register, answer.Story.Id, new(register.IsRestricted ? "已迁出本区" : "现场已经不在了"), stop);
                if (n == 21 && first is not null) await desk.Merge(Hand(register, area, order.Until.AddDays(-2)), new(settings.District), register, answer.Story.Id, new(first.Number, "同一家登记了两次"), stop);
            }
        }
    }

    // By whoever keeps that register in the street; where nobody does, by the hand that furnishes.
    Clerk Hand(Register register, Area area, DateTimeOffset at)
    {
        var street = area.Chain[1].Code;
        var (account, post) = cast.SelectMany(person => person.Posts.Select(post => (person.Account, Post: new Post(post.Role, post.Unit))))
            .FirstOrDefault(one => register.Write.Contains(one.Post.Role) && Unit.Above(one.Post.Unit).Any(unit => units.ByCode(unit)?.Area == street), (Roles.Setup, new(Roles.Setup, "")));
        return clerk.For(new(settings.District, account, post) { At = at });
    }

    string Word(Register register, RegisterField field, Area area, Dice dice, int n, DateTimeOffset added) => field switch
    {
        { Type: AnswerType.Area } => area.Code,
        { Id: "every" } when register.Prefix == "HH" => dice.Chance(0.2) ? dice.Of(["30", "60"]) : "",
        // The code tells which kind it is.
        { ChoicesOf: not null } => "",
        { Parts.IsEmpty: false } => $"{settings.District}{string.Concat(dice.Of(Kinds(register)).Code.Where(char.IsAsciiDigit))}{n + 1:000000}",
        { Id: "condition" } => dice.Chance(0.9) ? "good" : "damaged",
        { Id: "branch" or "council" or "grade" or "steward" } when dice.Chance(0.3) => "",
        { Type: AnswerType.Choice } => field.Choices[dice.Between(0, field.Choices.Length - 1)].Code,
        { Type: AnswerType.Number } => Amount(field.Id, dice),
        { Id: "visited" } => dice.Chance(0.92) ? order.Until.AddDays(-dice.Between(1, register.Prefix == "HH" ? 110 : 40)).ToOffset(WorkCalendar.Offset).ToString("yyyy-MM-dd") : "",
        { Type: AnswerType.Date } => added.AddDays(field.Id is "until" or "again" ? dice.Between(30, 400) : -dice.Between(2, 1500)).ToOffset(WorkCalendar.Offset).ToString("yyyy-MM-dd"),
        // Water, drainage, the roads, and the bureau that sees to the rest.
        { Type: AnswerType.Unit } when register.Prefix == "BJ" => dice.Of(["LS.GS", "LS.PS", "LS.CG", "LS.JT"]),
        { Type: AnswerType.Unit } => field.IsRequired || dice.Chance(0.6) ? dice.Of(["LS.ZJ", "LS.CG", "LS.JT", "LS.WJ"]) : "",
        // 199 with five noughts is given to nobody.
        { Type: AnswerType.Phone } => $"19900000{dice.Between(100, 999)}",
        { Id: "code" } => $"91370212DEMO{n:00000}{register.Prefix[0]}",
        // A district that does not exist, a year nobody was born in.
        { Id: "identity" } => $"990000190001{n + 1:00}{dice.Between(1000, 9999)}",
        { Id: "name" } => Name(register, field, area, dice, n),
        { IsPersonal: true, Type: AnswerType.Text } when field.Id == "address" => $"{dice.Between(1, 20)}号楼{dice.Between(1, 6)}0{dice.Between(1, 4)}",
        { IsPersonal: true, Type: AnswerType.Text } => Person(),
        { Id: "address" } => $"{area.Name}{dice.Between(1, 80)}号",
        { Id: "hours" } => dice.Of(["周一至周五 8:30–17:00", "每天 9:00–20:00", "周一至周六 8:00–17:30"]),
        { Id: "door" } => $"{Elements[n % Elements.Length]}小区 {dice.Between(1, 12)} 号楼 {dice.Between(1, 4)} 单元 {n + 101}",
        { Id: "seat" } => $"第 {n % 9 + 1} 席（{n / 9 + 1} 届）",
        { Id: "liaison" } => dice.Of(["丁联户", "于联户", "王联户", "孙联户", "迟联户"]),
        { Id: "standard" } => dice.Of(["社区环境示范标准 2026 版", "农贸市场示范标准 2025 版", "背街小巷示范标准 2026 版"]),
        { Id: "shows" } => dice.Of(["分类投放定时定点，有人引导", "摊位一户一码，台账上墙", "飞线入地，车位划好"]),
        { Id: "wants" } => dice.Chance(0.4) ? dice.Of(["想加装扶手", "楼道灯不亮", "停车不方便"]) : "",
        { Id: "lacks" } => dice.Chance(0.7) ? dice.Of(["路灯坏了三盏，没有人修", "下水井常堵，雨天返水", "没有门卫，夜里车辆乱停", "楼道堆物多"]) : "",
        { Id: "blocks" } => dice.Chance(0.5) ? dice.Of(["管线迁改没有谈定", "资金要分两年", "有两户没有签字"]) : "",
        { Id: "does" } => dice.Of(["社保查询、老年卡、居住证明", "中午供餐 11:30，可以送", "量血压、换药、健康档案"]),
        { Id: "needs" } => dice.Of(["每周一次上门看看", "代买药", "轮椅要修", "想有人陪着聊聊"]),
        _ => "",
    };

    // Those that stand in every street; the table knows ninety-two.
    static IReadOnlyList<RegisterChoice> Kinds(Register register) =>
        [.. register.Fields.First(field => field.ChoicesOf is not null).Choices.Where(choice => choice.Code is "C0101" or "C0102" or "C0103" or "C0104" or "C0105" or "C0120" or "C0201" or "C0301" or "C0401" or "C0501")];

    // Some way off the middle, so that not all of them stand on one point.
    LonLat? Near(Area area, Dice dice)
    {
        if (area.Centre is not { } centre) return null;
        var off = new LonLat(Math.Round(centre.Lon + (dice.Between(-900, 900) / 300_000.0), 6), Math.Round(centre.Lat + (dice.Between(-900, 900) / 400_000.0), 6));
        return areas.Find(off.Lon, off.Lat)?.IsWithin(area.Code) == true ? off : centre;
    }

    string Name(Register register, RegisterField field, Area area, Dice dice, int n)
    {
        if (field.IsPersonal) return Person();
        var element = Elements[n % Elements.Length] + (n < Elements.Length ? "" : dice.Of(["东", "西", "南", "北"]) + (n / Elements.Length));
        return register.Prefix switch
        {
            "QY" => element + dice.Of(["小馆", "百货", "五金加工厂", "宾馆", "托管班", "仓储"]),
            "XQ" => element + dice.Of(["小区", "楼院", "家属院"]),
            "ZD" => area.Name + element + dice.Of(["便民站", "助餐点", "驿站"]),
            "ZY" => element + "志愿服务队",
            "LD" => $"{element}小区 {dice.Between(1, 30)} 号楼",
            "SF" => area.Name + element + dice.Of(["示范街", "示范楼院", "示范市场"]),
            _ => element + dice.Of(["路雨污分流", "老旧楼院改造", "口袋公园", "农贸市场提升"]) + "工程",
        };
    }

    static string Amount(string field, Dice dice) => (field switch
    {
        "built" => dice.Between(1978, 2004),
        "households" => dice.Between(24, 620),
        "buildings" => dice.Between(1, 18),
        "floorage" => dice.Between(20, 2400),
        "invests" => dice.Between(80, 26000),
        "every" => dice.Of([7, 14, 30]),
        _ => dice.Between(2, 90),
    }).ToString();

    string Person()
    {
        people++;
        return odd.Family[people % odd.Family.Count].Zh + odd.Given[people * 3 % odd.Given.Count].Zh;
    }
}
