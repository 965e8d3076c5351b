using System.Text.Json;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Registers;

namespace Bihuan.Matters.Learning;

/// <summary>The names of places that the registers know: compounds, landmarks, nicknames, whatever a register says it is called by.</summary>
public sealed class NamedPlaces(RegisterShelf shelf, Store store, Settings settings)
{
    const int Most = 5000;
    static readonly char[] Breaks = ['\n', '、', '；', ';', '，', ','];

    /// <summary>Every name with the area of its record.</summary>
    public async Task<IReadOnlyList<KnownName>> Read(CancellationToken stop)
    {
        List<KnownName> names = [];
        await using var connection = await store.Read(stop);
        foreach (var register in shelf.All.Where(register => !register.Called.IsEmpty))
            foreach (var (said, area, lon, lat) in await connection.QueryAsync<(string Said, string Area, double? Lon, double? Lat)>(new CommandDefinition("""
                select r.said, r.area, r.lon, r.lat from records r where r.district = @district and r.register = @register and r.in_use = 1 order by r.updated desc, r.id desc limit @most
                """, new { district = settings.District, register = register.Name, most = Most }, cancellationToken: stop)))
            {
                if (area.Length < 9 || JsonSerializer.Deserialize<Dictionary<string, string>>(said, Facts.Json) is not { } answers) continue;
                LonLat? point = lon is { } east && lat is { } north ? new(east, north) : null;
                var proper = answers.GetValueOrDefault(register.Called[0])?.Trim();
                foreach (var name in register.Called.SelectMany(field => Split(answers.GetValueOrDefault(field), register.Field(field)?.Type)).Where(IsName).Distinct())
                    names.Add(new(name, area, point, register.Title, name == proper ? null : proper));
            }

        return names;
    }

    static IEnumerable<string> Split(string? said, AnswerType? type) =>
        said is null ? [] : type is AnswerType.LongText ? said.Split(Breaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [said.Replace(" ", "", StringComparison.Ordinal)];

    // "3号楼" is the name of nothing by itself.
    static bool IsName(string name) => name.Length is >= 2 and <= 20 && name[0] is >= '\u4e00' and <= '\u9fff';
}
