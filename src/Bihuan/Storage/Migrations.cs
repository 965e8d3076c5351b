namespace Bihuan.Storage;

/// <summary>
/// The precious tables, by number. What is written here is never changed, only added to. {bytes}, {position}, {clustered},
/// {join} and {nothing} are filled in by each database.
/// </summary>
public static class Migrations
{
    /// <summary>In order; the number of a migration is its place, from 1.</summary>
    public static IReadOnlyList<string[]> All { get; } =
    [
        [
            """
            create table journal (
              district text not null, stream text not null, version bigint not null,
              position {position}, kind text not null, at bigint not null, "by" text not null, post text not null,
              body text not null, hash {bytes} not null,
              primary key (district, stream, version)){clustered}
            """,
            "create unique index journal_position on journal (district, position)",
            "create table heads (district text not null, stream text not null, version bigint not null, hash {bytes} not null, primary key (district, stream)){clustered}",
            "create table persons (district text not null, person text not null, wrapped {bytes} not null, primary key (district, person)){clustered}",
            """
            create table personal (
              district text not null, stream text not null, digest text not null, person text not null, salt text not null,
              cipher {bytes} not null, primary key (district, stream, digest)){clustered}
            """,
            "create index personal_person on personal (district, person)",
            """
            create table commands (
              district text not null, key text not null, digest text not null, stream text not null, version bigint not null,
              at bigint not null, primary key (district, key)){clustered}
            """,
            "create table counters (district text not null, series text not null, taken bigint not null, primary key (district, series)){clustered}",
            """
            create table files (
              district text not null, hash text not null, media text not null, size bigint not null, bytes {bytes} not null,
              thumbnail {bytes}, primary key (district, hash))
            """,
            "create table ledgers (noun text not null, edition text not null, primary key (noun))",
        ],
        [
            """
            create table roll (
              district text not null, lane text not null, number bigint not null, streams text not null, hash {bytes} not null,
              primary key (district, lane, number)){clustered}
            """,
            // What stood when the roll was begun: its own first page, linked to nothing.
            "insert into roll (district, lane, number, streams, hash) select district, 'before', 1, {join}, {nothing} from heads group by district",
        ],
        // SQLite alone: where what is personal lies.
        [],
        // SQLite alone: what its planner thinks of rare lists.
        [],
    ];
}
