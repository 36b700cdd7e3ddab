"""What stands ready to pay from: the deposit of the project, the fund of the place, and what they were already called upon for."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.parties.models import Project
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.deposit.drawing import available
from nuanxin.rights.relief.deposit.models import DrawDown, WageDeposit
from nuanxin.rights.relief.fund.holding import fund_of
from nuanxin.rights.relief.fund.models import FundAdvance


def ready_money(clue: Clue, family: list[int], on: date) -> dict[str, Any]:
    """Facts by name. A project without an entry in the register may still have a deposit: then nothing is said."""
    found: dict[str, Any] = {}
    if clue.project:
        found |= _deposit(clue.project, family, on)
    if fund_of(clue.region_id):
        found["fund"] = True
    advance = FundAdvance.objects.filter(clue__in=family).exclude(state=FundAdvance.State.REFUSED).order_by("pk").last()
    if advance:
        if advance.ground == FundAdvance.Ground.FLED:
            found["fled"] = True
        else:
            found["able_to_pay"] = False
        if advance.state != FundAdvance.State.PAID:
            found["advance_on"] = advance.applied_on
    return found


def _deposit(project: Project, family: list[int], on: date) -> dict[str, Any]:
    keys = [project.pk] + ([project.merged_into_id] if project.merged_into_id else [])
    deposits = list(WageDeposit.objects.filter(project__in=keys, ended_on__isnull=True))
    if not deposits:
        return {}
    found: dict[str, Any] = {"deposit": any(available(one, on)[0] > 0 for one in deposits)}
    drawn = DrawDown.objects.filter(case__clue__in=family, paid_on__isnull=True).order_by("pk").last()
    if drawn:
        found["drawn_on"] = drawn.noticed_on
    return found
