namespace Bihuan.Matters;

/// <summary>Everything the kernel refuses, in sentences: what is wrong, then what to do.</summary>
public static partial class No
{
    public static readonly Refusal SuchMatter = new(RefusalKind.Missing, "matter.missing",
        "没有这个事项，或您无权查看。请核对编号。", "There is no such matter, or none you may see. Check the number.");

    public static readonly Refusal SuchMove = new(RefusalKind.Conflict, "matter.not-now",
        "在“{0}”环节不能“{1}”。请刷新，看现在可以做什么。", "“{1}” cannot be done at the stage “{0}”. Reload to see what can be done now.");

    public static readonly Refusal UnknownMove = new(RefusalKind.Missing, "matter.unknown-move",
        "没有叫“{0}”的步骤。这个环节有：{1}。", "There is no move called “{0}”. This stage offers: {1}.");

    public static readonly Refusal Filter = new(RefusalKind.Invalid, "matter.unknown-filter",
        "筛选条件“{0}”不能是“{1}”。可以是：{2}。", "The filter “{0}” cannot be “{1}”. It may be: {2}.");

    public static readonly Refusal SuchHandler = new(RefusalKind.Invalid, "matter.unknown-handler",
        "没有账号“{0}”。请核对经办人的账号。", "There is no account “{0}”. Check the handler’s account.");

    public static readonly Refusal KeptFromUnit = new(RefusalKind.Forbidden, "matter.kept-from-unit",
        "事项反映的就是{0}或与它有上下级关系的单位，不能交给它。请交给有权处理的其他机关。", "The matter is about {0}, or a unit above or below it: it must not go there. Send it to another body that may deal with it.");

    public static readonly Refusal KeptApart = new(RefusalKind.Conflict, "matter.kept-apart",
        "这个事项对被反映的单位保密，不能并案，也不能从别的事项关联它。请在它自己的页面上关联。", "That matter is kept from those it is about: it is neither merged nor linked from another one. Link from its own page.");

    public static readonly Refusal AboutItsOwn = new(RefusalKind.Conflict, "matter.about-its-own",
        "{0}已经经手这个事项，不能再写成被反映单位。请先由别的单位登记或受理，再写明。", "{0} already has to do with this matter, so it cannot be kept from it. Let another unit receive it first.");

    public static readonly Refusal TooMuch = new(RefusalKind.Invalid, "matter.too-much",
        "“{0}”最多 {1}。请减少。", "“{0}” is at most {1}. Lower it.");

    public static readonly Refusal TooManyLines = new(RefusalKind.Invalid, "matter.too-many-lines",
        "“{0}”最多 {1} 个，现在写了 {2} 个。请删去多的。", "“{0}” takes at most {1}; {2} were given. Remove some.");

    public static readonly Refusal Requester = new(RefusalKind.Invalid, "matter.nameless",
        "请写下提出人的姓名，或勾选匿名。", "Write down the requester's name, or choose that they stay anonymous.");

    public static readonly Refusal RightLapsed = new(RefusalKind.Conflict, "matter.right-lapsed",
        "期限 {0} 已过，这项权利不能再行使。", "The time for it ended on {0}; this right can no longer be used.");

    public static readonly Refusal NotYourMove = new(RefusalKind.Forbidden, "matter.not-your-move",
        "这一步由{0}来做。", "This step is for {0}.");

    public static readonly Refusal Interested = new(RefusalKind.Forbidden, "matter.interested",
        "您已声明与此事项有利害关系，不能再经办。请交给同事。", "You have declared an interest in this matter and cannot act on it. Hand it to a colleague.");

    public static readonly Refusal InterestedPerson = new(RefusalKind.Forbidden, "matter.interested-person",
        "此人已声明利害关系，请换一位经办人。", "This person has declared an interest. Choose somebody else.");

    public static readonly Refusal Title = new(RefusalKind.Invalid, "matter.untitled",
        "请用一句话写明诉求是什么。", "Say in one line what the request is.");

    public static readonly Refusal Text = new(RefusalKind.Invalid, "matter.wordless",
        "请写下诉求人的原话。", "Write down what the requester said.");

    public static readonly Refusal TooLong = new(RefusalKind.Invalid, "matter.too-long",
        "内容太长：最多 {0} 字。请精简，或把材料作为附件。", "That is too long: at most {0} characters. Shorten it, or attach it as a file.");

    public static readonly Refusal Phone = new(RefusalKind.Invalid, "matter.phone",
        "请留下能打通的电话，或选择匿名。", "Leave a telephone number that works, or choose to stay anonymous.");

    public static readonly Refusal Place = new(RefusalKind.Invalid, "matter.place",
        "“{0}”不是本区的地方。请写社区或网格的名称，从建议里选。", "“{0}” is not a place of this district. Write the name of a community or grid and choose a suggestion.");

    public static readonly Refusal Category = new(RefusalKind.Invalid, "matter.category",
        "请选一个类别。", "Choose a category.");

    public static readonly Refusal SuchCategory = new(RefusalKind.Invalid, "matter.unknown-category",
        "没有类别“{0}”。请从清单里选。", "There is no category “{0}”. Choose one of the list.");

    public static readonly Refusal Reply = new(RefusalKind.Invalid, "matter.no-reply",
        "请写给诉求人的答复。", "Write the reply to the requester.");

    public static readonly Refusal Result = new(RefusalKind.Invalid, "matter.no-result",
        "请写办了什么、结果怎样。", "Write what was done and what came of it.");

    public static readonly Refusal NotAnImport = new(RefusalKind.Forbidden, "matter.not-an-import",
        "只有批量导入才能沿用别处的办结；这里的事项要经核查才能销号。", "Only an import may take over an ending from elsewhere. What is handled here ends once it has been verified.");

    public static readonly Refusal Channel = new(RefusalKind.Invalid, "matter.no-channel",
        "请写明应走哪个渠道。", "Say which channel is the right one.");

    public static readonly Refusal AlreadyDispatched = new(RefusalKind.Conflict, "matter.already-dispatched",
        "已经派给承办单位，不能再这样处理。", "It has been dispatched to a unit already and cannot be dealt with in this way any more.");

    public static readonly Refusal NotYourFinding = new(RefusalKind.Forbidden, "matter.not-your-finding",
        "只有自己发现的问题才能当场办结；别人反映的请受理后派单。", "Only what you found yourself can be solved on the spot; what others reported must be accepted and dispatched.");

    public static readonly Refusal SuchUnit = new(RefusalKind.Invalid, "matter.unknown-unit",
        "没有单位“{0}”，或它已撤销。请从清单里选。", "There is no unit “{0}”, or it has been closed. Choose one of the list.");

    public static readonly Refusal DispatchBasis = new(RefusalKind.Invalid, "matter.no-basis",
        "派单要有依据：选目录中的一条，或写明理由。", "A dispatch needs a basis: choose a row of the catalogue, or write the reason.");

    public static readonly Refusal ObjectionWasUpheld = new(RefusalKind.Conflict, "matter.objection-was-upheld",
        "{0} 的异议已经成立，不能再派给它。", "The objection of {0} was upheld, so it cannot be dispatched there again.");

    public static readonly Refusal SuchOrder = new(RefusalKind.Conflict, "matter.no-order",
        "没有这张工单。", "There is no such work order.");

    public static readonly Refusal NotSigned = new(RefusalKind.Conflict, "matter.not-signed",
        "请先签收。时限从派单起已在计算。", "Sign for it first. The clock has been running since dispatch.");

    public static readonly Refusal SecondObjection = new(RefusalKind.Conflict, "matter.second-objection",
        "每个单位只能退单一次，裁定后须办理。", "A unit may object once; after the decision it must handle the order.");

    public static readonly Refusal ObjectionTooLate = new(RefusalKind.Conflict, "matter.objection-too-late",
        "退单期限已过，请办理；确有困难可申请延期或会办。", "The time for objecting has passed. Handle it; if it proves hard, ask for an extension or whistle for help.");

    public static readonly Refusal ObjectionSuspended = new(RefusalKind.Conflict, "matter.objection-suspended",
        "挂账期间不能退单；请先恢复办理，再提出异议。", "It is set aside, so nobody can object now. Resume it first, then object.");

    public static readonly Refusal Basis = new(RefusalKind.Invalid, "matter.no-legal-basis",
        "请写明依据：哪份清单、哪条规定说不该由本单位办。", "Say on what basis: which list or rule says that it is not your duty.");

    public static readonly Refusal OpenObjection = new(RefusalKind.Conflict, "matter.no-objection",
        "现在没有待裁的退单。", "There is no objection waiting for a decision.");

    public static readonly Refusal Finding = new(RefusalKind.Invalid, "matter.no-finding",
        "请写下您查到、看到的情况。", "Write down what you found.");

    public static readonly Refusal Note = new(RefusalKind.Invalid, "matter.no-note",
        "请写几句情况。", "Write a few words on what happened.");

    public static readonly Refusal Person = new(RefusalKind.Invalid, "matter.no-person",
        "请选一位经办人。", "Choose who will do it.");

    public static readonly Refusal NotAHandler = new(RefusalKind.Invalid, "matter.not-a-handler",
        "“{0}”在承办单位及其科室没有在任的承办岗位，不能分给他。请从名单里选。", "“{0}” holds no handler's post in the unit or an office of it. Choose somebody from the list.");

    public static readonly Refusal NotAssigned = new(RefusalKind.Conflict, "matter.not-assigned",
        "这张工单还没有分给任何人。", "The order has not been given to anybody yet.");

    public static readonly Refusal Why = new(RefusalKind.Invalid, "matter.no-why",
        "请写明理由；诉求人会看到。", "Give the reason; the requester will read it.");

    public static readonly Refusal RunningClock = new(RefusalKind.Conflict, "matter.no-running-clock",
        "没有正在计算的办理时限，无需延期。", "No handling clock is running, so there is nothing to extend.");

    public static readonly Refusal ExtensionPending = new(RefusalKind.Conflict, "matter.extension-pending",
        "已有一份延期申请在等待审批。", "An extension has been asked for already and waits for a decision.");

    public static readonly Refusal ExtensionQuota = new(RefusalKind.Conflict, "matter.extension-quota",
        "最多延期 {0} 次，已经用完。", "At most {0} extension(s) can be granted, and none is left.");

    public static readonly Refusal ExtensionTooLate = new(RefusalKind.Conflict, "matter.extension-too-late",
        "期限已过，不能再申请延期。请尽快办结并向诉求人说明。", "The deadline has passed and cannot be extended. Finish soon and explain it to the requester.");

    public static readonly Refusal ExtensionTooLong = new(RefusalKind.Invalid, "matter.extension-too-long",
        "最多还能延长 {0}。", "At most {0} more can be granted.");

    public static readonly Refusal NotOfUnit = new(RefusalKind.Invalid, "matter.not-of-unit",
        "“{0}”在{1}没有在任的承办岗位，不能做责任人。请写该单位一位承办人的账号。", "“{0}” holds no handler's post in {1} and cannot be responsible. Write the account of a handler there.");

    public static readonly Refusal NoPicture = new(RefusalKind.Invalid, "matter.no-picture",
        "还没有“{0}”的照片。请先在“照片和附件”里加上，再办这一步。", "There is no picture taken “{0}” yet. Add one under evidence, then take this step.");

    public static readonly Refusal BatchName = new(RefusalKind.Invalid, "matter.batch-name",
        "请给这一批起个名字，最多 80 个字，如“4月1日曝光”。", "Give the batch a name of at most 80 characters, such as “Exposure of 1 April”.");

    public static readonly Refusal NotUnder = new(RefusalKind.Invalid, "matter.not-under",
        "“{0}”不属于“{1}”，请从它下面选一项。", "“{0}” does not stand under “{1}”; choose one that does.");

    public static readonly Refusal Endorsed = new(RefusalKind.Conflict, "matter.endorsed",
        "已经签过意见，等待批复。", "It has been endorsed and waits for the decision.");

    public static readonly Refusal ExemptionTooEarly = new(RefusalKind.Conflict, "matter.exemption-too-early",
        "办结以后才能申请免责。", "An exemption can be asked for once the matter has ended.");

    public static readonly Refusal SecondExemption = new(RefusalKind.Conflict, "matter.second-exemption",
        "每件事只能申请一次免责。", "An exemption can be asked for once in a matter.");

    public static readonly Refusal NotLate = new(RefusalKind.Conflict, "matter.not-late",
        "没有超期，不需要免责。", "Nothing was late, so there is nothing to exempt.");

    public static readonly Refusal PendingExemption = new(RefusalKind.Conflict, "matter.no-exemption-asked",
        "没有待批的免责申请。", "No exemption has been asked for.");

    public static readonly Refusal PendingExtension = new(RefusalKind.Conflict, "matter.no-extension-asked",
        "没有待批的延期申请。", "No extension is waiting for a decision.");

    public static readonly Refusal OwnRequest = new(RefusalKind.Forbidden, "matter.own-request",
        "您或您所在单位提出的，不能由自己决定，须由别人来定。", "You or your unit asked for this. Somebody else must decide it.");

    public static readonly Refusal SuspensionPending = new(RefusalKind.Conflict, "matter.suspension-pending",
        "已有一份挂账申请在等待审批。", "A suspension has been asked for already and waits for a decision.");

    public static readonly Refusal AlreadySuspended = new(RefusalKind.Conflict, "matter.already-suspended",
        "已经挂账。", "It is suspended already.");

    public static readonly Refusal SecondSuspension = new(RefusalKind.Conflict, "matter.second-suspension",
        "每个事项只能挂账一次。", "A matter can be suspended only once.");

    public static readonly Refusal ReviewDate = new(RefusalKind.Invalid, "matter.review-date",
        "复核日期须在明天到 {0} 之间。", "The review date must lie between tomorrow and {0}.");

    public static readonly Refusal PendingSuspension = new(RefusalKind.Conflict, "matter.no-suspension-asked",
        "没有待批的挂账申请。", "No suspension is waiting for a decision.");

    public static readonly Refusal NotSuspended = new(RefusalKind.Conflict, "matter.not-suspended",
        "没有挂账，不必恢复。", "It is not suspended, so there is nothing to resume.");

    public static readonly Refusal StillSuspended = new(RefusalKind.Conflict, "matter.still-suspended",
        "挂账期间不报结果；请先恢复办理。", "It is suspended, so no result can be handed in. Resume it first.");

    public static readonly Refusal StillAsking = new(RefusalKind.Conflict, "matter.still-asking",
        "延期或挂账申请还没有批复，请等批复后再报结果。", "A request for an extension or a suspension has not been decided yet. Hand in the result afterwards.");

    public static readonly Refusal WhistledUnits = new(RefusalKind.Invalid, "matter.no-whistled-unit",
        "请选要吹哨的部门。", "Choose the departments to whistle for.");

    public static readonly Refusal WhistledSelf = new(RefusalKind.Invalid, "matter.whistled-self",
        "{0} 就是主办单位，不必吹哨。", "{0} leads the handling itself; there is no need to whistle for it.");

    public static readonly Refusal WhistledTwice = new(RefusalKind.Conflict, "matter.whistled-twice",
        "{0} 已在协办，不必重复吹哨。", "{0} is cooperating already.");

    public static readonly Refusal Ask = new(RefusalKind.Invalid, "matter.no-ask",
        "请写明要部门来做什么。", "Say what the department is asked to do.");

    public static readonly Refusal SuchWhistle = new(RefusalKind.Conflict, "matter.no-whistle",
        "没有向您单位吹的哨。", "Nobody has whistled for your unit here.");

    public static readonly Refusal SuchTask = new(RefusalKind.Conflict, "matter.no-task",
        "没有交给您单位的协办任务。", "There is no cooperating task for your unit here.");

    public static readonly Refusal NotReportedIn = new(RefusalKind.Conflict, "matter.not-reported-in",
        "请先报到，再报结果。", "Report in first, then report the result.");

    public static readonly Refusal AlreadyHandedIn = new(RefusalKind.Conflict, "matter.already-handed-in",
        "结果已经报过，正在核查。", "The result has been handed in and is being checked.");

    public static readonly Refusal EveryPoint = new(RefusalKind.Invalid, "matter.unanswered-point",
        "诉求有 {0} 点，只答复了 {1} 点。请逐点答复。", "The request has {0} point(s); only {1} of them are answered. Answer every point.");

    public static readonly Refusal OpenTask = new(RefusalKind.Conflict, "matter.open-task",
        "协办单位 {0} 还没有完成。请等它完成，或写明未完成的原因。", "The cooperating unit {0} has not finished yet. Wait for it, or say why its part is unfinished.");

    public static readonly Refusal FinishedWork = new(RefusalKind.Conflict, "matter.unfinished",
        "还没有报来结果，无从核查。", "No result has been handed in, so there is nothing to verify.");

    public static readonly Refusal AlreadyVerified = new(RefusalKind.Conflict, "matter.already-verified",
        "已经核查过。", "It has been verified already.");

    public static readonly Refusal OwnWork = new(RefusalKind.Forbidden, "matter.own-work",
        "您参与了办理，须回避；这一步由别人来做。", "You had a part in this work. Somebody else must take this step.");

    public static readonly Refusal OwnOffice = new(RefusalKind.Forbidden, "matter.own-office",
        "您所在单位参与了办理，须回避；这一步由其他单位的人来做。", "Your own unit had a part in this work. Somebody from another unit must take this step.");

    public static readonly Refusal NotVerified = new(RefusalKind.Conflict, "matter.not-verified",
        "还没有通过核查。", "It has not been verified yet.");

    public static readonly Refusal Resolved = new(RefusalKind.Invalid, "matter.resolved-unsaid",
        "请选：问题解决了没有。", "Say whether it is resolved.");

    public static readonly Refusal NothingToJudge = new(RefusalKind.Conflict, "matter.nothing-to-judge",
        "还没有办理结果，办结后请再来评价。", "There is no result yet. Please come back and judge it when it is done.");

    public static readonly Refusal NotCalledBack = new(RefusalKind.Conflict, "matter.not-called-back",
        "还没有回访。", "The requester has not been called back yet.");

    public static readonly Refusal TooManyRounds = new(RefusalKind.Conflict, "matter.too-many-rounds",
        "已重办 {0} 轮，须先督办再重办。", "It has been reworked {0} times. It must be supervised before it goes back once more.");

    public static readonly Refusal NotResolved = new(RefusalKind.Conflict, "matter.not-resolved",
        "回访时诉求人说没有解决，不能按“已解决”销号。", "The requester said that it is not resolved, so it cannot be closed as resolved. Choose another outcome.");

    public static readonly Refusal NotClosed = new(RefusalKind.Conflict, "matter.not-closed",
        "还没有办结，不必重开。", "It is not closed, so there is nothing to reopen.");

    public static readonly Refusal MergedElsewhere = new(RefusalKind.Conflict, "matter.merged-elsewhere",
        "已并入另一事项，在那里重开；并入的诉求人会一起知道。", "It was merged into another matter and is reopened there; whoever was merged is told.");

    public static readonly Refusal ReopenTooLate = new(RefusalKind.Conflict, "matter.reopen-too-late",
        "办结已超过 {0} 天。请重新提出，我们会关联上次的办理。", "It ended more than {0} days ago. Say it again, and we will link it to what was done.");

    public static readonly Refusal NoReopeningAsked = new(RefusalKind.Conflict, "matter.no-reopening-asked",
        "没有人要求重办。", "Nobody has asked to reopen it.");

    public static readonly Refusal AlreadyClosed = new(RefusalKind.Conflict, "matter.already-closed",
        "已经办结。", "It is closed already.");

    public static readonly Refusal MergedSelf = new(RefusalKind.Invalid, "matter.merged-self",
        "不能并入自己。", "A matter cannot be merged into itself.");

    public static readonly Refusal MergedIntoClosed = new(RefusalKind.Conflict, "matter.merged-into-closed",
        "{0} 已经办结，不能再并入。请关联它。", "{0} is closed, so nothing can be merged into it. Link the two instead.");

    public static readonly Refusal SplitPoints = new(RefusalKind.Invalid, "matter.split-points",
        "请选要分出去的诉求点：1 到 {0}。", "Choose the points to take out: 1 to {0}.");

    public static readonly Refusal SplitAll = new(RefusalKind.Invalid, "matter.split-all",
        "至少留下一点。", "At least one point must stay.");

    public static readonly Refusal SplitOnly = new(RefusalKind.Conflict, "matter.split-only",
        "只有一点诉求。要拆分，请先写明诉求点。", "The request has one point only. Name its points first, then split it.");

    public static readonly Refusal PointsCount = new(RefusalKind.Invalid, "matter.points-count",
        "请写 1 到 {0} 个诉求点，一行一点。", "Write 1 to {0} points, one a line.");

    public static readonly Refusal PointsErased = new(RefusalKind.Conflict, "matter.points-erased",
        "内容已删除，不能再写诉求点。", "The words have been erased, so no points can be named.");

    public static readonly Refusal SplitErased = new(RefusalKind.Conflict, "matter.split-erased",
        "内容已删除，不能再拆分。", "The words have been erased, so it cannot be split.");

    public static readonly Refusal NotContacted = new(RefusalKind.Invalid, "matter.not-contacted",
        "还没有联系过诉求人。请先联系并记录；确实联系不上，写明原因。", "Nobody has spoken with the requester yet. Contact them first and record it; if they cannot be reached, say why.");

    public static readonly Refusal SuchDocument = new(RefusalKind.Missing, "matter.unknown-document",
        "这个流程没有文书“{0}”。", "This playbook has no document “{0}”.");

    public static readonly Refusal DocumentNotNow = new(RefusalKind.Conflict, "matter.document-not-now",
        "在“{0}”环节不能出具{1}。", "At “{0}” the document “{1}” is not issued.");

    public static readonly Refusal NotADay = new(RefusalKind.Invalid, "matter.not-a-day",
        "“{0}”要写日期，如 2026-11-22。", "“{0}” is a day; write it like 2026-11-22.");

    public static readonly Refusal NotANumber = new(RefusalKind.Invalid, "matter.not-a-number",
        "“{0}”要写数字。", "“{0}” is a number.");

    public static readonly Refusal NotYoursToBegin = new(RefusalKind.Forbidden, "matter.not-yours-to-begin",
        "“{0}”由{1}登记。", "“{0}” is written down by {1}.");

    public static readonly Refusal SuchPlaybook = new(RefusalKind.Missing, "matter.unknown-playbook",
        "没有这个流程“{0}”。", "There is no playbook “{0}”.");

    public static readonly Refusal LinkedSelf = new(RefusalKind.Invalid, "matter.linked-self",
        "不能关联自己。", "A matter cannot be linked to itself.");

    public static readonly Refusal Words = new(RefusalKind.Invalid, "matter.no-words",
        "请写下批示。", "Write the instruction.");

    public static readonly Refusal AlreadyPressed = new(RefusalKind.Conflict, "matter.already-pressed",
        "已经督办过 {0} 次。请先看前一次的情况；确需再督，请勾选“仍要督办”。", "It has been pressed {0} time(s) already. Read the earlier note first; if you still must, tick “press again”.");

    public static readonly Refusal Supplement = new(RefusalKind.Invalid, "matter.supplement-empty",
        "请写几句，或选几张照片。", "Write a few words, or choose some pictures.");

    public static readonly Refusal File = new(RefusalKind.Invalid, "matter.file",
        "文件没有收到，请重新上传。", "The file did not arrive. Upload it again.");

    public static readonly Refusal FileTooLarge = new(RefusalKind.Invalid, "matter.file-too-large",
        "文件太大：最多 {0} MB。请压缩后再传。", "The file is too large: at most {0} MB. Make it smaller and upload it again.");

    public static readonly Refusal FilesTooMany = new(RefusalKind.Invalid, "matter.files-too-many",
        "一次最多 {0} 个文件，请去掉几个。", "At most {0} files at once. Take some away.");

    public static readonly Refusal FileKind = new(RefusalKind.Invalid, "matter.file-kind",
        "只收图片（JPEG、PNG、WebP、GIF）和 PDF；按内容判断，不看扩展名。", "Only pictures (JPEG, PNG, WebP, GIF) and PDF files are accepted; the content decides, not the name.");

    public static readonly Refusal Anonymous = new(RefusalKind.Conflict, "matter.anonymous",
        "诉求人的信息已删除或未留下。", "The requester's details were erased, or were never left.");

    public static readonly Refusal Purpose = new(RefusalKind.Invalid, "matter.no-purpose",
        "请写明查看的用途；查看会留下记录。", "Say what you need it for; that you looked is recorded.");

    public static readonly Refusal QueryCode = new(RefusalKind.Missing, "matter.query-code",
        "编号或查询码不对。请核对短信或回执上的两个号。", "The number or the query code is wrong. Check both on your message or receipt.");

    public static readonly Refusal Required = new(RefusalKind.Invalid, "matter.required",
        "请填写“{0}”。", "Fill in “{0}”.");

    public static readonly Refusal MigrateOther = new(RefusalKind.Conflict, "matter.migrate-other",
        "这件事不按这个工作流程办，不能迁移到它的版本。", "This matter follows another playbook and cannot go on by a version of this one.");

    public static readonly Refusal MigrateReason = new(RefusalKind.Invalid, "matter.migrate-reason",
        "请写明迁移的理由；会记在每件事的办理过程里。", "Say why; it stands in the history of every matter.");

    public static readonly Refusal MigrateStage = new(RefusalKind.Conflict, "matter.migrate-stage",
        "第 {1} 版没有环节“{0}”，或它是办结。请选定这个环节的事项转到哪个未办结的环节。", "Version {1} has no stage “{0}”, or it is an end. Choose an open stage at which such matters go on.");

    public static readonly Refusal MigrateClock = new(RefusalKind.Conflict, "matter.migrate-clock",
        "时限“{0}”正在计时，第 {1} 版没有它。请选定它接着算哪个时限，或到此为止。", "The clock “{0}” runs and version {1} has none of that name. Choose as which clock it goes on, or that it ends.");

    public static readonly Refusal MigrateOwner = new(RefusalKind.Conflict, "matter.migrate-owner",
        "转到“{0}”就没有责任人了。请换一个环节，或先派单。", "At “{0}” it would have no owner. Choose another stage, or have it dispatched first.");

    public static readonly Refusal MigrateNoClock = new(RefusalKind.Conflict, "matter.migrate-no-clock",
        "转到“{0}”就没有时限在计时了。请换一个环节，或把原来的时限接上。", "At “{0}” no clock would run. Choose another stage, or let a running clock go on.");

    public static readonly Refusal MigrateWaits = new(RefusalKind.Conflict, "matter.migrate-waits",
        "它还在等“{0}”，第 {1} 版没有这一步。请先在原来的版本里办完这一步。", "It still waits for “{0}”, which version {1} does not offer. Have that done under its present version first.");

    public static readonly Refusal MigrateNotReady = new(RefusalKind.Conflict, "matter.migrate-not-ready",
        "转到“{0}”就办不下去：{1}请换一个环节，或先办到那一步。", "At “{0}” it could not go on: {1} Choose another stage, or bring it that far first.");

    public static readonly Refusal SuchRecord = new(RefusalKind.Invalid, "matter.no-such-record",
        "底册“{0}”里找不到“{1}”。请写编号或全称，或从清单里选；底册里没有的就空着。", "The register “{0}” has no “{1}”. Write its number or its whole name, or choose from the list; leave it empty where there is none.");

    public static readonly Refusal SeveralRecords = new(RefusalKind.Invalid, "matter.several-records",
        "底册“{0}”里叫“{1}”的不止一条，请选一条。", "Several records of the register “{0}” are called “{1}”: choose one.");

    public static readonly Refusal EndedRecord = new(RefusalKind.Invalid, "matter.record-ended",
        "底册“{0}”里的 {1} 已停用，请另选一条。", "{1} of the register “{0}” is out of use: choose another.");
}
