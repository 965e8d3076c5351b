using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Insight.Hot;

/// <summary>Makes one matter of a hot issue: with a unit that answers for it and a day, tied to all its cases.</summary>
public sealed class MakeRoot(HotGroups groups, MatterDesk desk, Shelf shelf, ListMatters list, TimeProvider time)
{
    /// <param name="Form">The answers to the first form of the playbook that gathers, by field; what is left out is as <see cref="Suggest"/> says.</param>
    /// <param name="Title">One line; the issue's own name when left out.</param>
    public sealed record Command(JsonObject? Form = null, string? Title = null);

    /// <summary>What a press without a word would answer: the unit that handled most of the cases, the day that the playbook's own limit gives.</summary>
    public async Task<JsonObject> Suggest(Person person, HotIssue issue, CancellationToken stop)
    {
        var form = new JsonObject();
        foreach (var field in issue.Playbook.Begins!.Form.Select(asked => issue.Playbook.Field(asked.Field)).OfType<Field>())
        {
            if (field.Type is FieldType.Unit && await Unit(person, issue, stop) is { } unit) form[field.Id] = unit;
            if (field.Type is FieldType.Date) form[field.Id] = Day(issue.Playbook, field);
        }

        return form;
    }

    /// <summary>Writes it down, gives it to the unit, ties the cases. What could not be done after it was written down is told, and the matter stands.</summary>
    public async Task<(Answer<Matter> Answer, Refusal? Left)> Run(Clerk clerk, Person person, string id, Command command, CancellationToken stop)
    {
        if (await groups.One(person, id, stop) is not { } issue) return (Refused(No.SuchIssue), null);
        if (issue.Root is { } there) return (Refused(No.HasRoot.With(there.Number)), null);

        var form = await Suggest(person, issue, stop);
        foreach (var (field, said) in command.Form ?? [])
            if (said?.ToString() is { Length: > 0 }) form[field] = said.DeepClone();
        var title = string.IsNullOrWhiteSpace(command.Title) ? issue.Name : command.Title.Trim();
        var category = await Category(person, issue, stop);
        var answer = await desk.Receive(clerk, new(Text(issue), title.Length > 80 ? title[..80] : title, Anonymous: true, Category: category,
            Area: issue.Place.Length > 0 ? issue.Place : null, Playbook: issue.Playbook.Name, Form: form), stop);
        if (answer.Refusal is not null) return (answer, null);

        var steps = clerk.For(clerk.Caller with { CommandKey = null });
        Refusal? left = null;
        if (issue.Gathering.Takes is { } takes) (answer, left) = Next(answer, await desk.Take(steps, answer.Story.Id, takes, [], stop), left);
        foreach (var some in issue.Members.Select(said => said.Id).Chunk(GatherCases.Most))
            (answer, left) = Next(answer, await desk.Take(steps, answer.Story.Id, GatherCases.Act.Name, new JsonObject { ["matters"] = new JsonArray([.. some.Select(one => JsonValue.Create(one))]) }, stop), left);
        return (answer, left);
    }

    static (Answer<Matter> Answer, Refusal? Left) Next(Answer<Matter> before, Answer<Matter> after, Refusal? left) =>
        after.Refusal is { } refusal ? (before, left ?? refusal) : (after, left);

    static string Text(HotIssue issue)
    {
        var days = Math.Max(1, (int)Math.Ceiling((issue.Members[^1].At - issue.Members[0].At).TotalDays));
        return FormattableString.Invariant($"{issue.Name}：{days} 天里 {issue.Heat.People} 人反映 {issue.Members.Length} 件，热度 {issue.Heat.Value:0.0}。请查清根源，使它不再发生。");
    }

    /// <summary>The unit that leads most of the cases; where none was sent yet, whose duty the catalogue says it is.</summary>
    async Task<string?> Unit(Person person, HotIssue issue, CancellationToken stop)
    {
        var rows = await list.Of(person.Scope, issue.Members.Select(said => said.Id), stop);
        if (rows.Where(row => row.Lead is not null).CountBy(row => row.Lead!).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => count.Key).FirstOrDefault() is { } lead) return lead;
        return await Category(person, issue, stop) is { } category ? (await desk.Suggest(person.Caller.District, category, issue.Place, stop))?.Unit : null;
    }

    async Task<string?> Category(Person person, HotIssue issue, CancellationToken stop) =>
        (await list.Of(person.Scope, issue.Members.Select(said => said.Id), stop)).Where(row => row.Category.Length > 0)
            .CountBy(row => row.Category).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => count.Key).FirstOrDefault();

    string Day(Playbook playbook, Field field)
    {
        var limit = playbook.Clocks.FirstOrDefault(clock => clock.Until == field.Id)?.Limit ?? Limit.NaturalDays(30);
        var due = new Clock(field.Id, time.GetUtcNow(), limit).Due(shelf.Calendar).At ?? time.GetUtcNow().AddDays(30);
        // A limit ends at the midnight behind its last day.
        return Parts.Times.Local(due.AddMinutes(-1)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    static Answer<Matter> Refused(Refusal refusal) => new(refusal, default, Matter.Empty, 0);
}
