"""Putting a wrong step right: struck by a later entry, never deleted."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import void_paper
from nuanxin.foundation.documents.models import Paper, ServiceVoid
from nuanxin.foundation.documents.serving import void_service
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.facts import withdraw_fact
from nuanxin.rights.cases.models import Case, CaseStep, OfficialAct
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.cases.steps.clocks import clocks_as_before
from nuanxin.rights.cases.steps.effects import Moment, step_struck
from nuanxin.rights.cases.steps.reading import STRUCK, declared_step, lock_case, read_facts, standing_rows
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.intake.thread import write_down


@transaction.atomic
def strike_step(*, row: CaseStep, reason: str, by: Staff, on: date, right_known: bool = False) -> CaseStep:
    """Put a wrong step right by a later entry: its fact is withdrawn, its paper void, its clocks as before.

    Refused while a later step stands on it, and for the steps that opened or ended the file. right_known: as in `take_step`.
    """
    case = lock_case(row.case)
    declared = declared_step(case, row.step)
    doing = f"更正“{declared.name}”"
    if not right_known:
        must_act(by, declared.permission, case, doing=doing)
    if not reason.strip():
        raise Refusal(f"不能{doing}", why="没有写明理由", remedy="请写明更正的理由")
    if declared.own_act or case.closed_on or row.pk not in [one.pk for one in standing_rows(case)]:
        raise Refusal(f"不能{doing}", why="该步骤已经更正、不能单独更正，或者案件已经结案", remedy="请核对")
    _nothing_stands_on(case, row, declared)
    struck = CaseStep.objects.create(case=case, step=STRUCK, done_on=on, by=by, note=reason.strip(), strikes=row)
    for fact in OfficialAct.objects.filter(clue=case.clue, withdrawn_on__isnull=True, notes__step=row.pk):
        withdraw_fact(fact=fact, by=by, on=on, reason=reason)
    if row.service and not ServiceVoid.objects.filter(service=row.service).exists():
        void_service(service=row.service, reason=reason, by=by, on=max(on, row.service.sent_on))
    if row.paper and row.paper.status == Paper.Status.ISSUED:
        void_paper(paper=row.paper, reason=reason, by=by, on=max(on, row.done_on))
    clocks_as_before(case, row, declared, by, on)
    step_struck(Moment(case=case, step=row.step, facts=read_facts(case, row), by=by, on=on, row=row))
    case.step = standing_rows(case)[-1].step
    case.save(update_fields=["step"])
    text = f"更正：“{declared.name}”（{row.done_on}）记录有误：{reason.strip()}"
    write_down("strike_step", clue=case.clue, by=by, on=on, text=text, details={"case": case.pk, "step": row.pk})
    return struck


def _nothing_stands_on(case: Case, row: CaseStep, declared: Step) -> None:
    rows = standing_rows(case)
    for later in rows:
        if later.pk <= row.pk:
            continue
        needs = declared_step(case, later.step)
        others = {one.step for one in rows if one.pk not in (row.pk, later.pk) and one.pk < later.pk}
        for need in needs.needs:
            if declared.key in need.steps and not others & set(need.steps):
                why = f"后面的“{needs.name}”以它为前提"
                raise Refusal(f"不能更正“{declared.name}”", why=why, remedy=f"请先更正“{needs.name}”", cites=need.cites)
