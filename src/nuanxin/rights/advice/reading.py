"""Which step of which procedure tells which fact: one line each. A body whose room is not there simply has no rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nuanxin.rights.cases.models import Case, CaseStep


@dataclass(frozen=True)
class Tells:
    """A fact of the adviser from a step: the day stated in `day`, else the step's own day; `value` instead of a day.

    having: only where the step says so. only_open: only while the file runs, for what is under way.
    """

    fact: str
    procedure: str
    step: str
    day: str = ""
    value: Any = None
    having: tuple[str, str] | None = None
    only_open: bool = False


_MEDIATION, _NOTARY, _ARBITRATION = "people_mediation", "notarised_repayment", "arbitration"
TELLS: tuple[Tells, ...] = (
    Tells("accepted_on", "labour_inspection", "file"),
    Tells("accepted_on", "coordination", "start"),
    Tells("order_served_on", "labour_inspection", "order_served", "served_on"),
    Tells("order_until", "labour_inspection", "order", "due_on"),
    Tells("decision_served_on", "labour_inspection", "decision_served", "served_on"),
    Tells("decision_until", "labour_inspection", "decision", "due_on"),
    Tells("referred_on", "labour_inspection", "police_send"),
    Tells("referred_on", "police_case", "receive", "received_on"),
    Tells("mediation_on", _MEDIATION, "apply", "received_on", only_open=True),
    Tells("asked_on", _MEDIATION, "apply", "received_on"),
    Tells("mediation_refused", _MEDIATION, "refused", value=True, having=("side", "employer")),
    Tells("agreement_on", "coordination", "agreement", "signed_on"),
    Tells("agreement_on", _MEDIATION, "signed", "effective_on"),
    Tells("agreement_on", _MEDIATION, "oral", "effective_on"),
    Tells("other_issue", _MEDIATION, "signed", value=False, having=("wage_only", "yes")),
    Tells("other_issue", _MEDIATION, "oral", value=False, having=("wage_only", "yes")),
    Tells("default_on", "coordination", "default"),
    Tells("default_on", _MEDIATION, "default"),
    Tells("default_on", _NOTARY, "default"),
    Tells("confirmed_on", _MEDIATION, "confirm_answer", "answered_on", having=("answer", "confirmed")),
    Tells("notary_on", _NOTARY, "apply", only_open=True),
    Tells("willing", _NOTARY, "statement", value=True, having=("accepts", "yes")),
    Tells("notarised_on", _NOTARY, "deed"),
    Tells("certificate_on", _NOTARY, "certificate"),
    Tells("enforcement_on", _NOTARY, "court", "applied_on"),
    Tells("arbitration_on", _ARBITRATION, "application", having=("ground", "dispute")),
    Tells("arbitration_accepted_on", _ARBITRATION, "accept"),
    Tells("arbitration_refused_on", _ARBITRATION, "refuse"),
    Tells("award_on", _ARBITRATION, "final_to_worker", "served_on"),
    Tells("award_final", _ARBITRATION, "final_to_worker", value=True),
    Tells("award_on", _ARBITRATION, "nonfinal_to_worker", "served_on"),
    Tells("award_final", _ARBITRATION, "nonfinal_to_worker", value=False),
    Tells("suit_on", _ARBITRATION, "suit", "sued_on"),
    Tells("suit_on", _ARBITRATION, "overdue_suit", "sued_on"),
    Tells("suit_on", _ARBITRATION, "not_accepted_in_time", "sued_on"),
    Tells("title_due_on", _ARBITRATION, "mediation_document", "pay_by"),
    Tells("enforcement_on", _ARBITRATION, "enforcement", "asked_on"),
    Tells("suit_on", "wage_suit", "file", "filed_on"),
    Tells("iou", "wage_suit", "file", value=True, having=("ground", "iou")),
    Tells("title_due_on", "wage_suit", "effective", "perform_by"),
    Tells("enforcement_on", "wage_suit", "apply", "received_on"),
    Tells("payment_order_on", "payment_order", "apply", "received_on", only_open=True),
    Tells("mutual_debts", "payment_order", "apply", value=False, having=("no_other_debt", "yes")),
    Tells("payment_order_void", "payment_order", "void", value=True),
    Tells("payment_order_void", "payment_order", "unserved", value=True),
    Tells("title_due_on", "payment_order", "effective"),
    Tells("enforcement_on", "payment_order", "enforced", "applied_on"),
    Tells("aid_on", "legal_aid", "application", only_open=True),
    Tells("hardship", "hardship_relief", "receive", value=True),
    Tells("support_on", "support_suit", "apply", "received_on", only_open=True),
)
# Files whose opening is all that matters, whatever their steps are called.
OPENED: dict[str, str] = {"petition": "petition_on", "hardship_relief": "relief_on"}
# Steps that undo what the file began: the matter stands as if it had not been brought.
UNDOES: dict[str, tuple[str, ...]] = {
    _ARBITRATION: ("withdrawn", "applicant_default"),
    "wage_suit": ("dropped", "lapsed"),
}


def told_by(cases: Iterable[Case]) -> dict[str, Any]:
    """The facts that the files of a clue tell, the latest step winning; `asked_on` as a tuple of days."""
    files = list(cases)
    rows: dict[int, list[CaseStep]] = {case.pk: [] for case in files}
    for row in CaseStep.objects.filter(case__in=files).order_by("pk"):
        rows[row.case_id].append(row)
    told: dict[str, Any] = {}
    for case in files:
        steps = _standing(rows[case.pk])
        if any(row.step in UNDOES.get(case.procedure, ()) for row in steps):
            continue
        if case.procedure in OPENED and case.closed_on is None:
            told[OPENED[case.procedure]] = case.opened_on
        for row in steps:
            _tell(told, case, row)
    return told


def _standing(rows: Sequence[CaseStep]) -> list[CaseStep]:
    struck = {row.strikes_id for row in rows if row.strikes_id}
    return [row for row in rows if row.strikes_id is None and row.pk not in struck]


def _tell(told: dict[str, Any], case: Case, row: CaseStep) -> None:
    for one in TELLS:
        if (one.procedure, one.step) != (case.procedure, row.step) or (one.only_open and case.closed_on):
            continue
        if one.having and str(row.facts.get(one.having[0], "")) != one.having[1]:
            continue
        value = one.value if one.value is not None else _day(row, one.day)
        told[one.fact] = (*told.get("asked_on", ()), value) if one.fact == "asked_on" else value


def _day(row: CaseStep, fact: str) -> date:
    """The day stated, else that of the step."""
    try:
        return date.fromisoformat(str(row.facts.get(fact, "")))
    except ValueError:
        return row.done_on
