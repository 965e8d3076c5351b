namespace Bihuan.Demo;

/// <summary>Matters that every demo account finds on its desk: placed in the last hours and days, and left where that person has to act.</summary>
static class Featured
{
    const string Zhonghan = "370212001";
    const string Jinjialing = "370212005";

    /// <summary>The plans; fewer in a small demo.</summary>
    public static IEnumerable<Plan> Plans(Planner planner, DemoOrder order)
    {
        var n = 0;
        var dice = new Dice(order.Seed + 77);
        Plan At(double hoursAgo, string hold, Func<DemoRequest, bool>? only = null, string? street = null, string? force = "plain") =>
            planner.Draw(n, dice, order.Until.AddHours(-hoursAgo), r => r.Urgency == "normal" && (only is null || only(r)), street)
                with
            { Index = n++, Hold = hold, Force = force, IsQuick = true };

        // On the agents' desks: said a moment ago, nobody has read it yet.
        foreach (var minutes in (double[])[4, 11, 23, 37, 52, 68, 85])
            yield return At(minutes / 60, "received", r => r.Source is "web" or "app");
        yield return At(0.8, "received", Seen, Jinjialing) with { Reporter = "jjl-grid1" };
        yield return At(1.1, "received", Seen, Jinjialing) with { Reporter = "jjl-grid1" };
        yield return At(30, "solved", Seen, Jinjialing, "self-handle") with { Reporter = "jjl-grid1" };
        // At the window: said this morning, and one that the clerk settled on the spot.
        foreach (var hours in (double[])[0.6, 1.2]) yield return At(hours, "received", r => r.Source is "window") with { Reporter = "clerk1" };
        yield return At(26, "solved", r => r.Source is "window", force: "self-handle") with { Reporter = "clerk1" };
        // To be dispatched.
        foreach (var hours in (double[])[0.4, 0.7, 1, 1.3, 1.6, 2, 2.4, 2.9])
            yield return At(hours, "accepted", r => r.Source == "phone" && r.Kind != "consult");
        // Waiting for a dispatcher's decision.
        foreach (var hours in (double[])[26, 33, 50]) yield return At(hours, "ask-extension", Complaint, force: "extension");
        yield return At(55, "ask-suspension", Complaint, force: "suspension");
        foreach (var hours in (double[])[3, 4, 5]) yield return At(hours, "object", Complaint, force: "object");
        foreach (var hours in (double[])[70, 80, 95]) yield return At(hours, "ask-reopening", Complaint, force: "reopen");
        foreach (var hours in (double[])[8, 9, 10, 11]) yield return At(hours, "called-back", Complaint);
        // At the Housing Bureau and at a street: to sign, to assign, in hand.
        foreach (var hours in (double[])[1.5, 2.5, 4, 6]) yield return At(hours, "dispatched", Housing);
        foreach (var hours in (double[])[3, 5, 7]) yield return At(hours, "signed", Housing);
        foreach (var hours in (double[])[12, 27, 40, 60]) yield return At(hours, "handling", Housing) with { Handler = "zj-handler1" };
        foreach (var hours in (double[])[2, 3, 5]) yield return At(hours, "dispatched", Street, Zhonghan);
        foreach (var hours in (double[])[4, 6]) yield return At(hours, "signed", Street, Zhonghan);
        foreach (var hours in (double[])[14, 30, 45]) yield return At(hours, "handling", Street, Zhonghan) with { Handler = "zh-cj1" };
        foreach (var hours in (double[])[16, 35]) yield return At(hours, "handling", Street, Zhonghan) with { Handler = "double" };
        yield return At(20, "finished", Street, Zhonghan) with { Handler = "double" };
        yield return At(8, "whistle", Street, Zhonghan, "whistle");
        yield return At(9, "report-in", Street, Zhonghan, "whistle");
        // With those who check and those who call.
        foreach (var hours in (double[])[4, 6, 8, 12, 20, 28]) yield return At(hours, "finished", Complaint);
        foreach (var hours in (double[])[6, 9, 13, 22, 30]) yield return At(hours, "verified", Complaint);
        // What is late, so that it can be seen and pressed.
        foreach (var days in (double[])[9.2, 10.1, 12.4, 14]) yield return At(days * 24, "handling", Complaint);
        yield return At(73, "dispatched", Complaint);
        yield return At(98, "finished", Complaint);
        // Every way of not being dispatched, every turn that chance alone might leave out.
        for (var why = 0; why < 6; why++) yield return At(200 + (why * 30), "declined", force: "decline") with { Index = why };
        for (var way = 0; way < 3; way++) yield return At(400 + (way * 60), "closed", Complaint, force: "object") with { Index = way };
        // Said twice in one street: the second joins the first, which is still open.
        foreach (var hours in (double[])[31, 47])
        {
            yield return At(hours + 2, "handling", Noise, Zhonghan);
            yield return At(hours, "merged", Noise, Zhonghan, "merge");
        }

        foreach (var turn in (string[])["whistle", "extension", "suspension", "send-back", "unsolved", "unreached", "reopen", "late", "unassigned"])
            yield return At(900, "never", Complaint, Zhonghan, turn) with { IsQuick = turn is "reopen" or "unassigned" };
    }

    static bool Complaint(DemoRequest r) => r.Kind is "complaint" or "report" or "help" && r.Source is "phone" or "web";

    // What a grid member comes across on the way.
    static bool Seen(DemoRequest r) => r.Kind is "complaint" or "report" && r.Category[..5] is "CJ-02" or "CJ-04" or "CJ-05";

    // By the catalogue these are the Housing Bureau's wherever they are, and the street's own.
    static bool Housing(DemoRequest r) => Complaint(r) && r.Category is "CJ-07-01" or "CJ-07-02" or "CJ-06-08" or "CJ-01-09";

    static bool Noise(DemoRequest r) => Complaint(r) && r.Category is "CJ-06-01";

    static bool Street(DemoRequest r) => Complaint(r) && r.Category is "CJ-06-01" or "CJ-06-03" or "CJ-02-06" or "CJ-06-07" or "CJ-03-07";
}
