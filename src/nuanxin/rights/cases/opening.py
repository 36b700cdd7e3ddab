"""Opening a file at a body's own desk: mediation, arbitration, legal aid, notary, a leg of justice, on the one clue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.documents.numbering import number_text, take_number
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, holds, may, must
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.choosing import fact_faults
from nuanxin.rights.cases.procedures.declared import Opening, Procedure
from nuanxin.rights.cases.procedures.versions import newest, own_desk_procedures
from nuanxin.rights.cases.steps import law_at, lock_case, record_step
from nuanxin.rights.cases.steps.rights import desk_of, must_act
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.models import Clock, Clue, HelperTask
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.transfer.helping import has_people
from nuanxin.rights.intake.visibility import holder_facts, must_see


@transaction.atomic
def open_file(
    *,
    clue: Clue,
    procedure: str,
    unit: Unit,
    officer: Staff | None,
    facts: Mapping[str, Any],
    by: Staff,
    on: date,
    paper_fields: Mapping[str, Any] | None = None,
    note: str = "",
) -> Case:
    """Take the first step of a desk's own procedure: by its own people, or by the clue's holder for a body that has none here.

    officer: who handles it at the desk; None where the holder writes down what the body does. Raises Refusal or BadInput.
    """
    clue, running = locked(clue), newest(procedure)
    doing = f"办理“{running.name}”"
    opening = running.opening
    if opening is None or unit.kind not in opening.unit_kinds:
        raise Refusal(f"{unit.name}不能{doing}", why="这种程序不由该单位办理", remedy="请选择有职责的单位")
    _right(clue, unit, opening.permission, by, doing)
    must_be_open(clue, doing=doing, on=on)
    if on > occasion.today():
        raise Refusal(f"不能{doing}", why=f"日期{on}在今天之后", remedy="请核对日期")
    handler = _handler(officer, unit, opening.permission, by)
    declared = running.steps[0]
    if faults := fact_faults(declared, facts, on, law=law_at(clue)):
        raise BadInput(faults)
    if Case.objects.filter(clue=clue, procedure=running.key, closed_on__isnull=True).exists():
        raise Refusal(f"{clue.number}不能再次{doing}", why="同一程序已经在办", remedy="请在原案卷中办理")
    case = Case.objects.create(
        clue=clue,
        number=_number(opening, unit, on),
        procedure=running.key,
        procedure_version=running.version,
        step=declared.key,
        unit=unit,
        officer=handler,
        opened_on=on,
    )
    case.clue = clue
    _let_see(clue, unit, running, on)
    _under_way(clue, unit, on)
    record_step(case=case, declared=declared, facts=facts, by=by, on=on, paper_fields=paper_fields, note=note)
    return case


@transaction.atomic
def hand_over_file(*, case: Case, officer: Staff, reason: str, by: Staff, on: date) -> Case:
    """Another of the desk's people handles the file from now on, by the head, with the reason; its running clocks go along."""
    case = lock_case(case)
    desk = desk_of(case)
    must_act(by, desk.heads, case, doing="变更承办人")
    if case.closed_on or not reason.strip() or officer.pk == case.officer_id:
        why = "案卷已经结案、没有写明理由，或者承办人没有变"
        raise Refusal(f"{case}不能变更承办人", why=why, remedy="请核对")
    case.officer = _handler(officer, case.unit, desk.permission, by)
    case.save(update_fields=["officer"])
    Clock.objects.filter(clue=case.clue, about=f"case:{case.pk}", stopped_on__isnull=True).update(officer=officer)
    text = f"{case}承办人变更为{officer.name}：{reason.strip()}"
    details = {"case": case.pk, "officer": officer.pk}
    write_down("hand_over_file", clue=case.clue, by=by, on=on, text=text, reason=reason, details=details)
    return case


def desk_people(unit: Unit, permission: Permission = Permission.FILE_HANDLE) -> list[Staff]:
    """Who handles files at that body today."""
    facts = FileFacts(region=unit.region_id, unit_id=unit.pk)
    return [
        one for one in Staff.objects.filter(unit=unit, is_active=True).order_by("pk") if may(one, permission, facts)
    ]


def openable(clue: Clue, by: Staff) -> tuple[Procedure, ...]:
    """The procedures that this person may open on the clue at the desk of his own posts' units, not open already."""
    if by.unit is None:
        return ()
    running = set(Case.objects.filter(clue=clue, closed_on__isnull=True).values_list("procedure", flat=True))
    desks = own_desk_procedures(by.unit.kind)
    return tuple(one for one in desks if one.key not in running and one.opening and holds(by, one.opening.permission))


def enterable(clue: Clue, by: Staff) -> tuple[Procedure, ...]:
    """The procedures of other bodies that the clue's holder may enter for them, where they have nobody here."""
    if not may(by, Permission.CLUE_HANDLE, holder_facts(clue)):
        return ()
    running = set(Case.objects.filter(clue=clue, closed_on__isnull=True).values_list("procedure", flat=True))
    return tuple(one for one in own_desk_procedures() if one.key not in running)


def _right(clue: Clue, unit: Unit, permission: Permission, by: Staff, doing: str) -> None:
    must_see(by, clue)
    if not has_people(unit) and may(by, Permission.CLUE_HANDLE, holder_facts(clue)):
        return
    must(by, permission, FileFacts(region=clue.region_id, unit_id=unit.pk, owner_id=by.pk), doing=doing)


def _handler(officer: Staff | None, unit: Unit, permission: Permission, by: Staff) -> Staff:
    """Whose file it is: one of the unit; whoever enters it where the unit has nobody here."""
    if officer is None:
        return by
    if not may(officer, permission, FileFacts(region=unit.region_id, unit_id=unit.pk, owner_id=officer.pk)):
        raise Refusal("承办人不符合要求", why=f"{officer.name}不是{unit.name}的办案人员", remedy="请另行指定")
    return officer


def _number(opening: Opening, unit: Unit, on: date) -> str | None:
    if not opening.number_word:
        return None
    word = unit.document_word or unit.short_name
    _, number = take_number(organ=unit, kind=opening.number_word, year=on.year)
    return number_text(organ_word=word, number_word=opening.number_word, year=on.year, number=number)


def _under_way(clue: Clue, unit: Unit, on: date) -> None:
    """A claim that was accepted, or that the desk itself holds, is being handled from now on."""
    own = unit.pk == clue.unit_id and clue.state == ClueState.RECEIVED
    if own or clue.state == ClueState.ACCEPTED:
        clue.state, clue.accepted_on = ClueState.HANDLING, clue.accepted_on or on
        clue.save(update_fields=["state", "accepted_on"])


def _let_see(clue: Clue, unit: Unit, running: Procedure, on: date) -> None:
    """The desk sees the thread through its helper task; a unit that holds the clue or was asked already needs none."""
    holds_clue = running.opening is None or running.opening.holds_clue
    if unit.pk == clue.unit_id or not holds_clue or HelperTask.objects.filter(clue=clue, unit=unit).exists():
        return
    HelperTask.objects.create(clue=clue, unit=unit, task=f"办理{running.name}"[:200], asked_on=on)
