"""Taking a step of a case: the gates, the facts, the paper, the clocks and the dated fact, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper, ServiceOfPaper
from nuanxin.foundation.documents.serving import Proof, serve_paper
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.facts import post_official_act
from nuanxin.rights.cases.models import ActKind, Case, CaseStep
from nuanxin.rights.cases.procedures.choosing import fact_faults, judge
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.cases.procedures.versions import procedure, with_branches
from nuanxin.rights.cases.steps.clocks import move_clocks
from nuanxin.rights.cases.steps.effects import Moment, before_step, step_taken
from nuanxin.rights.cases.steps.ending import end_case, end_solved_claim
from nuanxin.rights.cases.steps.offering import own_review
from nuanxin.rights.cases.steps.papers import paper_prefill
from nuanxin.rights.cases.steps.reading import (
    declared_step,
    last_step_id,
    law_at,
    lock_case,
    standing_rows,
    steps_taken,
)
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.intake.thread import write_down


@transaction.atomic
def take_step(
    *,
    case: Case,
    step: str,
    facts: Mapping[str, Any],
    by: Staff,
    on: date,
    paper_fields: Mapping[str, Any] | None = None,
    note: str = "",
    seen_step_id: int | None = None,
    right_known: bool = False,
) -> CaseStep:
    """Take a declared step on that day. Raises Refusal (right, gate with its article, someone was quicker) or BadInput (facts).

    facts: by the keys that the step declares; days as date, money in 分. paper_fields: what the paper needs beyond
    what the file knows. right_known: a body took the same step on its own file, where its right was checked.
    """
    case = lock_case(case)
    _nobody_was_quicker(case, seen_step_id)
    declared = declared_step(case, step)
    if declared.own_act:
        raise Refusal(f"“{declared.name}”不能这样办理", remedy="请使用该事项的专门办理入口")
    return record_step(
        case=case, declared=declared, facts=facts, by=by, on=on, paper_fields=paper_fields, note=note,
        right_known=right_known,
    )  # fmt: skip


def record_step(
    *,
    case: Case,
    declared: Step,
    facts: Mapping[str, Any],
    by: Staff,
    on: date,
    paper_fields: Mapping[str, Any] | None = None,
    note: str = "",
    closing_report: Paper | None = None,
    right_known: bool = False,
) -> CaseStep:
    """The body of `take_step`, for the acts that stand for a step of their own. The case is locked."""
    clue = case.clue
    if not right_known:
        must_act(by, declared.permission, case, doing=f"办理“{declared.name}”")
    _check(case, declared, facts, by, on)
    before_step(Moment(case, declared.key, facts, by, on))
    paper = closing_report
    if declared.paper and paper is None:
        given = {**paper_prefill(case, declared, facts), **(paper_fields or {})}
        paper = issue_paper(kind=declared.paper, about=case, fields=given, unit=case.unit, by=by, on=on)
    service = serve(case, declared, facts, by, on) if declared.serves else None
    row = CaseStep.objects.create(
        case=case, step=declared.key, done_on=on, by=by, facts=packed(facts), note=note, paper=paper, service=service
    )
    case.step = declared.key
    case.save(update_fields=["step"])
    move_clocks(case, declared, facts, by, on)
    if declared.act and (declared.act_when is None or declared.act_when.holds(facts)):
        _post(row, declared, facts, by)
    step_taken(Moment(case, declared.key, facts, by, on, row))
    if declared.ends:
        end_case(case, by, on, declared.ends)
        end_solved_claim(case, by, on)
    write_down(
        f"step.{declared.key}",
        clue=clue,
        by=by,
        on=on,
        text=declared.name + (f"，{paper.number}" if paper and paper.number else "") + (f"：{note}" if note else ""),
        for_worker=declared.for_worker,
        paper=paper,
        details={"case": case.pk, "step": row.pk},
    )
    return row


def _nobody_was_quicker(case: Case, seen: int | None) -> None:
    if seen is None or seen == last_step_id(case):
        return
    newer = list(case.steps.select_related("by").filter(pk__gt=seen).order_by("pk"))
    told = "；".join(f"{row.by.name}于{row.done_on}办理了“{_step_name(case, row)}”" for row in newer)
    raise Refusal(
        "案件已有新的进展，这一步没有保存", why=told or "页面显示的内容已经过时", remedy="请刷新页面，核对后再办理"
    )


def _step_name(case: Case, row: CaseStep) -> str:
    return "更正步骤" if row.strikes_id else declared_step(case, row.step).name


def _check(case: Case, declared: Step, facts: Mapping[str, Any], by: Staff, on: date) -> None:
    doing = f"办理“{declared.name}”"
    if case.closed_on:
        raise Refusal(f"不能{doing}", why=f"案件已于{case.closed_on}结案", remedy="确需办理的，先恢复办理")
    if on > occasion.today() or on < case.opened_on:
        raise Refusal(f"不能{doing}", why=f"日期{on}在今天之后或者在立案（启动）之前", remedy="请核对日期")
    if declared.officers > 1 and case.second_officer_id is None:
        raise Refusal(f"不能{doing}", why="没有协办人", remedy="请先指定协办人", cites="劳动保障监察条例第十六条")
    if own_review(declared, case, by):
        raise NotAllowed(
            f"不能{doing}", why="承办人不能审核、批准自己承办的案件", remedy="请由其他人员办理", cites=declared.cites
        )
    running = next(
        one for one in with_branches(procedure(case.procedure, case.procedure_version)) if one.has(declared.key)
    )
    law = law_at(case.clue)
    faults = fact_faults(declared, facts, on, law=law)
    if faults:
        raise BadInput(faults)
    offer = judge(running, steps_taken(case), declared, facts, on, law=law)
    if not offer.allowed:
        first = offer.missing[0]
        raise Refusal(f"不能{doing}", why=first.why, remedy=first.remedy, cites=first.cites)


def serve(case: Case, declared: Step, facts: Mapping[str, Any], by: Staff, on: date) -> ServiceOfPaper:
    """Register the service of the paper that an earlier step issued."""
    paper = next(row.paper for row in reversed(standing_rows(case)) if row.step == declared.serves)
    if paper is None:
        raise Refusal("不能登记送达", why="该步骤没有文书", remedy="请先制发文书")
    proof = Proof(
        receiver=facts.get("receiver") or "",
        witness=facts.get("witness") or "",
        note="；".join(one for one in (facts.get("note"), facts.get("recording")) if one),
        file=facts.get("proof") or "",
        medium=facts.get("medium") or "",
        consent_on=facts.get("consent_on"),
        consent_proof=facts.get("consent_proof") or "",
        unsealed=facts.get("unsealed") or "",
    )
    return serve_paper(
        paper=paper,
        recipient=facts["recipient"],
        recipient_role=declared.served_to,
        method=facts["method"],
        sent_on=facts["sent_on"],
        served_on=facts["served_on"],
        by=by,
        on=on,
        proof=proof,
    )


def _post(row: CaseStep, declared: Step, facts: Mapping[str, Any], by: Staff) -> None:
    post_official_act(
        clue=row.case.clue,
        kind=ActKind(declared.act),
        done_on=facts.get("answered_on") or row.done_on,
        number=facts.get("number") or "",
        paper=row.paper,
        by=by,
        on=occasion.today(),
        notes={"case": row.case_id, "step": row.pk},
    )


def packed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they are stored: days as ISO text, blanks left out."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in facts.items()
        if value not in (None, "")
    }
