using System.Security.Cryptography;
using System.Text;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Opens a share to whoever holds its link, records each look, and takes what the partner says.</summary>
public sealed class ShareDesk(MatterDesk desk, Reading reading, Vault vault, Store store, Shelf shelf, UnitTree units, Categories categories, AreaMap areas)
{
    /// <summary>A share as its partner sees it.</summary>
    public sealed record View(Matter Matter, Share Share, Names Names, IReadOnlyList<EvidenceAdded> Files);

    /// <summary>A share as colleagues see it.</summary>
    /// <param name="Href">The link, without the site's own address; null once it opens nothing.</param>
    public sealed record Given(Share Share, int Looks, DateTimeOffset? Last, string? Href);

    /// <summary>The way to a share: whoever has it needs no account, and can make no other out of it.</summary>
    public string Href(string district, Matter matter, int share) => FormattableString.Invariant($"/shared/{matter.Number}/{share}/{Secret(district, matter.Id, share)}");

    /// <summary>The shares of a matter with who has looked.</summary>
    public async Task<IReadOnlyList<Given>> Of(string district, Matter matter, DateTimeOffset now, CancellationToken stop)
    {
        List<Given> given = [];
        foreach (var share in matter.Shares)
        {
            var (looks, _) = await reading.Story<ShareLooks>(district, ShareLooks.StreamOf(matter.Id, share.Number), stop);
            given.Add(new(share, looks.At.Length, looks.At.IsEmpty ? null : looks.At[^1],
                ShareWithPartner.Open(matter, share.Number, now) is null ? null : Href(district, matter, share.Number)));
        }

        return given;
    }

    /// <summary>What a link opens; null where it opens nothing: unknown, over, taken back.</summary>
    public async Task<View?> Find(string district, string number, int share, string secret, DateTimeOffset now, CancellationToken stop)
    {
        var id = await desk.IdOf(district, number, stop);
        // Compared even where there is no such number, so that the time it takes tells nothing.
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Secret(district, id ?? "none", share)), Encoding.UTF8.GetBytes(secret));
        if (id is null || !isRight) return null;
        var (matter, _) = await reading.Story<Matter>(district, Stream.Of(Matter.Noun, id), stop);
        if (ShareWithPartner.Open(matter, share, now) is not { } open) return null;

        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        var names = new Names(playbook, await units.Of(district, stop), categories, areas, new Dictionary<string, Words>());
        return new(matter, open, names, [.. ShareParts.FilesOf(playbook, matter, open)]);
    }

    /// <summary>Records that the partner looked.</summary>
    public static Task<Answer<ShareLooks>> Look(Clerk clerk, View view, CancellationToken stop) =>
        clerk.Record<ShareLooks>(ShareLooks.StreamOf(view.Matter.Id, view.Share.Number), (_, _) => new ShareSeen(view.Share.Partner), stop);

    public static Task<Answer<Matter>> Confirm(Clerk clerk, View view, CancellationToken stop) =>
        clerk.Record<Matter>(view.Matter.Stream, new { view.Share.Number }, (matter, now) => ShareWithPartner.Confirm(matter, view.Share.Number, now), stop);

    public static Task<Answer<Matter>> Write(Clerk clerk, View view, string? what, string? words, CancellationToken stop)
    {
        var salt = Guid.NewGuid().ToString("N");
        return clerk.Record<Matter>(view.Matter.Stream, new { view.Share.Number, what, words },
            (matter, now) => ShareWithPartner.Write(matter, view.Share.Number, what, words, now).Sealing(matter.Person, salt), stop);
    }

    /// <summary>A file that the share shows; null for every other, whoever knows its hash.</summary>
    public async Task<(KeptFile File, string Name)?> File(string district, View view, string hash, CancellationToken stop) =>
        view.Files.FirstOrDefault(file => file.Hash == hash) is { } known && await KeptFile.Read(store, district, hash, stop) is { } file ? (file, known.Name) : null;

    // Made of the installation's own key: nothing is kept that a copy of the database could open.
    string Secret(string district, string matter, int share) => vault.Mark(district, FormattableString.Invariant($"share {matter} {share}"));
}
