using System.Collections.Frozen;

namespace Bihuan.Matters;

/// <summary>The table of contents of the kernel: every act, in the order of the loop.</summary>
public static class Acts
{
    public static IReadOnlyList<Act> All { get; } =
    [
        AnswerDirectly.Act, AdoptEnding.Act, SelfHandle.Act, Accept.Act, Decline.Act, Redirect.Act,
        Dispatch.Act, Sign.Act, Objection.Raise, Objection.Decide, Objection.Adjudicate,
        Contact.Act, Assignment.Assign, Assignment.Revoke,
        Extension.Ask, Extension.Endorse, Extension.Decide, Suspension.Ask, Suspension.Decide, Suspension.Resume,
        Whistle.Act, Whistle.ReportIn, FinishTask.Act,
        HandIn.Act, VerifyWork.Act, CallBack.Act, Rework.Act, Close.Act,
        Reopening.Ask, Reopening.Refuse, Reopening.Reopen, Exemption.Ask, Exemption.Endorse, Exemption.Decide, Judge.Act, Supplement.Act, Appeal.Act, GiveMandate.Give, GiveMandate.End,
        Merge.Act, NamePoints.Act, Split.Act, Link.Act, GatherCases.Act,
        Instruct.Act, Supervise.Act, AddNote.Act, AddEvidence.Act, ShareWithPartner.Give, ShareWithPartner.Revoke, DeclareInterest.Act, SeeRequester.Act,
    ];

    /// <summary>By name.</summary>
    public static FrozenDictionary<string, Act> ByName { get; } = All.ToFrozenDictionary(act => act.Name);

    /// <summary>What each act needs, for proving a playbook.</summary>
    public static IReadOnlyDictionary<string, ImmutableArray<string>> Needs { get; } =
        All.ToFrozenDictionary(act => act.Name, act => act.Needs);
}
