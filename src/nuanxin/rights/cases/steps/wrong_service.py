"""A wrong service put right: voided with its reason, and every clock and waiting time that ran from it reckoned anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.documents.models import ServiceOfPaper, ServiceVoid
from nuanxin.foundation.documents.serving import void_service
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import must
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.procedures.choosing import Taken, broken_by, fact_faults
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.cases.steps.clocks import clocks_as_before, move_clocks
from nuanxin.rights.cases.steps.reading import STRUCK, declared_step, law_at, lock_case, standing_rows, steps_taken
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.cases.steps.striking import strike_step
from nuanxin.rights.cases.steps.taking import packed, serve
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import file_facts


@transaction.atomic
def void_wrong_service(*, service: ServiceOfPaper, clue: Clue, reason: str, by: Staff, on: date) -> ServiceVoid:
    """The service counts no more. Where a step of a case rests on it, the step is struck and its clocks run as before.

    Refused while a later step stands on it: correct the service instead, or strike the later step first.
    """
    row = step_of(service)
    if row is not None:
        strike_step(row=row, reason=reason, by=by, on=on)
        return ServiceVoid.objects.get(service=service)
    must(by, Permission.CLUE_HANDLE, file_facts(clue), doing="作废送达")
    void = void_service(service=service, reason=reason, by=by, on=on)
    text = f"作废：{service.paper}的送达（{_day(service)}）：{reason.strip()}"
    write_down("void_service", clue=clue, by=by, on=on, text=text, paper=service.paper, details={"service": service.pk})
    return void


@transaction.atomic
def correct_service(*, row: CaseStep, facts: Mapping[str, Any], reason: str, by: Staff, on: date) -> CaseStep:
    """Void the service of a step and register the right one in its place, later steps staying.

    What the later steps waited for is reckoned anew from the right day. Refusal names the one that came too soon or too late.
    """
    case = lock_case(row.case)
    declared = declared_step(case, row.step)
    doing = f"更正“{declared.name}”"
    must_act(by, declared.permission, case, doing=doing)
    if not declared.serves or case.closed_on or row.pk not in [one.pk for one in standing_rows(case)]:
        raise Refusal(f"不能{doing}", why="该步骤不是送达、已经更正，或者案件已经结案", remedy="请核对")
    if not reason.strip() or on > occasion.today():
        raise Refusal(f"不能{doing}", why="没有写明理由，或者日期在今天之后", remedy="请写明送错了谁、哪一天有误")
    if faults := fact_faults(declared, facts, on, law=law_at(case.clue)):
        raise BadInput(faults)
    later = [one for one in standing_rows(case) if one.pk > row.pk]
    _strike(case, row, declared, reason, by, on)
    service = serve(case, declared, facts, by, on)
    done_on = max(row.done_on, facts["served_on"])
    right = CaseStep.objects.create(
        case=case, step=row.step, done_on=done_on, by=by, facts=packed(facts), note=reason.strip(), service=service
    )
    move_clocks(case, declared, facts, by, done_on)
    _refuse_broken(case, later, right, declared)
    text = f"更正：{declared.name}，原记载{_day(row.service)}，现记载{_day(service)}：{reason.strip()}"
    details = {"case": case.pk, "step": right.pk, "struck": row.pk}
    write_down("correct_service", clue=case.clue, by=by, on=on, text=text, paper=service.paper, details=details)
    return right


def step_of(service: ServiceOfPaper) -> CaseStep | None:
    """The standing step that registered this service; None where it was registered at the paper."""
    row = CaseStep.objects.filter(service=service).select_related("case").first()
    return row if row and row.pk in [one.pk for one in standing_rows(row.case)] else None


def _strike(case: Case, row: CaseStep, declared: Step, reason: str, by: Staff, on: date) -> None:
    CaseStep.objects.create(case=case, step=STRUCK, done_on=on, by=by, note=reason.strip(), strikes=row)
    if row.service:
        void_service(service=row.service, reason=reason, by=by, on=on)
    clocks_as_before(case, row, declared, by, on)


def _refuse_broken(case: Case, later: list[CaseStep], right: CaseStep, declared: Step) -> None:
    """A step that rested on the wrong day must still have come in time by the right one."""
    everything = steps_taken(case)
    for row in later:
        step = declared_step(case, row.step)
        taken: list[Taken] = [done for done in everything if done.step != row.step]
        own = next((done.facts for done in everything if done.step == row.step), {})
        broken = broken_by(step, taken, own, row.done_on, law=law_at(case.clue))
        early = row.done_on < right.done_on and any(declared.key in need.steps for need in step.needs)
        if broken or early:
            because = broken[0].why if broken else f"早于更正后的送达日期{right.done_on}"
            why = f"按更正后的日期，“{step.name}”（{row.done_on}）不能成立：{because}"
            remedy = f"请先更正“{step.name}”，再更正送达"
            cites = broken[0].cites if broken else step.cites
            raise Refusal(f"不能更正“{declared.name}”", why=why, remedy=remedy, cites=cites)


def _day(service: ServiceOfPaper | None) -> str:
    if service is None:
        return "无送达记录"
    day = f"{service.served_on}" if service.served_on else "在途"
    return f"{day}送达{service.recipient}"
