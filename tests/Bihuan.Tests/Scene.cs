using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bihuan.Engine.Clocks;
using Bihuan.Engine.Decisions;
using Bihuan.Engine.Journal;
using Bihuan.Engine.Playbooks;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Stream = Bihuan.Engine.Journal.Stream;

namespace Bihuan.Tests;

/// <summary>One of the fixed people, in one of their posts.</summary>
public sealed record Who(string Account, string Role, string Unit)
{
    public Post Post => new(Role, Unit);

    /// <summary>The same person in another post.</summary>
    public Who As(string role, string unit) => this with { Role = role, Unit = unit };
}

/// <summary>The fixed people: a heap of rubbish goes from Eva to Dan, to the bureau where Coco assigns it to Ana; Ben verifies, Cal calls Rita.</summary>
static class Cast
{
    /// <summary>The bureau whose duty it is.</summary>
    public const string Bureau = "LS.CG";

    /// <summary>The department that cooperates or comes at a whistle.</summary>
    public const string Transport = "LS.JT";

    /// <summary>The department that others think it is for.</summary>
    public const string Housing = "LS.ZJ";

    public static readonly Who Eva = new("eva", "agent", "LS.RX.SL");
    public static readonly Who Dan = new("dan", "dispatcher", "LS.RX.PD");
    public static readonly Who Coco = new("coco", "coordinator", Bureau);
    public static readonly Who Ana = new("ana", "handler", "LS.CG.HW");
    public static readonly Who Ben = new("ben", "verifier", "LS.RX.HF");
    public static readonly Who Cal = new("cal", "callback", "LS.RX.HF");
    public static readonly Who Tom = new("tom", "coordinator", Transport);
    public static readonly Who Zoe = new("zoe", "coordinator", Housing);
    public static readonly Who Lin = new("lin", "coordinator", "LS.RX");
    public static readonly Who Gus = new("gus", "grid-member", "LS.ZH");
    public static readonly Who Sue = new("sue", "supervisor", "LS.DC");
    public static readonly Who Leo = new("leo", "leader", "LS.LD");
    public static readonly Who Rita = new("resident", "resident", "");

    /// <summary>Has an account and no part in any of it.</summary>
    public static readonly Who Max = new("max", "assessor", "LS.QT");

    public static readonly IReadOnlyList<Who> All = [Eva, Dan, Coco, Ana, Ben, Cal, Tom, Zoe, Lin, Gus, Sue, Leo, Rita, Max];
}

/// <summary>How things stand, as the real playbook and the real moves brought them there. Nothing in it changes: a step makes another scene.</summary>
sealed record Scene
{
    public const string District = "370212";
    public const string Id = "0190a0000000700080000000000000a1";

    public static readonly Facts Facts = new([typeof(Installation).Assembly]);
    public static readonly WorkCalendar Calendar =
        WorkCalendar.From(File.ReadAllText(Path.Combine(Settings.FindPacks(), "calendars", "cn.json"))).Calendar!;

    public static readonly Shelf Shelf = new(Settings.FindPacks(), Calendar);
    public static readonly Playbook Playbook = Shelf.Newest("request")!;
    public static readonly Rulebook Rules = new(Playbook, Calendar, unit => unit.StartsWith("LS.", StringComparison.Ordinal) && !unit.Contains("GONE", StringComparison.Ordinal))
    {
        PostsOf = account => account == "abe" ? [new("handler", Cast.Bureau)] : [.. Cast.All.Where(who => who.Account == account).Select(who => who.Post)],
    };

    static readonly Stories Stories = new(Facts, [new StoryKind<Matter>(Matter.Noun, new MatterLedger(Shelf))]);
    static readonly Vault Vault = new(new byte[32]);

    public ImmutableArray<Entry> Entries { get; init; } = [];
    public ImmutableDictionary<string, ImmutableArray<Entry>> Others { get; init; } = ImmutableDictionary<string, ImmutableArray<Entry>>.Empty;

    /// <summary>Monday, a plain week ahead.</summary>
    public DateTimeOffset Now { get; init; } = Time("2026-03-09 09:00");

    public Matter Matter => Entries.Aggregate(Matter.Empty, (matter, entry) => matter.Apply(entry));

    // Every stage, reached by the moves that lead there.
    public static readonly Scene Received = Said();
    public static readonly Scene Accepted = Received.Then(Cast.Eva, "accept", new { category = "CJ-01-03" });
    public static readonly Scene Dispatched = Accepted.Then(Cast.Dan, "dispatch", new { unit = Cast.Bureau, row = 12, catalogue = 1, basis = "目录第12条" });
    public static readonly Scene Disputed = Dispatched.Then(Cast.Coco, "object", new { reason = "not-duty", basis = "区职责清单第3条" });
    public static readonly Scene Signed = Dispatched.Then(Cast.Coco, "sign");
    public static readonly Scene Handling = Signed.Then(Cast.Coco, "assign", new { person = "ana" });
    public static readonly Scene Finished = Handling.Then(Cast.Ana, "hand-in", Result());
    public static readonly Scene Verified = Finished.Then(Cast.Ben, "verify", new { holds = true, finding = "现场已清运" });
    public static readonly Scene CalledBack = Verified.Then(Cast.Cal, "call-back", Judgement());
    public static readonly Scene Closed = CalledBack.Then(Cast.Dan, "close", new { outcome = "resolved" });
    public static readonly Scene Answered = Received.Then(Cast.Eva, "answer", new { reply = "周一至周五九点开门" });

    /// <summary>A matter folded from facts, each by somebody, all at the same moment.</summary>
    public static Scene Given(params (Who Who, Fact Fact)[] facts) => facts.Aggregate(new Scene(), (scene, told) => scene.Add(told.Who, told.Fact));

    /// <summary>A request written down by somebody.</summary>
    public static Scene Said(Who? by = null, int points = 1, string urgency = "normal", string? phone = "13800000000")
    {
        var scene = new Scene();
        by ??= Cast.Eva;
        var command = new ReceiveMatter.Command("楼下垃圾堆了三天没人清运", Phone: phone, Anonymous: phone is null, Name: "王丽",
            Points: [.. Enumerable.Range(1, points).Select(n => $"第{n}点")], Area: "370212001019", Urgency: urgency);
        var decision = ReceiveMatter.Decide(Matter.Empty, command, new("0123456789abcdef0123456789abcdef", "5a17", "LS.RX", "RX2026030900001"), Rules, scene.Stamp(by));
        Assert.Null(decision.Refusal);
        return scene.Add(by, decision);
    }

    public static object Result(string outcome = "resolved", int points = 1) =>
        new { outcome, replies = Enumerable.Repeat("已清运并加装垃圾桶", points).ToArray(), uncontacted = "打了三次没有接通" };

    public static object Judgement(bool resolved = true, string satisfied = "very") => new { reached = true, resolved, satisfied, attitude = "good" };

    /// <summary>Local time in China: <c>2026-03-09 09:00</c>.</summary>
    public static DateTimeOffset Time(string local) =>
        new DateTimeOffset(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();

    public Scene At(string local) => this with { Now = Time(local) };

    /// <summary>Somebody takes a move, or does an act by its name.</summary>
    public Told Take(Who who, string move, object? words = null)
    {
        var lane = new MemoryLane(this);
        var batch = new Batch("test", lane, Stories, Vault, new(false, 1), new());
        var desk = new Desk(batch, District, Stamp(who), CancellationToken.None);
        var decision = TakeMove.Decide(Matter, move, Json(words), Rules, desk).AsTask().GetAwaiter().GetResult();
        return new(this, who, decision);
    }

    /// <summary>What comes after a move that must succeed.</summary>
    public Scene Then(Who who, string move, object? words = null) => Take(who, move, words).After;

    /// <summary>What the clock records by itself at this moment.</summary>
    public Told Tick() => new(this, new("clock", "clock", ""), Timers.Decide(Matter, Playbook, Calendar, Stamp(new("clock", "clock", ""))));

    /// <summary>Why a move of this stage is closed to somebody; null when it is open.</summary>
    public string? Why(Who who, string move) =>
        TakeMove.Closed(Playbook.MovesAt(Matter.Stage).First(m => m.Id == move), Matter, Rules, Stamp(who))?.Code;

    /// <summary>Another matter beside this one, for merging and linking.</summary>
    public Scene Beside(Scene other, string id) => this with
    {
        Others = Others.SetItem($"matter-{id}", [.. other.Entries.Select(e => e with { Stream = new($"matter-{id}") })]),
    };

    /// <summary>How another matter stands.</summary>
    public Matter Other(string id) => Others[$"matter-{id}"].Aggregate(Matter.Empty, (matter, entry) => matter.Apply(entry));

    public Scene Add(Who who, Decision decision)
    {
        var scene = decision.Facts.Aggregate(this, (s, fact) => s.Add(who, fact, decision));
        foreach (var (stream, fact) in decision.Elsewhere)
        {
            var before = scene.Others.GetValueOrDefault(stream.Name, []);
            scene = scene with { Others = scene.Others.SetItem(stream.Name, before.Add(Entry(stream, before.Length, who, fact, decision))) };
        }

        return scene;
    }

    Scene Add(Who who, Fact fact) => Add(who, (Decision)fact);

    Scene Add(Who who, Fact fact, Decision decision) =>
        this with { Entries = Entries.Add(Entry(Stream.Of(Matter.Noun, Id), Entries.Length, who, fact, decision)) };

    Entry Entry(Stream stream, int before, Who who, Fact fact, Decision decision) => new(stream, before + 1, fact, Stamp(who))
    {
        Personal = fact is ISealed { Seal: { } seal } ? decision.Personal.FirstOrDefault(p => p.Seal.Digest == seal.Digest) : null,
    };

    public Stamp Stamp(Who who) => new(Now, who.Account, who.Post);

    public static JsonObject Json(object? words) => words is null ? [] : JsonSerializer.SerializeToNode(words, Facts.Json)!.AsObject();

    /// <summary>Reads the other matters of a scene and keeps nothing.</summary>
    sealed class MemoryLane(Scene scene) : Lane
    {
        long taken = 100;

        public override Task Begin(CancellationToken stop) => Task.CompletedTask;

        public override Task<Task> Conclude(IReadOnlyList<Statement> last, CancellationToken stop) => Task.FromResult(Task.CompletedTask);

        public override Task Rollback() => Task.CompletedTask;

        public override Task<IReadOnlyList<Line>> Lines(string district, string stream, CancellationToken stop) =>
            Task.FromResult<IReadOnlyList<Line>>([.. scene.Others.GetValueOrDefault(stream, []).Select(e => new Line(stream, e.Version,
                Facts.KindOf(e.Fact), e.Stamp.At.ToUnixTimeMilliseconds(), e.Stamp.By, e.Stamp.Post.ToString(), Facts.Write(e.Fact), []))]);

        public override Task<IReadOnlyList<Kept>> Kept(string district, string stream, CancellationToken stop) => Task.FromResult<IReadOnlyList<Kept>>([]);

        public override Task<IReadOnlyDictionary<string, long>> Ends(string district, IReadOnlyList<string> streams, CancellationToken stop) =>
            Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());

        public override Task<object?> Ask(Statement statement, CancellationToken stop) =>
            Task.FromResult<object?>(statement.Sql.Contains("counters", StringComparison.Ordinal) ? taken : null);

        public override Task Write(IReadOnlyList<Statement> statements, CancellationToken stop) => Task.CompletedTask;

        public override Statement Append(string district, Line line) => new("");

        public override Task<(long Number, byte[] Hash)?> Call(IReadOnlyList<Statement> statements, string district, string name, CancellationToken stop) =>
            Task.FromResult<(long Number, byte[] Hash)?>(null);

        public override Task Hold(string name, CancellationToken stop) => Task.CompletedTask;

        public override Task Alone(IReadOnlyList<string> tables, CancellationToken stop) => Task.CompletedTask;
        public override bool IsTaken(Exception exception) => false;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>What somebody was answered.</summary>
sealed record Told(Scene Before, Who Who, Decision Decision)
{
    /// <summary>The scene afterwards; fails when the answer was no.</summary>
    public Scene After
    {
        get
        {
            Assert.True(Decision.Refusal is null, $"{Who.Account}: {Decision.Refusal?.Code} {Decision.Refusal?.En}");
            return Before.Add(Who, Decision);
        }
    }

    /// <summary>A no with this code, and not a fact.</summary>
    public void Refuses(string code)
    {
        Assert.Equal(code, Decision.Refusal?.Code ?? $"yes: {string.Join(", ", Decision.Facts.Select(Written))}");
        Assert.Empty(Decision.Facts);
        Assert.Empty(Decision.Elsewhere);
    }

    /// <summary>A yes with exactly these facts on the matter's own stream, in this order.</summary>
    public Told Records(params Fact[] facts)
    {
        Assert.Null(Decision.Refusal?.Code);
        Assert.Equal(facts.Select(Written), Decision.Facts.Select(Written));
        return this;
    }

    /// <summary>Exactly these facts on other streams.</summary>
    public Told AndElsewhere(params (string Id, Fact Fact)[] facts)
    {
        Assert.Equal(facts.Select(f => $"matter-{f.Id} {Written(f.Fact)}"), Decision.Elsewhere.Select(f => $"{f.Stream} {Written(f.Fact)}"));
        return this;
    }

    /// <summary>A yes that finds nothing left to do.</summary>
    public void DoesNothing()
    {
        Records();
        Assert.Empty(Decision.Elsewhere);
    }

    static string Written(Fact fact) => $"{Scene.Facts.KindOf(fact)} {Scene.Facts.Write(fact)}";
}
