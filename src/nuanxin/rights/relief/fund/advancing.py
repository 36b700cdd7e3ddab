"""An advance on a clue: applied for on a filed case, decided by somebody else, paid worker by worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, must
from nuanxin.rights.cases.ledger import WorkerLine, record_payment, standing
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import PaymentSource
from nuanxin.rights.cases.procedures.labour_inspection import KEY as INSPECTION
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import locked as locked_clue
from nuanxin.rights.intake.thread import must_be_open, write_down
from nuanxin.rights.intake.visibility import holder_facts, must_see
from nuanxin.rights.relief.fund.balance import fund_on, lowest, movements, payouts, promised
from nuanxin.rights.relief.fund.caps import CITES, caps_at, most_for, refuse_missing
from nuanxin.rights.relief.fund.holding import fund_of, locked
from nuanxin.rights.relief.fund.models import EmergencyFund, FundAdvance, FundAdvanceLine
from nuanxin.rights.relief.managing import contact, day_is_sound, must_manage
from nuanxin.rights.relief.once.gathering import doubles_ahead

WAGE, LIVING = "wage", "living"


@dataclass(frozen=True)
class Asked:
    """What is asked for one worker: the claim's id, wage or living, 分."""

    claim: int
    nature: str
    fen: int


@transaction.atomic
def apply_advance(*, clue: Clue, ground: str, found: str, asked: Sequence[Asked], by: Staff, on: date) -> FundAdvance:
    """Apply on a filed case. Refused without a fund, without caps set, above a cap, or where somebody would be paid twice."""
    clue = locked_clue(clue)
    doing = f"为{clue.number}申请应急周转金"
    must_see(by, clue)
    if not may(by, Permission.CLUE_HANDLE, holder_facts(clue)):
        must_manage(by, clue.region_id, doing=doing)
    must_be_open(clue, doing=doing, on=on)
    day_is_sound(doing, on)
    fund, case = fund_of(clue.region_id), _filed(clue)
    if fund is None:
        raise Refusal(f"不能{doing}", why="本地没有登记应急周转金", remedy="请周转金管理员登记", cites=CITES)
    if case is None:
        raise Refusal(f"不能{doing}", why="没有立案", remedy="以立案案件为依据申请；请先立案", cites=CITES)
    if ground not in FundAdvance.Ground.values or not found.strip() or not asked:
        raise Refusal(f"不能{doing}", why="没有写明垫付情形、查明的情况或者垫付的劳动者", remedy="请填写", cites=CITES)
    lines = {line.claim_id: line for line in standing(clue) if not line.withdrawn}
    caps = _within_caps(fund, lines, asked, on, doing)
    doubles_ahead({one.claim: one.fen for one in asked if one.nature == WAGE}, doing=doing, source="fund")
    advance = FundAdvance(
        fund=fund, clue=clue, case=case, ground=ground, found=found.strip(), applied_on=on, applied_by=by, caps=caps
    )
    advance.application = _application(advance, lines, asked, by, on)
    advance.save()
    FundAdvanceLine.objects.bulk_create(
        FundAdvanceLine(advance=advance, claim_id=one.claim, nature=one.nature, amount_fen=one.fen) for one in asked
    )
    whole = sum(one.fen for one in asked)
    text = f"申请应急周转金垫付{len({one.claim for one in asked})}人{yuan(whole)}元（{advance.get_ground_display()}）"
    write_down(
        "apply_advance", clue=clue, by=by, on=on, text=text, paper=advance.application, details={"advance": advance.pk}
    )
    return advance


def _filed(clue: Clue) -> Case | None:
    return Case.objects.filter(clue=clue, procedure=INSPECTION, closed_on__isnull=True).order_by("-pk").first()


def _within_caps(
    fund: EmergencyFund, lines: dict[int, WorkerLine], asked: Sequence[Asked], on: date, doing: str
) -> list[dict[str, object]]:
    """Each worker within the cap of the place; returns how each cap was reckoned."""
    caps = caps_at(fund.region_id, on)
    refuse_missing(caps, doing)
    shown: list[dict[str, object]] = []
    for claim in dict.fromkeys(one.claim for one in asked):
        line, mine = lines.get(claim), [one for one in asked if one.claim == claim]
        if (
            line is None
            or line.verified_fen is None
            or any(one.fen <= 0 or one.nature not in (WAGE, LIVING) for one in mine)
        ):
            name = line.name if line else "名单以外的人"
            raise Refusal(f"不能{doing}", why=f"{name}的欠薪没有核实，或者垫付金额不对", remedy="请先核实", cites=CITES)
        held = advanced_before(claim)
        own = min(line.verified_fen, line.missing_fen + line.paid_by_source.get("fund", 0))
        most, whole = most_for(own, caps), sum(one.fen for one in mine) + held
        if whole > most.fen:
            before = f"（含已申请的{yuan(held)}元）" if held else ""
            why = f"{line.name}垫付{yuan(whole)}元{before}，超过上限{yuan(most.fen)}元：{most.why}（{caps.source}）"
            raise Refusal(f"不能{doing}", why=why, remedy="请调减", cites=CITES)
        shown.append({"claim": claim, "most": most.fen, "why": most.why})
    return shown


def advanced_before(claim: int) -> int:
    """What was asked for or advanced to the worker on this claim already, in 分."""
    rows = FundAdvanceLine.objects.filter(claim=claim).exclude(advance__state=FundAdvance.State.REFUSED)
    return sum(rows.exclude(payment__withdrawn_on__isnull=False).values_list("amount_fen", flat=True))


def _application(
    advance: FundAdvance, lines: dict[int, WorkerLine], asked: Sequence[Asked], by: Staff, on: date
) -> Paper:
    names = {WAGE: "部分工资", LIVING: "基本生活费"}
    fields = {
        "employer": advance.clue.employer.name if advance.clue.employer else advance.clue.employer_said or "未查明",
        "case_number": str(advance.case),
        "ground": advance.ground,
        "found": advance.found,
        "persons": len({one.claim for one in asked}),
        "amount": sum(one.fen for one in asked),
        "workers": [[lines[one.claim].name, names[one.nature], lines[one.claim].missing_fen, one.fen] for one in asked],
        "applicant": by.name,
        "applied_on": on,
    }
    return issue_paper(kind="fund_application", about=advance.case, fields=fields, unit=advance.fund.unit, by=by, on=on)


@transaction.atomic
def decide_advance(*, advance: FundAdvance, approved: bool, reason: str, by: Staff, on: date) -> FundAdvance:
    """Approve or refuse: by an approver who is not the applicant, within what lies in the fund and is not promised."""
    fund = locked(advance.fund)
    advance = locked_advance(advance)
    doing = f"审批{advance}"
    must(by, Permission.FUND_APPROVE, FileFacts(region=fund.region_id), doing=doing)
    if by.pk == advance.applied_by_id:
        raise NotAllowed(f"不能{doing}", why="申请人不能审批自己的申请", remedy="请由其他审批人办理", cites=CITES)
    day_is_sound(doing, on, not_before=advance.applied_on, because="申请")
    if advance.state != FundAdvance.State.APPLIED or not reason.strip():
        raise Refusal(
            f"不能{doing}", why=f"现在的状态是“{advance.get_state_display()}”，或者没有写明意见", remedy="请核对"
        )
    whole = sum(advance.lines.values_list("amount_fen", flat=True))
    free = fund_on(fund, on).balance - promised(fund)
    if approved and whole > free:
        why = f"申请{yuan(whole)}元，可用余额{yuan(free)}元"
        raise Refusal(f"不能批准{advance}", why=why, remedy="请调减，或者等拨款、追回后再批", cites=CITES)
    advance.decided_on, advance.decided_by, advance.reason = on, by, reason.strip()
    advance.state = FundAdvance.State.APPROVED if approved else FundAdvance.State.REFUSED
    if approved:
        advance.approval = _approval(advance, whole, by, on)
    advance.save()
    word = "批准" if approved else "不批准"
    told = "应急周转金垫付已经批准，款项将直接付给您" if approved else "应急周转金垫付没有批准，工资追讨继续办理"
    write_down(
        "decide_advance", clue=advance.clue, by=by, on=on, text=f"{word}应急周转金垫付{yuan(whole)}元：{reason.strip()}",
        for_worker=told, paper=advance.approval, details={"advance": advance.pk},
    )  # fmt: skip
    return advance


def _approval(advance: FundAdvance, whole: int, by: Staff, on: date) -> Paper:
    fields = {
        "application": str(advance.application),
        "employer": advance.clue.employer.name if advance.clue.employer else advance.clue.employer_said or "未查明",
        "persons": advance.lines.values("claim").distinct().count(),
        "amount": whole,
        "caps": [str(one["why"]) for one in advance.caps],
        "reason": advance.reason,
        "approver": by.name,
        **contact(by, advance.fund.unit),
    }
    return issue_paper(kind="fund_approval", about=advance.case, fields=fields, unit=advance.fund.unit, by=by, on=on)


@transaction.atomic
def pay_worker(*, line: FundAdvanceLine, paid_on: date, voucher: str, by: Staff, on: date) -> FundAdvanceLine:
    """The treasury paid one worker: wages into the one ledger, living cost apart from it."""
    fund = locked(line.advance.fund)
    advance = locked_advance(line.advance)
    line = (
        FundAdvanceLine.objects.select_for_update(of=("self",))
        .select_related("claim__worker", "payment")
        .get(pk=line.pk)
    )
    doing = f"登记{line.claim.worker.name}的周转金垫付"
    must_manage(by, fund.region_id, doing=doing)
    if advance.state not in (FundAdvance.State.APPROVED, FundAdvance.State.PAID) or advance.decided_on is None:
        raise Refusal(f"不能{doing}", why="没有批准", remedy="请先报批", cites=CITES)
    if is_paid(line) or not voucher.strip():
        raise Refusal(f"不能{doing}", why="已经支付，或者没有凭证号", remedy="请核对")
    day_is_sound(doing, paid_on, not_before=advance.decided_on, because="审批")
    if advance.ground == FundAdvance.Ground.CANNOT and advance.agreed_on is None:
        raise Refusal(
            f"不能{doing}", why="没有与用人单位签订还款协议", remedy="除逃匿外，先约定金额、期限和还款方式", cites=CITES
        )
    if lowest(movements(fund), paid_on) < line.amount_fen:
        raise Refusal(f"不能{doing}", why="支付日或者以后的余额不足", remedy="请核对支付日期和拨款", cites=CITES)
    if line.nature == WAGE:
        line.payment = record_payment(
            claim=line.claim, source=PaymentSource.FUND, amount_fen=line.amount_fen, paid_on=paid_on, voucher=voucher,
            by=by, on=on, case=advance.case,
        )  # fmt: skip
    line.paid_on, line.voucher = paid_on, voucher.strip()
    line.save(update_fields=["paid_on", "voucher", "payment"])
    record("pay_advance", about=line, by=by, details={"fen": line.amount_fen, "nature": line.nature, "on": on})
    if all(is_paid(one) for one in advance.lines.select_related("payment")):
        advance.state = FundAdvance.State.PAID
        advance.save(update_fields=["state"])
        whole = sum(payouts(fund).filter(advance=advance).values_list("amount_fen", flat=True))
        text = f"应急周转金垫付支付完毕，共{yuan(whole)}元"
        write_down("advance_paid", clue=advance.clue, by=by, on=on, text=text, details={"advance": advance.pk})
    return line


def is_paid(line: FundAdvanceLine) -> bool:
    """Whether the line counts as paid; wages taken back in the ledger may be paid anew."""
    return line.paid_on is not None and (line.payment is None or line.payment.withdrawn_on is None)


def locked_advance(advance: FundAdvance) -> FundAdvance:
    """The row as it stands now."""
    rows = FundAdvance.objects.select_for_update(of=("self",))
    return rows.select_related("fund__unit", "fund__region", "clue__employer", "case", "application").get(pk=advance.pk)
