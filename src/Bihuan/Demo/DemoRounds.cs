using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Grid;
using Bihuan.Matters;
using Bihuan.Rounds;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Bihuan.Demo;

/// <summary>Walks the rounds and sweeps that the district's pack writes out, by their verbs: the days before today, so that today is left to whoever looks.</summary>
sealed class DemoRounds(Play play, RoundDesk rounds, AreaMap areas, DemoOrder order)
{
    /// <summary>Walks them all; a file without them walks none.</summary>
    public async Task Walk(string file)
    {
        if (!File.Exists(file)) return;
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        using var reader = File.OpenText(file);
        var sheet = yaml.Deserialize<Sheet>(reader);
        foreach (var told in sheet.Rounds)
            if (rounds.Find(told.Playbook) is { Begins.Every: not null } playbook) await Walk(told, playbook);
        foreach (var told in sheet.Sweeps)
            if (rounds.Find(told.Playbook) is { Begins.Sweep: not null } playbook) await Sweep(told, playbook);
    }

    async Task Walk(DemoRound told, Playbook playbook)
    {
        var every = playbook.Begins!.Every!;
        var who = play.Cast.Any(told.By);
        var first = Morning(told.Days.Max(day => day.Ago), 6);
        Check((await rounds.Set(play.Clerk.For(play.Cast.At(who, first)), playbook.Name, new(told.Ground, told.Why), play.Stop)).Refusal, "ground");
        foreach (var day in told.Days.OrderByDescending(day => day.Ago))
        {
            var at = Morning(day.Ago, 7);
            Check((await rounds.Enter(play.Clerk.For(play.Cast.At(who, at)), new(playbook.Name, day.Grade, null, null, day.Why), play.Stop)).Refusal, "grade");
            if (day.Street is { } street) Check((await rounds.Enter(play.Clerk.For(play.Cast.At(who, at.AddMinutes(5))), new(playbook.Name, day.StreetGrade, null, street, day.Why), play.Stop)).Refusal, "grade of a street");
            var book = await rounds.Book(play.Stop);
            var date = RoundDesk.DayOf(at);
            foreach (var area in RoundDesk.AreasOf(areas, every.Areas, book.GroundOf(playbook.Name)))
            {
                var grade = book.GradeOf(playbook, date, area.Code).Grade;
                foreach (var time in every.On(date, grade))
                    await Walk(told, day, playbook, area, date, time, grade);
            }
        }
    }

    async Task Walk(DemoRound told, DemoRoundDay day, Playbook playbook, Area area, DateOnly date, TimeOnly time, string grade)
    {
        var every = playbook.Begins!.Every!;
        var at = new DateTimeOffset(date.ToDateTime(time), WorkCalendar.Offset);
        if (at > order.Until) return;
        var title = string.Create(CultureInfo.InvariantCulture, $"{every.Text.Zh}：{area.Name} {date:M月d日} {time:HH:mm}");
        var begun = await play.Desk.Receive(play.Clerk.For(play.Cast.Clock(at)), new(title, title, Anonymous: true, Area: area.Code, Playbook: playbook.Name, Form: new() { [every.Grade] = grade }), play.Stop,
            round: BeginRounds.StreamOf(playbook.Name, date, time, area.Code));
        if (!Check(begun.Refusal, playbook.Name)) return;
        play.Began();
        if (day.Unwalked.Contains(area.Code) || told.Never.Contains(area.Code)) return;
        var walker = play.Cast.Named(told.Walker, "grid-member");
        var gone = at.AddMinutes(70 + area.Code[^1] * 3 % 60);
        if (gone > order.Until) return;
        var find = told.Finds.FirstOrDefault(find => find.Ago == day.Ago && find.Area == area.Code && time == every.On(date, grade)[0]);
        if (find is null)
        {
            Check((await Take(walker, gone, begun.Story.Id, "clear", new() { ["seen"] = told.Seen })).Refusal, "clear");
            return;
        }

        Check((await Take(walker, gone, begun.Story.Id, "found", new() { ["seen"] = find.Text })).Refusal, "found");
        await Write(walker, gone.AddMinutes(12), find, begun.Story);
        Check((await Take(walker, gone.AddMinutes(15), begun.Story.Id, "raised", [])).Refusal, "raised");
    }

    async Task Sweep(DemoSweep told, Playbook playbook)
    {
        var who = play.Cast.Any(told.By);
        var at = Morning(told.Ago, 8);
        var form = new JsonObject(told.Form.Select(word => KeyValuePair.Create(word.Key, (JsonNode?)JsonValue.Create(word.Value.StartsWith('+')
            ? RoundDesk.DayOf(at.AddDays(int.Parse(word.Value, CultureInfo.InvariantCulture))).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : word.Value))));
        var (planned, id) = await rounds.Plan(play.Clerk.For(play.Cast.At(who, at)), playbook.Name, new(told.Name, null, told.Areas, form), play.Stop);
        if (!Check(planned.Refusal, "sweep")) return;
        var sweep = planned.Story.Sweeps.First(one => one.Id == id);
        foreach (var (area, n) in sweep.Cells.Select((area, n) => (area, n)))
        {
            var title = $"{playbook.Begins!.Sweep!.Text.Zh}（{sweep.Name}）：{areas.ByCode(area)!.Name}";
            var begun = await play.Desk.Receive(play.Clerk.For(play.Cast.Clock(at.AddMinutes(1))), new(title, title, Anonymous: true, Area: area, Playbook: playbook.Name, Form: (JsonObject)form.DeepClone()), play.Stop, round: BeginRounds.StreamOf(sweep, area));
            if (!Check(begun.Refusal, playbook.Name)) continue;
            play.Began();
            var gone = at.AddHours(2 + n * 0.7);
            var finds = told.Finds.Where(find => find.Area == area).ToList();
            if (n >= told.Gone && finds.Count == 0 || gone > order.Until) continue;
            foreach (var (find, k) in finds.Select((find, k) => (find, k))) await Write(who, gone.AddMinutes(-20 + k), find, begun.Story);
            if (n < told.Gone) Check((await Take(who, gone, begun.Story.Id, finds.Count > 0 ? "found" : "nothing", new() { ["seen"] = told.Seen })).Refusal, "looked");
        }
    }

    async Task Write(Actor who, DateTimeOffset at, DemoFind find, Matter from)
    {
        var form = new JsonObject(find.Form.Select(word => KeyValuePair.Create(word.Key, (JsonNode?)JsonValue.Create(word.Value))));
        var answer = await play.Desk.Receive(play.Clerk.For(play.Cast.At(who, at)), new(find.Text, Anonymous: true, Category: find.Category, Area: find.Area, Source: find.Source, Playbook: find.Playbook, Form: form, From: from.Number), play.Stop);
        if (Check(answer.Refusal, find.Playbook)) play.Began();
    }

    Task<Hosting.Answer<Matter>> Take(Actor who, DateTimeOffset at, string id, string move, JsonObject words) => play.Desk.Take(play.Clerk.For(play.Cast.At(who, at)), id, move, words, play.Stop);

    /// <summary>An hour of the local morning so many days ago.</summary>
    DateTimeOffset Morning(int ago, int hour) => new(RoundDesk.DayOf(order.Until).AddDays(-ago).ToDateTime(new(hour, 0)), WorkCalendar.Offset);

    bool Check(Refusal? refusal, string what)
    {
        if (refusal is { } no) play.Refuse($"rounds, {what}: {no.Code}");
        return refusal is null;
    }

    sealed class Sheet
    {
        public List<DemoRound> Rounds { get; set; } = [];
        public List<DemoSweep> Sweeps { get; set; } = [];
    }
}

/// <summary>Rounds of some days.</summary>
sealed class DemoRound
{
    public string Playbook { get; set; } = "";
    public string By { get; set; } = "";
    public List<string> Ground { get; set; } = [];
    public string Why { get; set; } = "";

    /// <summary>The grid member who walks them all.</summary>
    public string Walker { get; set; } = "";
    public string Seen { get; set; } = "";

    /// <summary>Where nobody ever goes.</summary>
    public List<string> Never { get; set; } = [];
    public List<DemoRoundDay> Days { get; set; } = [];
    public List<DemoFind> Finds { get; set; } = [];
}

/// <summary>One day of rounds.</summary>
sealed class DemoRoundDay
{
    public int Ago { get; set; }
    public string Grade { get; set; } = "";
    public string? Why { get; set; }

    /// <summary>An area with a grade of its own.</summary>
    public string? Street { get; set; }
    public string? StreetGrade { get; set; }
    public List<string> Unwalked { get; set; } = [];
}

/// <summary>Something found on the way, as a matter of another playbook.</summary>
sealed class DemoFind
{
    public int Ago { get; set; }
    public string Area { get; set; } = "";
    public string Text { get; set; } = "";
    public string Playbook { get; set; } = "";
    public string? Category { get; set; }
    public string? Source { get; set; }
    public Dictionary<string, string> Form { get; set; } = [];
}

/// <summary>One sweep.</summary>
sealed class DemoSweep
{
    public string Playbook { get; set; } = "";
    public string By { get; set; } = "";
    public string Name { get; set; } = "";
    public int Ago { get; set; }
    public List<string> Areas { get; set; } = [];
    public Dictionary<string, string> Form { get; set; } = [];

    /// <summary>How many of its areas have been looked at.</summary>
    public int Gone { get; set; }
    public string Seen { get; set; } = "";
    public List<DemoFind> Finds { get; set; } = [];
}
