using System.Collections.Concurrent;
using System.Collections.Frozen;
using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>
/// The units of each district, kept in memory: renewed after every commit of this process, and after five seconds at most
/// when other processes write too.
/// </summary>
public sealed class UnitTree
{
    static readonly TimeSpan Trusted = TimeSpan.FromSeconds(5);

    readonly Store store;
    readonly TimeProvider time;
    readonly ConcurrentDictionary<string, (Units Units, long Generation, DateTimeOffset At)> kept = new();
    long generation;

    public UnitTree(Store store, Writer writer, TimeProvider time)
    {
        (this.store, this.time) = (store, time);
        writer.After("unit", (_, _) => Interlocked.Increment(ref generation));
    }

    /// <summary>The units of a district as they stand.</summary>
    public async ValueTask<Units> Of(string district, CancellationToken stop)
    {
        var now = Interlocked.Read(ref generation);
        if (kept.TryGetValue(district, out var found) && found.Generation == now
            && (!store.IsShared || time.GetUtcNow() - found.At < Trusted)) return found.Units;

        await using var connection = await store.Read(stop);
        var rows = await connection.QueryAsync<UnitRow>("""
            select code, name_zh as NameZh, name_en as NameEn, kind, parent, area, closed from units where district = @district order by code
            """, new { district });
        var units = new Units([.. rows]);
        kept[district] = (units, now, time.GetUtcNow());
        return units;
    }
}

/// <summary>A unit as lists show it.</summary>
public sealed record UnitRow(string Code, string NameZh, string NameEn, string Kind, string? Parent, string? Area, long Closed)
{
    public Words Name => new(NameZh, NameEn);
    public bool IsClosed => Closed != 0;
}

/// <summary>A district's units as a tree.</summary>
public sealed class Units
{
    readonly FrozenDictionary<string, UnitRow> byCode;
    readonly FrozenDictionary<string, ImmutableArray<UnitRow>> children;

    /// <param name="all">Ordered by code.</param>
    public Units(ImmutableArray<UnitRow> all)
    {
        All = all;
        byCode = all.ToFrozenDictionary(unit => unit.Code);
        children = all.GroupBy(unit => unit.Parent ?? "").ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());
    }

    /// <summary>Ordered by code, so that a unit stands before what is below it; closed ones included.</summary>
    public ImmutableArray<UnitRow> All { get; }

    /// <summary>The unit of that code; null when there is none.</summary>
    public UnitRow? ByCode(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The unit's name; its code when it is unknown.</summary>
    public Words Name(string code) => ByCode(code)?.Name ?? new(code, code);

    /// <summary>The units directly below; of the top when the code is empty.</summary>
    public ImmutableArray<UnitRow> Children(string code) => children.TryGetValue(code, out var found) ? found : [];

    /// <summary>The units above, the nearest first.</summary>
    public IEnumerable<UnitRow> Ancestors(string code)
    {
        for (var above = Unit.ParentOf(code); above is not null; above = Unit.ParentOf(above))
            if (ByCode(above) is { } unit) yield return unit;
    }
}
