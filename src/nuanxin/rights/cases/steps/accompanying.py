"""Making a paper that accompanies the steps (记录、清单、审批表), and voiding one that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.documents.issue import issue_paper, void_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.documents.wording.templates import template
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import may
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.procedures.accompanying import Accompanying, accompanying, why_not_now
from nuanxin.rights.cases.procedures.versions import procedure
from nuanxin.rights.cases.steps.reading import lock_case, standing_rows
from nuanxin.rights.cases.steps.rights import case_facts, enters_for, must_act
from nuanxin.rights.intake.thread import write_down

ABOUT = "cases.case"


@dataclass(frozen=True)
class Makeable:
    """A paper that belongs to the case, whether this person can make it now, else why not."""

    declared: Accompanying
    title: str
    cites: tuple[str, ...]
    made: int
    why_not: str


def papers_beside(case: Case, by: Staff) -> tuple[Makeable, ...]:
    """Every accompanying paper of the case whose time has come or is over, in the order of the procedure."""
    done = {row.step for row in standing_rows(case)}
    kinds = list(_in_force(case).values_list("kind", flat=True))
    facts, stands_in = case_facts(case), enters_for(by, case)
    found = []
    for one in accompanying(_procedures(case)):
        if not set(one.after) & done:
            continue
        why = why_not_now(one, done=done, made=kinds, closed=case.closed_on is not None)
        if not why and not stands_in and not may(by, one.permission, facts):
            why = "不属于您的职责，由有权限的人员制作"
        whole = template(one.paper)
        found.append(Makeable(one, whole.called, whole.cites, kinds.count(one.paper), why))
    return tuple(found)


def declared_paper(case: Case, kind: str) -> Accompanying:
    """Where the paper belongs; NotFound where it does not accompany this case's procedure."""
    for one in accompanying(_procedures(case)):
        if one.paper == kind:
            return one
    raise NotFound("没有这种文书", why="它不属于本案的程序", remedy="请从案件的“文书送达”中选择")


def its_time(case: Case, kind: str) -> None:
    """Refusal where the paper cannot be made now, whoever asks."""
    done = {row.step for row in standing_rows(case)}
    made = list(_in_force(case).values_list("kind", flat=True))
    why = why_not_now(declared_paper(case, kind), done=done, made=made, closed=case.closed_on is not None)
    if why:
        raise Refusal(f"不能制作《{template(kind).called}》", why=why, remedy="请核对案件的办理步骤")


@transaction.atomic
def make_paper(*, case: Case, kind: str, fields: Mapping[str, Any], by: Staff, on: date) -> Paper:
    """Issue an accompanying paper on that day. Refusal: right, not its time, or a lawful field is missing."""
    case = lock_case(case)
    declared = declared_paper(case, kind)
    title = template(kind).called
    must_act(by, declared.permission, case, doing=f"制作《{title}》")
    its_time(case, kind)
    if not case.opened_on <= on <= occasion.today():
        why = f"日期{on}在今天之后或者在立案（启动）之前"
        raise Refusal(f"不能制作《{title}》", why=why, remedy="请核对日期")
    paper = issue_paper(kind=kind, about=case, fields=fields, unit=case.unit, by=by, on=on)
    text = f"制作《{paper.title}》{paper.number}"
    write_down(
        "make_paper", clue=case.clue, by=by, on=on, text=text, paper=paper, details={"case": case.pk, "kind": kind}
    )
    return paper


@transaction.atomic
def void_made_paper(*, case: Case, paper: Paper, reason: str, by: Staff, on: date) -> Paper:
    """Void an accompanying paper that is wrong; the papers of steps are voided by correcting their step."""
    case = lock_case(case)
    declared = declared_paper(case, paper.kind)
    must_act(by, declared.permission, case, doing=f"作废{paper}")
    if CaseStep.objects.filter(paper=paper).exists() or (paper.about_kind, paper.about_id) != (ABOUT, case.pk):
        raise Refusal(f"{paper}不能这样作废", why="它是办理步骤制发的文书", remedy="请更正该步骤，文书随之作废")
    paper = void_paper(paper=paper, reason=reason, by=by, on=on)
    text = f"作废《{paper.title}》{paper.number}：{paper.void_reason}"
    write_down("void_made_paper", clue=case.clue, by=by, on=on, text=text, paper=paper, details={"case": case.pk})
    return paper


def _in_force(case: Case) -> Any:
    return Paper.objects.filter(about_kind=ABOUT, about_id=case.pk, status=Paper.Status.ISSUED)


def _procedures(case: Case) -> tuple[str, ...]:
    main = procedure(case.procedure, case.procedure_version)
    return (main.key, *(branch.procedure for branch in main.branches))
