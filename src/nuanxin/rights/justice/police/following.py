"""One police decision, written once, counted once: the branch of the inspection case follows the police's own file.

Whoever writes first, columns 13 and 14 of the winter form count the filing one time: the branch takes the step where it has
not got it; where it has, both must say the same; where the branch is closed, the police file posts the fact itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.facts import post_official_act
from nuanxin.rights.cases.ledger import WAGE, claims_of, standing
from nuanxin.rights.cases.models import ActKind, Case, CaseStep, OfficialAct
from nuanxin.rights.cases.money import Payment, Referral
from nuanxin.rights.cases.steps import standing_rows, strike_step, take_step
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.justice.police.models import FollowedStep
from nuanxin.rights.justice.police.procedure import FILED, KEY, PAID_FIRST

_RULE = "行政执法机关移送涉嫌犯罪案件的规定"
# The police's step, that of the branch, and the facts that both know.
FOLLOWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "receive": ("police_receipt", ("received_on", "receiver")),
    "decide": ("police_answer", ("answer", "answered_on", "number", "reason")),
    "reconsider_decide": ("reconsider_answer", ("answer", "answered_on", "number")),
}
_LED = {branch: own for own, (branch, _) in FOLLOWS.items()}
_FILING = ("decide", "reconsider_decide", "file_by_order")


def sent_referral(clue: Clue) -> Referral | None:
    """The referral of this clue that went to the police."""
    rows = Referral.objects.filter(case__clue=clue, sent_on__isnull=False).select_related("case")
    return rows.order_by("-pk").first()


def standing_filings(clue: Clue) -> QuerySet[OfficialAct]:
    """What column 14 counts for this clue now; never more than one."""
    return OfficialAct.objects.filter(clue=clue, kind=ActKind.POLICE_FILING, withdrawn_on__isnull=True)


def cleared_on(clue: Clue) -> date | None:
    """The day on which the last of the wages was paid, where every worker's are verified and paid in full; else None."""
    lines = [line for line in standing(clue) if not line.withdrawn]
    if not lines or any(line.verified_fen is None or line.missing_fen for line in lines):
        return None
    paid = Payment.objects.filter(claim__in=claims_of(clue), kind=WAGE, withdrawn_on__isnull=True)
    return paid.order_by("-paid_on").values_list("paid_on", flat=True).first()


def check_police_step(moment: Moment) -> None:
    """Asked before a step of the police file: nothing without a referral, nothing against what the branch already says."""
    clue, facts = moment.case.clue, moment.facts
    referral = sent_referral(clue)
    if moment.step == "receive":
        _received(referral, facts)
    if moment.step == "reconsider" and referral and referral.case.closed_on is None and not referral.reconsider_on:
        why = "移送机关还没有在监察案件中提请复议"
        raise Refusal("不能登记复议申请", why=why, remedy="请移送机关先提请复议", cites=f"{_RULE}第九条")
    if moment.step == "paid" and cleared_on(clue) is None:
        why = "逐人台账显示工资没有核实或者没有付清"
        raise Refusal("不能登记付清", why=why, remedy="请与监察机构核对支付凭证", cites="法释〔2013〕3号第六条")
    if moment.step == "decide" and facts.get("ground") == PAID_FIRST:
        paid = cleared_on(clue)
        if paid is None or paid > facts["answered_on"]:
            why = "逐人台账显示立案前没有付清"
            raise Refusal("不能以付清为由不予立案", why=why, remedy="请核对台账", cites="法释〔2013〕3号第六条")
    if referral and moment.step in FOLLOWS:
        _agrees(referral.case, moment)
    if moment.step == "file_by_order" and standing_filings(clue).exists():
        raise Refusal(
            "不能再次登记立案", why="本案已经登记公安立案", remedy="请核对监察案件的登记", cites=f"{_RULE}第八条"
        )


def _received(referral: Referral | None, facts: Mapping[str, Any]) -> None:
    doing = "不能登记接受移送"
    if referral is None or referral.sent_on is None:
        why = "该线索没有向公安机关移送"
        raise Refusal(doing, why=why, remedy="请监察机构先办理移送", cites=f"{_RULE}第五条、第六条")
    if facts["received_on"] < referral.sent_on:
        why = f"接受日期早于移送日期{chinese_day(referral.sent_on)}"
        raise Refusal(doing, why=why, remedy="请核对日期", cites=f"{_RULE}第七条")


def _agrees(inspection: Case, moment: Moment) -> None:
    """The branch, where the inspection wrote first, must not say something else."""
    branch, shared = FOLLOWS[moment.step]
    row = _branch_row(inspection, branch)
    if row is None:
        return
    for key in ("answer", "answered_on"):
        told = moment.facts.get(key)
        said = told.isoformat() if isinstance(told, date) else told
        if key in shared and row.facts.get(key) and row.facts[key] != said:
            words = {"filed": "立案", "refused": "不予立案"}
            there = words.get(row.facts[key], row.facts[key])
            why = f"监察案件中{row.by.name}已登记为“{there}”，与本次不一致"
            raise Refusal(
                "不能登记公安机关的决定", why=why, remedy="请双方核对，有误的一方先更正", cites=f"{_RULE}第八条"
            )


def lead_the_branch(moment: Moment) -> None:
    """A step of the police file stands: the branch takes the same, and the filing is counted once."""
    clue, row = moment.case.clue, moment.row
    referral = sent_referral(clue)
    if referral is None or row is None:
        return
    inspection = referral.case
    if moment.step in FOLLOWS and inspection.closed_on is None:
        branch, shared = FOLLOWS[moment.step]
        if _branch_row(inspection, branch) is None:
            facts = {key: moment.facts[key] for key in shared if moment.facts.get(key) not in (None, "")}
            note = f"{moment.case.unit.name}登记"
            followed = take_step(
                case=inspection, step=branch, facts=facts, by=moment.by, on=moment.on, note=note, right_known=True
            )
            FollowedStep.objects.create(told=row, follows=followed)
    if moment.step in _FILING and FILED.holds(moment.facts) and not standing_filings(clue).exists():
        post_official_act(
            clue=clue,
            kind=ActKind.POLICE_FILING,
            done_on=moment.facts["answered_on"],
            number=moment.facts.get("number") or "",
            by=moment.by,
            on=moment.on,
            notes={"case": moment.case.pk, "step": row.pk},
        )


def strike_the_branch(moment: Moment) -> None:
    """The police put their step right: what followed it in the branch is struck with it."""
    link = FollowedStep.objects.filter(told=moment.row).select_related("follows__case").first()
    if link is None or link.follows_id not in {row.pk for row in standing_rows(link.follows.case)}:
        return
    reason = f"{moment.case.unit.name}更正了登记"
    strike_step(row=link.follows, reason=reason, by=moment.by, on=moment.on, right_known=True)


def check_branch_step(moment: Moment) -> None:
    """Asked before a step of the inspection's branch: what the police filed themselves is not counted again."""
    own = _LED.get(moment.step)
    if own and FILED.holds(moment.facts) and standing_filings(moment.case.clue).exists():
        why = "公安机关已经在本系统登记立案，统计只计一次"
        raise Refusal("不能再次登记公安立案", why=why, remedy="请查看“公安办理”案卷", cites=f"{_RULE}第八条")


def check_branch_strike(moment: Moment) -> None:
    """The inspection may not strike what the police file still says."""
    own = _LED.get(moment.step)
    if own is None:
        return
    for file in Case.objects.filter(clue=moment.case.clue, procedure=KEY):
        if any(row.step == own for row in standing_rows(file)):
            why = f"{file.unit.name}的案卷仍有同一登记"
            raise Refusal("不能更正", why=why, remedy="请公安机关先更正，监察案件随之更正", cites=f"{_RULE}第八条")


def _branch_row(inspection: Case, branch: str) -> CaseStep | None:
    rows = [row for row in standing_rows(inspection) if row.step == branch]
    return rows[-1] if rows else None
