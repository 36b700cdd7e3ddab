"""The end of a case: its day and way, the task by which its desk saw the thread, and whether it was the last one."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.facts import standing_settlement
from nuanxin.rights.cases.models import Case, Settlement, SolvedBy
from nuanxin.rights.cases.procedures.versions import beside_the_clue
from nuanxin.rights.cases.steps.rights import has_own_desk
from nuanxin.rights.intake.answer import end_clue
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import HelperTask

CONCLUSIONS = {
    SolvedBy.FILED: Conclusion.FILED_SOLVED,
    SolvedBy.COORDINATED: Conclusion.COORDINATED,
    SolvedBy.INDUSTRY: Conclusion.COORDINATED,
    SolvedBy.MEDIATION: Conclusion.COORDINATED,
    SolvedBy.ARBITRATION: Conclusion.ARBITRATION,
    SolvedBy.COURT: Conclusion.ARBITRATION,
}


def end_case(case: Case, by: Staff, on: date, closing: str) -> None:
    """Close the row. The desk's own helper task ends with its last file; what it was told it still sees."""
    case.closed_on, case.closing = on, closing
    case.save(update_fields=["closed_on", "closing"])
    if has_own_desk(case) and not other_open_cases(case).filter(unit=case.unit).exists():
        HelperTask.objects.filter(clue=case.clue, unit=case.unit, done_on__isnull=True).update(
            done_on=on, done_by=by, reply=f"{case}：{closing}"
        )


def other_open_cases(case: Case) -> QuerySet[Case]:
    """The files on the same clue that still run and for which the clue waits."""
    others = Case.objects.filter(clue=case.clue, closed_on__isnull=True).exclude(pk=case.pk)
    return others.exclude(procedure__in=beside_the_clue())


def end_solved_claim(case: Case, by: Staff, on: date) -> None:
    """The last file of a claim that was solved meanwhile ends it; while somebody is still asked for something it stays open."""
    clue = case.clue
    settlement = standing_settlement(clue)
    asked = HelperTask.objects.filter(clue=clue, done_on__isnull=True)
    if settlement is None or clue.closed_on or other_open_cases(case).exists() or asked.exists():
        return
    basis = f"{chinese_day(settlement.solved_on)}登记解决，最后一件案卷{case}已结"
    end_with_money(settlement, basis, by, on)


def end_with_money(settlement: Settlement, basis: str, by: Staff, on: date) -> None:
    """End the claim by what was paid: its conclusion by the way of the settlement, the worker told how much and what if not."""
    paid = f"{settlement.persons}人，工资{yuan(settlement.amount_fen)}元"
    end_clue(
        clue=settlement.clue,
        conclusion=CONCLUSIONS[SolvedBy(settlement.solved_by)],
        basis=f"{basis}，{paid}",
        answer=f"已支付{paid}。如没有足额收到，请在进度页点“没有收到”，仍由原承办人办理",
        by=by,
        on=on,
    )
