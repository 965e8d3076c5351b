using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;
using Microsoft.AspNetCore.WebUtilities;

namespace Bihuan.Matters;

/// <summary>A kept list as one person meets it.</summary>
/// <param name="Key">Its number; <c>u</c> before it where the unit shares it.</param>
/// <param name="IsTheirs">Whether they may name it otherwise or remove it.</param>
/// <param name="IsKept">Whether they kept it themselves, and may share it or share it no longer.</param>
public sealed record ShownView(string Key, string Name, string Query, bool IsShared, bool IsFirst, bool IsTheirs, bool IsKept)
{
    public string Href => $"/matters?{Query}";
}

/// <summary>What somebody keeps and shares, and the columns they chose.</summary>
public sealed record ShownViews(ImmutableArray<ShownView> All, string Columns)
{
    public static ShownViews None { get; } = new([], "");

    /// <summary>The one that opens first; null is the list of open matters.</summary>
    public ShownView? First => All.FirstOrDefault(view => view.IsFirst);
}

/// <summary>Where pages and programs bring what is to be done to kept lists.</summary>
public sealed class ViewDesk(Reading reading, Namer namer)
{
    /// <summary>Everything that somebody keeps, their own before their unit's.</summary>
    public async Task<ShownViews> Of(Person person, CancellationToken stop)
    {
        var (own, _) = await reading.Story<Views>(person.Caller.District, Views.Of(person.Account), stop);
        var (shared, _) = await reading.Story<Views>(person.Caller.District, Views.OfUnit(person.Post.Unit), stop);
        ShownView Shown(View view, bool isShared)
        {
            var key = Key(view.Number, isShared);
            return new(key, view.Name, view.Query, isShared, own.First == key, !isShared || view.By == person.Account || person.Is("coordinator", "leader"), !isShared || view.By == person.Account);
        }

        return new([.. own.All.Select(view => Shown(view, false)), .. shared.All.Select(view => Shown(view, true))], own.Columns);
    }

    /// <summary>Keeps a list by name.</summary>
    public async Task<Answer<Views>> Keep(Clerk clerk, Person person, KeepView.Command command, CancellationToken stop)
    {
        var stream = command.IsShared ? Views.OfUnit(person.Post.Unit) : Views.Of(person.Account);
        var words = new QueryCollection(QueryHelpers.ParseQuery(command.Query));
        if (words["text"].ToString().Length > 0) return new(No.ViewOfWords.On("query"), stream, Views.Empty, 0);
        var names = await namer.For(Reader.Nobody, person.Caller.District, stop, [words["handler"].ToString()]);
        if (ListFilter.Wrong(words, names).FirstOrDefault() is { } wrong) return new(wrong, stream, Views.Empty, 0);

        var beside = await Beside(person, command.IsShared, stop);
        var answer = await clerk.Record<Views>(stream, command, (views, _) => KeepView.Keep(views, command.Name, Query(words), beside), stop);
        if (answer.IsYes && command.IsFirst) await PutFirst(clerk, person, Key(answer.Story.Last, command.IsShared), stop);
        return answer;
    }

    public async Task<Answer<Views>> Rename(Clerk clerk, Person person, string key, string? name, CancellationToken stop)
    {
        var beside = await Beside(person, key.StartsWith('u'), stop);
        return await Change(clerk, person, key, (views, number, now) => KeepView.Rename(views, number, name, now, beside), stop);
    }

    /// <summary>Lets the unit have a list that one kept for oneself, or has it for oneself again: by its name, and first where it was.</summary>
    public async Task<Answer<Views>> Share(Clerk clerk, Person person, string key, bool shared, CancellationToken stop)
    {
        var stream = shared ? Views.OfUnit(person.Post.Unit) : Views.Of(person.Account);
        if ((await Of(person, stop)).All.FirstOrDefault(view => view.Key == key) is not { } view) return new(No.SuchView, stream, Views.Empty, 0);
        if (!view.IsKept) return new(No.SharedView, stream, Views.Empty, 0);
        if (view.IsShared == shared) return await clerk.Record<Views>(stream, key, (_, _) => Decision.Nothing, stop);

        var answer = await clerk.Record<Views>(stream, (key, shared), (views, _) => KeepView.Keep(views, view.Name, view.Query), stop);
        if (!answer.IsYes) return answer;
        if (view.IsFirst) await PutFirst(clerk, person, Key(answer.Story.Last, shared), stop);
        await Change(clerk, person, key, KeepView.Remove, stop);
        return answer;
    }

    /// <summary>What is called by name beside one's own lists, or beside those of the unit: two of one name could not be told apart.</summary>
    async Task<IReadOnlyCollection<string>> Beside(Person person, bool isShared, CancellationToken stop) =>
        [.. (await Of(person, stop)).All.Where(view => view.IsShared != isShared).Select(view => view.Name)];

    public async Task<Answer<Views>> Remove(Clerk clerk, Person person, string key, CancellationToken stop)
    {
        var answer = await Change(clerk, person, key, KeepView.Remove, stop);
        if (answer.IsYes && (await reading.Story<Views>(person.Caller.District, Views.Of(person.Account), stop)).Story.First == key) await PutFirst(clerk, person, null, stop);
        return answer;
    }

    /// <summary>Lets a list open first; without a key, that of open matters again.</summary>
    public async Task<Answer<Views>> PutFirst(Clerk clerk, Person person, string? key, CancellationToken stop)
    {
        var known = key is null || (await Of(person, stop)).All.Any(view => view.Key == key);
        return await clerk.Record<Views>(Views.Of(person.Account), key ?? "",
            (views, _) => !known ? No.SuchView : views.First == key ? Decision.Nothing : new ViewPutFirst(key), stop);
    }

    /// <summary>Chooses the columns of every list whose address names none; without any, the house's own.</summary>
    public async Task<Answer<Views>> ChooseColumns(Clerk clerk, Person person, string? columns, CancellationToken stop)
    {
        var stream = Views.Of(person.Account);
        var names = await namer.For(Reader.Nobody, person.Caller.District, stop);
        if (columns is { Length: > 0 } && ListColumn.Wrong(columns, names) is { } wrong) return new(wrong.On("columns"), stream, Views.Empty, 0);
        return await clerk.Record<Views>(stream, columns ?? "", (views, _) => views.Columns == (columns ?? "") ? Decision.Nothing : new ListLaidOut(columns ?? ""), stop);
    }

    /// <summary>The filters of an address in one order, so that the same list is known again: without words that were sought, and without the page.</summary>
    public static string Query(IQueryCollection words) => string.Join('&', ListFilter.All.Where(filter => !filter.Walks && filter.Key is not "text")
        .Select(filter => (filter.Key, Said: words[filter.Key].ToString())).Where(word => word.Said.Length > 0 && word is not ("state", "open"))
        .DefaultIfEmpty((Key: "state", Said: "open")).Select(word => $"{word.Key}={Uri.EscapeDataString(word.Said)}"));

    static string Key(int number, bool isShared) => isShared ? $"u{number}" : $"{number}";

    async Task<Answer<Views>> Change(Clerk clerk, Person person, string key, Func<Views, int, Stamp, Decision> decide, CancellationToken stop)
    {
        var isShared = key.StartsWith('u');
        var number = int.TryParse(key.AsSpan(isShared ? 1 : 0), System.Globalization.CultureInfo.InvariantCulture, out var known) ? known : 0;
        return await clerk.Record<Views>(isShared ? Views.OfUnit(person.Post.Unit) : Views.Of(person.Account), key, (views, now) => decide(views, number, now), stop);
    }
}
