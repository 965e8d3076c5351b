using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan;

/// <summary>What a further district of the house stands on: the house's store, its vault and its one door for writing, and what was entered for the district itself.</summary>
public sealed record Beside(Store Store, Vault Vault, KeptTales Tales, Writer Writer, TimeProvider Time, District District, EnteredCategories Categories)
{
    /// <summary>Reads what was entered for a district.</summary>
    /// <param name="house">The rooms that the house was opened with.</param>
    public static async Task<Beside> Of(IServiceProvider house, string district, CancellationToken stop)
    {
        var reading = house.GetRequiredService<Reading>();
        var (entered, _) = await reading.Story<District>(district, District.Stream, stop);
        var (categories, _) = await reading.Story<EnteredCategories>(district, EnteredCategories.Stream, stop);
        return new(house.GetRequiredService<Store>(), house.GetRequiredService<Vault>(), house.GetRequiredService<KeptTales>(), house.GetRequiredService<Writer>(), house.GetRequiredService<TimeProvider>(),
            entered.Exists ? entered : entered with { Name = new(district, district) }, categories);
    }
}
