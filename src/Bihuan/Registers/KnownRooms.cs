using Bihuan.Duties;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>What is entered once and has a room of its own: areas, units, posts, duty lists, the catalogue, playbooks, the calendar.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Parts">What they are made of, or which edition stands.</param>
/// <param name="Due">What is to be looked after; null where nothing is.</param>
/// <param name="Changed">When it was last changed; null where nothing is known of that.</param>
/// <param name="Owner">Who keeps it.</param>
/// <param name="Href">Where it is; null where the reader's post has no way in.</param>
/// <param name="Sheet">Where it is exported; null where it is not, or not for the reader.</param>
public sealed record KnownRoom(Words Title, Words About, long Count, Words Parts, Words? Due, DateTimeOffset? Changed, Words Owner, string? Href, string? Sheet);

/// <summary>Counts them.</summary>
public sealed class KnownRooms(AreaMap areas, UnitTree units, Catalogues catalogues, Shelf shelf, Categories categories, Reading reading, Store store, TimeProvider time)
{
    static readonly Words SystemAdmin = Roles.Title(Roles.SystemAdmin);
    static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Every room, as the reader may enter it.</summary>
    public async Task<IReadOnlyList<KnownRoom>> Read(Person person, CancellationToken stop)
    {
        var district = person.Caller.District;
        var isAdministrator = person.Is(Roles.SystemAdmin, Roles.SecurityAdmin, Roles.AuditAdmin);
        var (kept, _) = await reading.Story<KeptAreas>(district, KeptAreas.Stream, stop);
        var tree = await units.Of(district, stop);
        var catalogue = await catalogues.Of(district, stop);
        DateTimeOffset? published = await reading.Entries(district, PublishCatalogue.Stream, stop) is [.., var latest] ? latest.Stamp.At : null;
        var now = time.GetUtcNow();
        await using var connection = await store.Read(stop);
        var unitsChanged = await connection.ExecuteScalarAsync<long?>("select max(at) from journal where district = @district and stream >= 'unit-' and stream < 'unit.'", new { district });
        var posts = await connection.QuerySingleAsync<(long Count, long Accounts, long Ending)>("""
            select count(*), count(distinct p.account), coalesce(sum(case when p.until is not null and p.until <= @soon then 1 else 0 end), 0)
            from posts p join accounts a on a.district = p.district and a.name = p.account
            where p.district = @district and a.state <> 'closed' and (p.until is null or p.until > @now)
            """, new { district, now = now.ToUnixTimeMilliseconds(), soon = (now + Soon).ToUnixTimeMilliseconds() });
        int Level(AreaLevel level) => areas.All.Count(area => area.Level == level);
        int Rows(string duty) => catalogue.Rows.Count(row => row.Duty == duty);
        var closed = tree.All.Count(unit => unit.IsClosed);
        return
        [
            new(new("区域和网格", "Areas and grids"), new("街道、社区、网格和它们的边界，拆分合并都有沿革", "Streets, communities, grids and their boundaries, with every split and merger"), areas.All.Count(area => area.Level != AreaLevel.District),
                new($"街道 {Level(AreaLevel.Street)}，社区 {Level(AreaLevel.Community)}，网格 {Level(AreaLevel.Grid)}", $"{Level(AreaLevel.Street)} streets, {Level(AreaLevel.Community)} communities, {Level(AreaLevel.Grid)} grids"),
                areas.HasBoundaries ? null : new("还没有边界", "No boundaries yet"), kept.Turns.IsEmpty ? null : kept.Turns[^1].Stamp.At, SystemAdmin,
                person.Is(Roles.SystemAdmin) ? "/boundaries" : $"/areas/{areas.District.Code}", null),
            new(new("单位", "Units"), new("部门、街道、科室、社区和承办企业", "Departments, street offices, sections, communities and firms that handle orders"), tree.All.Length - closed,
                closed == 0 ? new("都在用", "all in use") : new($"另有 {closed} 个已撤销", $"and {closed} closed"), null, unitsChanged is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, SystemAdmin, "/units", "/units.xlsx"),
            new(new("岗位和人员", "Posts and people"), new("谁在哪个单位任什么岗位、到什么时候", "Who holds which post in which unit, and until when"), posts.Count,
                new($"{posts.Accounts} 个账号", $"{posts.Accounts} accounts"), posts.Ending == 0 ? null : new($"{posts.Ending} 个岗位 30 天内到期", $"{posts.Ending} posts end within 30 days"), null,
                new($"{SystemAdmin.Zh}、{Roles.Title(Roles.SecurityAdmin).Zh}", $"{SystemAdmin.En}, {Roles.Title(Roles.SecurityAdmin).En}"), isAdministrator ? "/accounts" : null, isAdministrator ? "/posts.xlsx" : null),
            new(new("履职清单", "Duty lists"), new("街道自己的、配合的、上级收回的", "The street’s own, cooperating, and taken back above"), Rows("basic") + Rows("cooperating") + Rows("taken-back"),
                new($"履职 {Rows("basic")}，配合 {Rows("cooperating")}，收回 {Rows("taken-back")}", $"{Rows("basic")} own, {Rows("cooperating")} cooperating, {Rows("taken-back")} taken back"),
                null, published, Roles.Title("dispatcher"), "/catalogue?duty=basic", "/catalogue.xlsx?duty=basic"),
            new(new("派单目录", "Dispatch catalogue"), new("哪类事、在哪里、归哪个单位、凭哪一条", "Which kind of matter, where, is whose, and on what basis"), catalogue.Rows.Length,
                new($"第 {catalogue.Edition} 版", $"edition {catalogue.Edition}"), null, published, Roles.Title("dispatcher"), "/catalogue", "/catalogue.xlsx"),
            new(new("流程", "Playbooks"), new("每个平台怎么走、谁来办、几天办", "How each platform runs, who does what, and by when"), shelf.Current.Count(),
                new($"共 {shelf.Current.Sum(one => shelf.Versions(one.Name).Count())} 个版本", $"{shelf.Current.Sum(one => shelf.Versions(one.Name).Count())} versions"), null, null, SystemAdmin, isAdministrator ? "/library" : null, null),
            new(new("事项类别", "Categories"), new("诉求和派单用的同一套类别", "One set of categories for requests and for dispatch"), categories.Leaves.Count(), new("随安装包", "with the pack"), null, null, SystemAdmin, null, null),
        ];
    }
}
