using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Demo;

/// <summary>Furnishes an empty installation: units, accounts, posts and the dispatch catalogue, by the verbs that an administrator would use.</summary>
sealed class DemoDistrict(Clerk clerk, Settings settings, OddSheet odd, DateTimeOffset at, CancellationToken stop)
{
    readonly Clerk setup = clerk.For(new(settings.District, Roles.Setup, new(Roles.Setup, "")) { At = at });

    /// <summary>Does it all, and says who is there then.</summary>
    public async Task<IReadOnlyList<DemoPerson>> Furnish()
    {
        var units = Units();
        // A unit can only be opened below one that stands.
        foreach (var level in units.GroupBy(u => u.Code.Count(c => c == '.')).OrderBy(g => g.Key))
            await Task.WhenAll(level.Select(async u => Yes(await OpenUnit.Run(new(u.Code, u.Name, u.NameEn, u.Kind, u.Area), setup, stop))));

        var catalogue = Catalogues.Read(Path.Combine(settings.DistrictFolder, "catalogue.yaml"));
        var known = units.Select(u => u.Code).ToHashSet(StringComparer.Ordinal);
        Yes(await setup.Record<Catalogue>(PublishCatalogue.Stream, (c, now) => PublishCatalogue.Decide(c, catalogue, known.Contains, now), stop));

        foreach (var (unit, playbook) in units.SelectMany(u => u.Receives.Select(playbook => (u.Code, playbook))))
            Yes(await setup.Record<Offices>(Offices.Stream, (o, now) => NameOffice.Decide(o, new(playbook, unit), _ => true, known.Contains, now), stop));

        var people = DemoAccounts.All(Path.Combine(settings.DistrictFolder, "people.yaml")).ToList();
        people.AddRange(Missing(people, units, catalogue));
        // The slow part of a password is the hash: in a demo everybody may share one.
        var hash = Passwords.Hash(DemoAccounts.Password);
        await Task.WhenAll(people.Select(async p =>
        {
            // Administrators came lately: their passwords age, and a newcomer should not have to change one first.
            var hand = p.Posts.Exists(post => post.Role.EndsWith("-admin", StringComparison.Ordinal)) ? setup.For(setup.Caller with { At = at + Account.AdministratorPasswordAge }) : setup;
            Yes(await OpenAccount.Run(new(p.Account, p.Name, p.NameEn, MustChange: false), hash, hand, stop));
            foreach (var post in p.Posts)
                Yes(await AppointPost.Run(p.Account, new(post.Unit, post.Role, post.Title, post.TitleEn, post.Area), hand, stop));
        }));
        return people;
    }

    /// <summary>A liaison and a handler for every unit that the catalogue names and nobody works for.</summary>
    List<DemoPerson> Missing(List<DemoPerson> people, List<Line> units, PublishCatalogue.Command catalogue)
    {
        var named = catalogue.Rows.SelectMany(r => r.Co.Append(r.Unit)).Where(u => u != CatalogueRow.Street).Append("LS.DC")
            .Select(u => string.Join('.', u.Split('.').Take(2))).Distinct().Order(StringComparer.Ordinal);
        var served = people.SelectMany(p => p.Posts).Where(p => p.Role == "coordinator").Select(p => p.Unit).ToHashSet(StringComparer.Ordinal);
        var n = 0;
        List<DemoPerson> found = [];
        foreach (var unit in named.Where(u => !served.Contains(u)).Select(u => units.First(l => l.Code == u)))
            foreach (var (role, name, title) in new[] { ("coordinator", "liaison", odd.Coordinator), ("handler", "handler1", odd.Handler) })
            {
                var (family, given) = (odd.Family[n % odd.Family.Count], odd.Given[n % odd.Given.Count]);
                n++;
                found.Add(new()
                {
                    Account = $"{unit.Code.Split('.')[1].ToLowerInvariant()}-{name}", Name = family.Zh + given.Zh, NameEn = $"{family.En} {given.En}",
                    Posts = [new() { Unit = unit.Code, Role = role, Title = unit.Name + title.Zh, TitleEn = title.En }],
                });
            }

        return found;
    }

    List<Line> Units() => DemoWords.Yaml<Sheet>(Path.Combine(settings.DistrictFolder, "units.yaml")).Units;

    static void Yes<T>(Answer<T> answer)
    {
        if (answer.Refusal is { } no) throw new InvalidOperationException($"{answer.Stream.Name}: {no.Code} {no}");
    }

    sealed class Sheet
    {
        public List<Line> Units { get; set; } = [];
    }

    sealed class Line
    {
        public string Code { get; set; } = "";
        public string Name { get; set; } = "";
        public string NameEn { get; set; } = "";
        public string Kind { get; set; } = "";
        public string? Area { get; set; }

        /// <summary>The playbooks whose matters it receives.</summary>
        public List<string> Receives { get; set; } = [];
    }
}
