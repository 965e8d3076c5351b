using System.Security.Cryptography;
using Bihuan.Hosting;
using QRCoder;

namespace Bihuan.People;

/// <summary>Ties a phone to one's account: shows a secret, and believes it when its first code comes back.</summary>
public static class SetUpSecondFactor
{
    /// <param name="Ticket">As the offer gave it: holds the secret, readable by this installation alone.</param>
    public sealed record Command(string Ticket, string Code);

    /// <param name="Secret">Base32, for phones that cannot see.</param>
    /// <param name="Picture">A QR code as SVG.</param>
    public sealed record Offer(string Secret, string Address, string Picture, string Ticket);

    public static void Map(RouteGroupBuilder me)
    {
        me.MapPost("/second-factor/offer", (SignedIn signedIn, Vault vault, PeopleSettings settings) =>
            Results.Json(New(signedIn.Person!.Account, vault, settings), Facts.Json)).WithSummary("Ask for a second factor's secret");
        me.MapPost("/second-factor", Handle).WithSummary("Set up the second factor");
    }

    static async Task<IResult> Handle(Command command, SignedIn signedIn, Clerk clerk, Vault vault, TimeProvider time, CancellationToken stop) =>
        (await Run(command, signedIn.Person!, clerk, vault, time, stop)).AsHttp();

    /// <summary>A new secret and everything a phone needs; nothing is kept.</summary>
    public static Offer New(string account, Vault vault, PeopleSettings settings) =>
        Show(RandomNumberGenerator.GetBytes(20), account, vault, settings);

    /// <summary>The same offer again, after a wrong code; null when it was not made for this account here.</summary>
    public static Offer? Again(string? ticket, string account, Vault vault, PeopleSettings settings) =>
        Secret(ticket, account, vault) is { } secret ? Show(secret, account, vault, settings) : null;

    static Offer Show(byte[] secret, string account, Vault vault, PeopleSettings settings)
    {
        var address = Totp.Address(account, $"Bihuan {settings.Name.En}", secret);
        using var codes = new QRCodeGenerator();
        using var data = codes.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(data);
        return new(Totp.Text(secret), address, picture.GetGraphic(4, "#1B1F24", "#FFFFFF", sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute),
            Tokens.Ticket(vault, "second factor", account, Convert.ToBase64String(secret)));
    }

    static byte[]? Secret(string? ticket, string account, Vault vault) =>
        Tokens.Read(vault, ticket ?? "") is ["second factor", var name, var secret] && name == account ? Convert.FromBase64String(secret) : null;

    public static Task<Answer<Account>> Run(
        Command command, Person person, Clerk clerk, Vault vault, TimeProvider time, CancellationToken stop)
    {
        var secret = Secret(command.Ticket, person.Account, vault);
        var step = secret is null ? null : Totp.Step(secret, command.Code, time.GetUtcNow());
        var wrapped = secret is null ? null : Convert.ToBase64String(vault.Wrap(secret));
        return clerk.For(person.Caller).Record<Account>(Account.StreamOf(person.Account), (account, now) => Decide(account, wrapped, step, now), stop);
    }

    /// <param name="wrapped">The secret as it is kept; null when the ticket was not ours.</param>
    /// <param name="step">The step of the code; null when it is wrong.</param>
    public static Decision Decide(Account account, string? wrapped, long? step, Stamp now)
    {
        if (!account.Exists || account.Id != now.By) return Hosting.No.NotYours;
        // Who could replace it with a stolen session would not need the phone: only the security administrator takes it off.
        if (account.SecondFactor is not null) return No.SecondFactorStands;
        if (wrapped is null) return No.WrongTicket;
        if (step is not { } right) return No.WrongCode;

        return new SecondFactorSetUp(wrapped, right);
    }
}
