"""Taking a step of a case: the gates, the facts, the paper, the clocks and the dated fact, in one transaction.

A wrong step is struck by a later one and stays on file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.documents.issue import issue_paper, void_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.documents.serving import Proof, serve_paper
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import may, must
from nuanxin.rights.cases.facts import post_official_act, withdraw_fact
from nuanxin.rights.cases.ledger import standing
from nuanxin.rights.cases.models import ActKind, Case, CaseStep, OfficialAct
from nuanxin.rights.cases.procedures.choosing import LawAt, Offer, Taken, fact_faults, judge, next_steps
from nuanxin.rights.cases.procedures.declared import Procedure, Step
from nuanxin.rights.cases.procedures.prefilling import FileOnPaper, WorkerOnPaper, prefill
from nuanxin.rights.cases.procedures.versions import procedure, with_branches
from nuanxin.rights.cases.referral import follow
from nuanxin.rights.intake.clocks import calendar_of, extend_clock, open_clock, running_clocks, stop_clock
from nuanxin.rights.intake.models import Clock, Clue
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import file_facts

STRUCK = "struck"
SERVICE_TERM = "insp.serve"


def steps_taken(case: Case) -> tuple[Taken, ...]:
    """The standing steps in the order in which they were recorded: neither corrections nor what they struck."""
    rows = standing_rows(case)
    return tuple(Taken(row.step, row.done_on, _read(case, row)) for row in rows)


def standing_rows(case: Case) -> list[CaseStep]:
    """The rows behind `steps_taken`."""
    rows = list(case.steps.select_related("by", "paper").order_by("pk"))
    struck = {row.strikes_id for row in rows if row.strikes_id}
    return [row for row in rows if row.strikes_id is None and row.pk not in struck]


def law_at(clue: Clue) -> LawAt:
    """The law book and calendar of the clue's place."""
    return LawAt(Law.load(), calendar_of(clue.region_id), clue.region_id)


def offers(*, case: Case, by: Staff, on: date) -> tuple[tuple[Offer, bool], ...]:
    """What may come next in the case and its branches, and whether this person has the right to do it."""
    if case.closed_on:
        return ()
    facts, taken, law = file_facts(case.clue), steps_taken(case), law_at(case.clue)
    done = {one.step for one in taken}
    found: list[tuple[Offer, bool]] = []
    for running in _running(case, done):
        for offer in next_steps(running, taken, {}, on, law=law):
            found.append((offer, may(by, offer.step.permission, facts) and not _own_review(offer.step, case, by)))
    return tuple(found)


def last_step_id(case: Case) -> int:
    """What a page remembers, so that `take_step` can tell whether somebody moved the case meanwhile."""
    return case.steps.order_by("-pk").values_list("pk", flat=True).first() or 0


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
) -> CaseStep:
    """Take a declared step on that day. Raises Refusal (right, gate with its article, someone was quicker) or BadInput (facts).

    facts: by the keys that the step declares; days as date, money in 分. paper_fields: what the paper needs beyond
    what the file knows.
    """
    case = lock_case(case)
    _nobody_was_quicker(case, seen_step_id)
    declared = declared_step(case, step)
    if declared.own_act:
        raise Refusal(f"“{declared.name}”不能这样办理", remedy="请使用该事项的专门办理入口")
    return record_step(case=case, declared=declared, facts=facts, by=by, on=on, paper_fields=paper_fields, note=note)


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
) -> CaseStep:
    """The body of `take_step`, for the acts that stand for a step of their own. The case is locked."""
    clue = case.clue
    _check(case, declared, facts, by, on)
    paper = closing_report
    if declared.paper and paper is None:
        given = {**paper_prefill(case, declared, facts), **(paper_fields or {})}
        paper = issue_paper(kind=declared.paper, about=case, fields=given, unit=case.unit, by=by, on=on)
    elif declared.serves:
        _serve(case, declared, facts, by, on)
    row = CaseStep.objects.create(
        case=case, step=declared.key, done_on=on, by=by, facts=_packed(facts), note=note, paper=paper
    )
    case.step = declared.key
    if declared.ends:
        case.closed_on, case.closing = on, declared.ends
    case.save(update_fields=["step", "closed_on", "closing"])
    _move_clocks(case, declared, facts, by, on)
    if declared.act and (declared.act_when is None or declared.act_when.holds(facts)):
        _post(row, declared, facts, by)
    follow(case=case, step=declared.key, facts=facts, by=by, on=on)
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


def lock_case(case: Case) -> Case:
    """The row as it stands now, held until the act ends."""
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    held.clue = Clue.objects.select_related("unit__region", "officer", "employer", "project", "region").get(
        pk=held.clue_id
    )
    return held


def declared_step(case: Case, key: str) -> Step:
    """The step as the case's own version declares it; Refusal where it knows none."""
    for running in with_branches(procedure(case.procedure, case.procedure_version)):
        if running.has(key):
            return running.step(key)
    raise Refusal(f"没有“{key}”这一步骤", why=f"案件按{case.procedure_version}版程序办理", remedy="请刷新页面后重新选择")


def paper_prefill(case: Case, declared: Step, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the file already knows of the step's paper; the officer completes the rest."""
    return prefill(declared.paper, _file_on_paper(case), steps_taken(case), facts) if declared.paper else {}


def _running(case: Case, done: set[str]) -> tuple[Procedure, ...]:
    main = procedure(case.procedure, case.procedure_version)
    open_branches = [
        procedure(branch.procedure, branch.version) for branch in main.branches if done & set(branch.after)
    ]
    return (main, *open_branches)


def _nobody_was_quicker(case: Case, seen: int | None) -> None:
    if seen is None or seen == last_step_id(case):
        return
    newer = [row for row in case.steps.select_related("by").filter(pk__gt=seen).order_by("pk")]
    told = "；".join(f"{row.by.name}于{row.done_on}办理了“{_step_name(case, row)}”" for row in newer)
    raise Refusal("案件已有新的进展，这一步没有保存", why=told or "页面显示的内容已经过时", remedy="请刷新页面，核对后再办理")


def _step_name(case: Case, row: CaseStep) -> str:
    return "更正步骤" if row.strikes_id else declared_step(case, row.step).name


def _check(case: Case, declared: Step, facts: Mapping[str, Any], by: Staff, on: date) -> None:
    doing = f"办理“{declared.name}”"
    must(by, declared.permission, file_facts(case.clue), doing=doing)
    if case.closed_on:
        raise Refusal(f"不能{doing}", why=f"案件已于{case.closed_on}结案", remedy="确需办理的，先恢复办理")
    if on > occasion.today() or on < case.opened_on:
        raise Refusal(f"不能{doing}", why=f"日期{on}在今天之后或者在立案（启动）之前", remedy="请核对日期")
    if declared.officers > 1 and case.second_officer_id is None:
        raise Refusal(f"不能{doing}", why="没有协办人", remedy="请先指定协办人", cites="劳动保障监察条例第十六条")
    if _own_review(declared, case, by):
        raise Refusal(f"不能{doing}", why="承办人不能审核、批准自己承办的案件", remedy="请由其他人员办理", cites=declared.cites)
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


def _own_review(declared: Step, case: Case, by: Staff) -> bool:
    return declared.by_others and by.pk in (case.officer_id, case.second_officer_id)


def _serve(case: Case, declared: Step, facts: Mapping[str, Any], by: Staff, on: date) -> None:
    paper = next(row.paper for row in reversed(standing_rows(case)) if row.step == declared.serves)
    if paper is None:
        raise Refusal("不能登记送达", why="该步骤没有文书", remedy="请先制发文书")
    proof = Proof(
        receiver=facts.get("receiver") or "",
        witness=facts.get("witness") or "",
        note=facts.get("note") or "",
        file=facts.get("proof") or "",
        medium=facts.get("medium") or "",
        consent_on=facts.get("consent_on"),
        consent_proof=facts.get("consent_proof") or "",
    )
    serve_paper(
        paper=paper,
        recipient=facts["recipient"],
        recipient_role="用人单位",
        method=facts["method"],
        sent_on=facts["sent_on"],
        served_on=facts["served_on"],
        by=by,
        on=on,
        proof=proof,
    )


def _move_clocks(case: Case, declared: Step, facts: Mapping[str, Any], by: Staff, on: date) -> None:
    clue = case.clue
    if declared.extends:
        clock = running_clocks(clue).filter(term=declared.extends, about=_about(case, declared, declared.extends)).first()
        if clock:
            extend_clock(clock=clock, by=by, on=on, reason=facts["reason"])
    for term in declared.stops:
        stop_clock(clue=clue, term=term, by=by, on=on, about=_about(case, declared, term))
    for start in declared.starts:
        if start.when is None or start.when.holds(facts):
            day = facts[start.from_fact] if start.from_fact else on
            # A term in hours runs from the minute of the act; an act entered later knows only its day.
            moment = occasion.now() if day == occasion.today() and not start.from_fact else day
            open_clock(clue=clue, term=start.term, start=moment, by=by, on=on, about=_about(case, declared, start.term))


def _about(case: Case, declared: Step, term: str) -> str:
    """Whose clock it is: the case's; the service of a paper is that paper's own, so that two papers do not share one."""
    return f"case:{case.pk}:{declared.serves or declared.key}" if term == SERVICE_TERM else f"case:{case.pk}"


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


@transaction.atomic
def strike_step(*, row: CaseStep, reason: str, by: Staff, on: date) -> CaseStep:
    """Put a wrong step right by a later entry: its fact is withdrawn, its paper void, its clocks as before.

    Refused while a later step stands on it, and for the steps that opened or ended the file.
    """
    case = lock_case(row.case)
    declared = declared_step(case, row.step)
    doing = f"更正“{declared.name}”"
    must(by, declared.permission, file_facts(case.clue), doing=doing)
    if not reason.strip():
        raise Refusal(f"不能{doing}", why="没有写明理由", remedy="请写明更正的理由")
    if declared.own_act or case.closed_on or row.pk not in [one.pk for one in standing_rows(case)]:
        raise Refusal(f"不能{doing}", why="该步骤已经更正、不能单独更正，或者案件已经结案", remedy="请核对")
    _nothing_stands_on(case, row, declared)
    struck = CaseStep.objects.create(case=case, step=STRUCK, done_on=on, by=by, note=reason.strip(), strikes=row)
    for fact in OfficialAct.objects.filter(clue=case.clue, withdrawn_on__isnull=True, notes__step=row.pk):
        withdraw_fact(fact=fact, by=by, on=on, reason=reason)
    if row.paper and row.paper.status == Paper.Status.ISSUED:
        void_paper(paper=row.paper, reason=reason, by=by, on=max(on, row.done_on))
    _clocks_as_before(case, row, declared, by, on)
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


def _clocks_as_before(case: Case, row: CaseStep, declared: Step, by: Staff, on: date) -> None:
    """Clocks that the step started stop; those that it stopped run again from where they had started."""
    for start in declared.starts:
        stop_clock(clue=case.clue, term=start.term, by=by, on=on, about=_about(case, declared, start.term))
    for term in declared.stops:
        about = _about(case, declared, term)
        stopped = Clock.objects.filter(clue=case.clue, term=term, about=about, stopped_on=row.done_on).order_by("-pk").first()
        if stopped:
            open_clock(clue=case.clue, term=term, start=stopped.started_at, by=by, on=on, about=about)
            record("restart_clock", about=stopped, by=by, details={"on": on, "because_of": row.pk})


def _packed(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in facts.items()
        if value not in (None, "")
    }


def _read(case: Case, row: CaseStep) -> dict[str, Any]:
    days = {fact.key for fact in declared_step(case, row.step).facts if fact.kind == "day"}
    return {key: date.fromisoformat(value) if key in days else value for key, value in row.facts.items()}


def _file_on_paper(case: Case) -> FileOnPaper:
    clue, employer = case.clue, case.clue.employer
    lines = standing(clue)
    second = case.second_officer
    return FileOnPaper(
        case_number=case.number or "",
        clue_number=clue.number,
        source=clue.get_channel_display(),
        opened_on=case.opened_on,
        employer=employer.name if employer else clue.employer_said,
        credit_code=(employer.credit_code or "") if employer else "",
        address=employer.address if employer else "",
        legal_representative=employer.legal_representative if employer else "",
        project=clue.project_said,
        officers=tuple(one.name for one in (case.officer, second) if one),
        contact_name=case.officer.name,
        contact_phone=case.officer.phone or case.unit.phone,
        contact_address=case.unit.address,
        reconsideration_organ=f"{case.unit.region.full_name}人民政府",
        workers=tuple(
            WorkerOnPaper(line.name, line.owed_period, line.verified_fen, line.paid_fen) for line in lines
        ),
        papers={row.step: str(row.paper) for row in standing_rows(case) if row.paper},
    )


