using Bihuan.Hosting;

namespace Bihuan.Bench.Ceiling;

/// <summary>The barest table there can be, for measuring what the database itself can do.</summary>
static class BareTable
{
    public static Statement Define { get; } = new("create table if not exists ceiling (id text primary key, body text not null)");

    public static Statement Insert(string id, string body) => new("insert into ceiling (id, body) values ($1, $2)", id, body);

    /// <summary>Fifty rows from a key on, as a list is read.</summary>
    public const string Page = "select id, body from ceiling where id > @after order by id limit 50";
}
