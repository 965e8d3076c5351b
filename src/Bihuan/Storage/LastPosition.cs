namespace Bihuan.Storage;

/// <summary>Where the journal ends.</summary>
static class LastPosition
{
    /// <summary>
    /// The greatest position, 0 in an empty journal. From one district to the next by their key: positions are in order within a district only, and to look at all of
    /// them took more than a minute in a journal of fifty million lines.
    /// </summary>
    public const string Sql = """
        with recursive districts (district) as (
          select min(district) from journal
          union all
          select (select min(j.district) from journal j where j.district > d.district) from districts d where d.district is not null)
        select coalesce(max(ends.position), 0) from (select (select max(j.position) from journal j where j.district = d.district) as position from districts d) as ends
        """;
}
