"""Closing: only when the vouchers meet what was found to be owed and every worker was asked. And opening again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.rights.cases.facts import Solved, last_settlement, post_settlement, standing_settlement, withdraw_fact
from nuanxin.rights.cases.ledger import WorkerLine, claims_of, standing, totals
from nuanxin.rights.cases.models import Case, CaseStep, Settlement, SolvedBy
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.cases.procedures import labour_inspection
from nuanxin.rights.cases.procedures.versions import beside_the_clue
from nuanxin.rights.cases.steps import STRUCK, declared_step, lock_case, paper_prefill, record_step, standing_rows
from nuanxin.rights.cases.steps.ending import end_case, end_with_money, other_open_cases
from nuanxin.rights.cases.steps.rights import desk_of, must_act
from nuanxin.rights.intake.answer import end_clue, reopen_clue
from nuanxin.rights.intake.answer.reopening import REOPEN_REASONS
from nuanxin.rights.intake.channels import ClueState, Conclusion
from nuanxin.rights.intake.models import Clue, HelperTask
from nuanxin.rights.intake.thread import WORKER

# A case may end without payment only where nothing is owed; each ending says so.
WITHOUT_PAYMENT = (
    Conclusion.UNFOUNDED,
    Conclusion.NOT_WAGES,
    Conclusion.PROJECT_MONEY,
    Conclusion.WITHDRAWN,
    Conclusion.UNVERIFIABLE,
)
SOLVED = "解决结案"
_WAGES = "保障农民工工资支付条例第四十二条"


@dataclass(frozen=True)
class Obstacle:
    """One thing in the way of closing, with the workers concerned."""

    why: str
    remedy: str
    cites: str
    names: tuple[str, ...] = ()


def obstacles(lines: Sequence[WorkerLine], *, helper_tasks_open: int = 0) -> tuple[Obstacle, ...]:
    """What stands between a file and its closing. Pure; empty means that it may be closed as solved."""
    rows = [line for line in lines if not line.withdrawn]
    paid = [line for line in rows if line.paid_fen]
    found = [
        _group(rows and [r for r in rows if r.verified_fen is None], "的欠薪金额没有核实", "请先逐人核实", _WAGES),
        _group([r for r in rows if r.missing_fen], "的工资没有付清", "凭证合计与核实金额相符才能结案", _WAGES),
        _group([r for r in paid if not r.confirmed], "没有询问是否收到", "请逐人回访", "保障农民工工资支付条例第十条"),
        _group(
            [r for r in rows if r.confirmed in ("short", "not_paid")],
            "表示没有收到或者没有足额",
            "请核对支付凭证后继续追付",
            _WAGES,
        ),
        _group(
            [r for r in rows if r.confirmed == "unreachable" and not r.confirmed_note],
            "未能联系，没有写明原因",
            "请写明原因",
            _WAGES,
        ),
    ]
    if not paid:
        found.insert(0, Obstacle("没有任何工资支付记录", "请登记支付凭证；没有欠薪的按撤销立案等方式办结", _WAGES))
    if helper_tasks_open:
        found.append(
            Obstacle(f"还有{helper_tasks_open}件协办事项没有办完", "请等协办单位反馈", "保障农民工工资支付条例第十条")
        )
    return tuple(one for one in found if one)


def _group(rows: Sequence[WorkerLine], says: str, remedy: str, cites: str) -> Obstacle | None:
    if not rows:
        return None
    names = tuple(row.name for row in rows)
    shown = "、".join(names[:5]) + (f"等{len(names)}人" if len(names) > 5 else "")
    return Obstacle(f"{shown}{says}", remedy, cites, names)


def closing_obstacles(case: Case) -> tuple[Obstacle, ...]:
    """The same, for a case as it stands now."""
    waiting = HelperTask.objects.filter(clue=case.clue, done_on__isnull=True)
    tasks = waiting.exclude(unit=case.unit).count() if not other_open_cases(case) else 0
    return obstacles(standing(case.clue), helper_tasks_open=tasks)


@transaction.atomic
def settle_and_close(
    *, case: Case, by: Staff, on: date, opinion: str = "", paper_fields: Mapping[str, Any] | None = None
) -> Settlement:
    """Close the case as solved: settlement for columns 4–9, closing report, clue closed with its conclusion.

    Refused with the first obstacle of `closing_obstacles`. Amounts are wages only; 加付赔偿金 is not counted.
    """
    case = lock_case(case)
    must_act(by, declared_step(case, "close").permission, case, doing="结案")
    for obstacle in closing_obstacles(case):
        raise Refusal(f"{case}不能结案", why=obstacle.why, remedy=obstacle.remedy, cites=obstacle.cites)
    clue, declared = case.clue, declared_step(case, "close")
    lines = standing(clue)
    sums = totals(lines)
    report = None
    if declared.paper:
        fields = {**_report(case, lines, opinion), **(paper_fields or {})}
        report = issue_paper(kind=declared.paper, about=case, fields=fields, unit=case.unit, by=by, on=on)
    record_step(case=case, declared=declared, facts={}, by=by, on=on, note=opinion, closing_report=report)
    way = _way(case)
    solved = Solved(sums.paid_persons, sums.migrant_paid_persons, sums.paid_fen, sums.migrant_paid_fen)
    settlement = standing_settlement(clue) or post_settlement(
        clue=clue,
        solved_by=way,
        filed_on=case.opened_on if way == SolvedBy.FILED else None,
        solved_on=on,
        solved=solved,
        by=by,
        on=on,
        corrects=last_settlement(clue),
        notes={"case": case.pk},
    )
    end_case(case, by, on, SOLVED)
    if not other_open_cases(case):  # the last file to close ends the clue
        end_with_money(settlement, f"{case}结案，凭证合计与核实金额相符", by, on)
    return settlement


@transaction.atomic
def close_without_settlement(*, case: Case, conclusion: Conclusion, reason: str, by: Staff, on: date) -> None:
    """撤销立案 (or the end of a coordination) where nothing is owed: every line withdrawn by the worker or verified as 0.

    Refused while one worker's wages are open or unverified, or where wages were paid (then the case is solved).
    """
    case = lock_case(case)
    must_act(by, Permission.CASE_APPROVE, case, doing="撤销立案")
    rows = [line for line in standing(case.clue) if not line.withdrawn]
    doing = f"{case}不能撤销立案"
    if conclusion not in WITHOUT_PAYMENT or not reason.strip():
        raise Refusal(doing, why="结论不在可选范围，或者没有写明理由", remedy="请选择结论并写明依据")
    owed = [line for line in rows if line.verified_fen is None or line.verified_fen > 0 or line.paid_fen]
    if owed:
        why = "、".join(line.name for line in owed[:5]) + "的工资没有核实为零或者已有支付"
        raise Refusal(
            doing, why=why, remedy="有欠薪的付清后按解决结案；本人撤回的先登记撤回", cites="劳动保障监察条例第十八条"
        )
    if case.procedure == labour_inspection.KEY:
        record_step(case=case, declared=declared_step(case, "withdrawn"), facts={}, by=by, on=on, note=reason)
    end_case(case, by, on, "撤销立案")
    answer = f"经核查没有应支付的工资：{reason.strip()}"
    end_clue(
        clue=case.clue, conclusion=conclusion, basis=f"{case}撤销立案：{reason.strip()}", answer=answer, by=by, on=on
    )


@transaction.atomic
def reopen(*, clue: Clue, reason: str, by: Staff | None, on: date, said: str = "") -> Clue:
    """The money did not come after all (or a mistake): clue and case open again with the officer who had them.

    reason: a key of intake's REOPEN_REASONS. The settlement is withdrawn, so that tables no longer count it.
    """
    text = f"{REOPEN_REASONS.get(reason, reason)}{'：' + said if said else ''}"
    for settlement in Settlement.objects.filter(clue=clue, withdrawn_on__isnull=True):
        withdraw_fact(fact=settlement, by=by or WORKER, on=on, reason=text)
    clue = reopen_clue(clue=clue, reason=reason, by=by, on=on, said=said)
    ended = Case.objects.select_for_update().filter(clue=clue, closed_on__isnull=False, closing=SOLVED)
    case = ended.order_by("-closed_on", "-pk").first()
    if case:
        _open_case_again(case, text, by or operator(), on)
        clue.officer = case.officer
    if Case.objects.filter(clue=clue, closed_on__isnull=True).exclude(procedure__in=beside_the_clue()).exists():
        clue.state = ClueState.HANDLING
    clue.save(update_fields=["state", "officer"])
    return clue


def _open_case_again(case: Case, reason: str, by: Staff, on: date) -> None:
    """A later row strikes the closing step, so that the case goes on from the one before and can be closed again."""
    for row in [row for row in standing_rows(case) if row.step == "close"]:
        CaseStep.objects.create(case=case, step=STRUCK, done_on=on, by=by, note=f"恢复办理：{reason}", strikes=row)
    case.closed_on, case.closing, case.step = None, "", standing_rows(case)[-1].step
    case.save(update_fields=["closed_on", "closing", "step"])


def _way(case: Case) -> SolvedBy:
    if case.procedure == labour_inspection.KEY:
        return SolvedBy.FILED
    if solved_by := desk_of(case).solved_by:
        return SolvedBy(solved_by)
    return SolvedBy.COORDINATED if case.unit.kind == UnitKind.HRSS else SolvedBy.INDUSTRY


def _report(case: Case, lines: Sequence[WorkerLine], opinion: str) -> dict[str, Any]:
    """The closing report as far as the file knows it."""
    clue, sums = case.clue, totals(lines)
    vouchers = Payment.objects.filter(claim__in=claims_of(clue), withdrawn_on__isnull=True).values_list(
        "voucher", flat=True
    )
    papers = [str(row.paper) for row in standing_rows(case) if row.paper]
    answers = {"received": "确认收到", "unreachable": "未能联系"}
    said = [(line, answers[line.confirmed]) for line in lines if line.confirmed in answers]
    reasons = "；".join(f"{line.name}：{line.confirmed_note}" for line, how in said if line.confirmed == "unreachable")
    return {
        **paper_prefill(case, declared_step(case, "close"), {}),
        "case_name": f"{clue.employer or clue.employer_said}拖欠工资案",
        "case_number": case.number or "",
        "source": clue.get_channel_display(),
        "filed_on": case.opened_on,
        "handling": "；".join(papers) or "责令支付后付清，没有制发决定",
        "persons": sums.paid_persons,
        "amount": sums.paid_fen,
        "vouchers": "、".join(dict.fromkeys(vouchers)),
        "confirmed": f"{sum(how == '确认收到' for _, how in said)}人确认收到"
        + (f"；未能联系：{reasons}" if reasons else ""),
        "opinion": opinion or "工资已经逐人付清并确认，建议结案",
    }
