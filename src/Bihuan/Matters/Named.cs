using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>What the codes of a list are called: stages, categories, areas, units, people.</summary>
public sealed class Namer(Shelf shelf, Categories categories, AreaMap areas, UnitTree units, Store store)
{
    /// <summary>The names of a district as they stand, in a reader's language.</summary>
    /// <param name="accounts">The people the list names; nobody else is looked up.</param>
    public async Task<Named> For(Reader reader, string district, CancellationToken stop, IEnumerable<string?>? accounts = null)
    {
        var tree = await units.Of(district, stop);
        string[] sought = [.. (accounts ?? []).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (sought.Length == 0) return new(reader, shelf, categories, areas, tree, Named.Nobody);

        await using var connection = await store.Read(stop);
        var parameters = new DynamicParameters(new { district });
        var people = (await connection.QueryAsync<(string Name, string Zh, string En)>(
            $"select name, name_zh, name_en from accounts where district = @district and name in {parameters.AddAll("sought", sought)}", parameters))
            .ToDictionary(row => row.Name, row => new Words(row.Zh, row.En), StringComparer.Ordinal);
        return new(reader, shelf, categories, areas, tree, people);
    }
}

/// <summary>Names in one reader's language.</summary>
public sealed class Named(
    Reader reader, Shelf shelf, Categories categories, AreaMap areas, Units units, IReadOnlyDictionary<string, Words> people)
{
    internal static readonly IReadOnlyDictionary<string, Words> Nobody = new Dictionary<string, Words>(StringComparer.Ordinal);

    public Categories Categories { get; } = categories;
    public AreaMap Areas { get; } = areas;
    public Units Units { get; } = units;

    /// <summary>The playbook that names stages, sources and clocks of a class.</summary>
    public Playbook Playbook(string @class = MatterDesk.Requests) => shelf.Newest(@class)!;

    /// <summary>The stages of every playbook on the shelf, those of older versions too: matters still stand at them.</summary>
    public IEnumerable<string> Stages => shelf.All.SelectMany(p => p.Stages).Select(stage => stage.Id).Distinct();

    /// <summary>The codes of a list, of every playbook on the shelf.</summary>
    public IEnumerable<string> Codes(string list) =>
        shelf.All.SelectMany(p => p.Lists).Where(l => l.Id == list).SelectMany(l => l.Choices).Select(choice => choice.Code).Distinct();

    public bool IsPerson(string account) => people.ContainsKey(account);

    public string Say(Words words) => reader.Say(words.Zh, words.En);

    /// <summary>The playbooks by which matters begin here, requests first.</summary>
    public IEnumerable<Playbook> Kinds =>
        shelf.Current.Where(p => p.Name == MatterDesk.Requests || p.Begins is not null).OrderBy(p => p.Name != MatterDesk.Requests);

    public string Kind(string @class) => shelf.Newest(@class) is { } playbook ? Say(playbook.Title) : @class;

    public string Stage(string @class, string stage) => shelf.Newest(@class)?.Stage(stage) is { } found ? Say(found.Title) : stage;

    /// <summary>A stage by name where nobody says of which playbook: that of requests first.</summary>
    public string Stage(string stage) => Kinds.Select(p => p.Stage(stage)).FirstOrDefault(found => found is not null) is { } known ? Say(known.Title) : stage;

    /// <summary>A code of a list: as requests call it, else as the first playbook that has it.</summary>
    public string Choice(string list, string code) => Kinds.Concat(shelf.Current).Select(p => p.Choice(list, code)).FirstOrDefault(found => found is not null) is { } known ? Say(known.Title) : list == Outcomes.List && Outcomes.Own(code) is { } own ? Say(own) : code;

    public string Category(string code) => Say(Categories.Name(code));

    /// <summary>From the top down.</summary>
    public string CategoryPath(string code) => Say(Categories.Path(code));

    /// <summary>Street and community: `中韩街道 · 张村社区`; a grid is said by its community. Where nothing is known yet, it says so.</summary>
    public string Place(string code) => Areas.ByCode(code) is { } area
        ? area.Chain.Count == 1 ? Name(area) : string.Join(" · ", area.Chain.Skip(1).Take(2).Select(Name))
        : reader.Say("地点待定", "Place not known yet");

    /// <summary>The same in two: what it lies in, which gives way where it is narrow, and the place itself.</summary>
    public (string Above, string Own) PlaceParts(string code) => Place(code) is var whole && whole.LastIndexOf(" · ", StringComparison.Ordinal) is var at and > 0
        ? (whole[..(at + 3)], whole[(at + 3)..]) : ("", whole);

    /// <summary>The whole path, for a sheet that leaves the house.</summary>
    public string PlacePath(string code) => Areas.ByCode(code) is { } area ? string.Join(" · ", area.Chain.Select(Name)) : "";

    public string Area(string code) => Areas.ByCode(code) is { } area ? Name(area) : code;

    public string Unit(string? code) => code is null ? "" : Say(Units.Name(code));

    public string Person(string? account) => account is null ? "" : people.TryGetValue(account, out var name) ? Say(name) : account;

    /// <summary>The unit that leads, and the person it gave the work to; where nobody dispatches, whoever owns the stage.</summary>
    public string Holder(string @class, string stage, string? unit, string? person) => (unit, person) switch
    {
        (null, null) when shelf.Newest(@class) is { } playbook && !Dispatches(playbook) => playbook.Stage(stage)?.Owner is { } owner ? Say(Whoever.Of(owner)) : "—",
        (null, null) => reader.Say("尚未派单", "Not dispatched yet"),
        (null, _) => Person(person),
        (_, null) => Unit(unit),
        _ => $"{Unit(unit)} · {Person(person)}",
    };

    static bool Dispatches(Playbook playbook) => playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere).Any(move => move.Act is "dispatch");

    /// <summary>What a step is called on somebody's desk: 签收, 派单, 核查, 批延期.</summary>
    public string Step(string @class, string what)
    {
        var playbook = shelf.Newest(@class);
        if (playbook?.Stage(what) is { } stage)
        {
            // Where a clock runs through several stages, the primary move tells them apart.
            var isShared = stage.Clocks.Length == 0 || playbook.Stages.Any(s => s != stage && s.Clocks.Contains(stage.Clocks[0]));
            var words = isShared ? stage.Moves.FirstOrDefault(move => move.IsPrimary)?.Title : playbook.Clock(stage.Clocks[0])?.Title.AsWork();
            return Say(words ?? stage.Title);
        }

        return what switch
        {
            "decide-extension" => reader.Say("批延期", "Decide the extension"),
            "decide-suspension" => reader.Say("批挂账", "Decide the suspension"),
            "endorse-extension" => reader.Say("签延期意见", "Endorse the extension"),
            "endorse-exemption" => reader.Say("签免责意见", "Endorse the exemption"),
            "decide-exemption" => reader.Say("批免责", "Decide the exemption"),
            "decide-reopening" => reader.Say("定是否重开", "Decide the reopening"),
            _ => playbook?.Anywhere.FirstOrDefault(move => move.Act == what || move.Id == what) is { } move ? Say(move.Title) : what,
        };
    }

    string Name(Area area) => area.NameIn(reader.Tongue is Tongue.En ? "en" : "zh");
}
