"""The facts of a clue for the adviser, read from the ledger, the files of all bodies and what an officer was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.parties.models import Employer, Sector
from nuanxin.rights.advice.deciding import Advice, advise
from nuanxin.rights.advice.declared import Times
from nuanxin.rights.advice.doors import DOORS
from nuanxin.rights.advice.facts import STATED, Facts
from nuanxin.rights.advice.reading import told_by
from nuanxin.rights.advice.ready_money import ready_money
from nuanxin.rights.cases.ledger import standing
from nuanxin.rights.cases.models import ActKind, Case, OfficialAct
from nuanxin.rights.disputes.arbitration.local_figures import average_wage, minimum_wage
from nuanxin.rights.disputes.legal_aid.four_papers import last_answers
from nuanxin.rights.intake.channels import SETTLED_CONCLUSIONS, Channel, ClueKind, ClueState
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.models import Claim, Clue, ClueEvent

KEPT = "keep_advice"
_DAYS = ("owed_until", "ended_on", "iou_due_on")
_UNIT_WORDS = ("公司", "厂", "集团", "合作社")


def times_of(clue: Clue, on: date) -> Times:
    """The law book, the calendar and the local figures of the clue's place on that day."""
    place = clue.region_id
    average, _ = average_wage(place, on)
    return Times(Law.load(), calendar_of(place), place, minimum_wage(place, on).fen, average)


def advice_on(clue: Clue, on: date, claim: Claim | None = None, answers: Mapping[str, Any] | None = None) -> Advice:
    """The advice as of that day; with a claim: for that worker; with answers: as they would change it."""
    return advise(facts_of(clue, on, claim, answers), times_of(clue, on), DOORS)


def facts_of(clue: Clue, on: date, claim: Claim | None = None, answers: Mapping[str, Any] | None = None) -> Facts:
    """What is known of the matter. Nothing is guessed: what nobody said stays unknown."""
    family = [clue.pk, *Clue.objects.filter(merged_into=clue).values_list("pk", flat=True)]
    cases = list(Case.objects.filter(clue__in=family).order_by("pk"))
    said: dict[str, Any] = {**_who(clue, family), **_owing(clue), **_owed(clue, claim), **_report(clue, family)}
    said |= _interview(clue, claim)
    said |= ready_money(clue, family, on)
    said |= told_by(cases)
    said |= _ended(clue, cases)
    referred = OfficialAct.objects.filter(clue__in=family, kind=ActKind.REFERRAL, withdrawn_on__isnull=True)
    if sent := referred.order_by("-done_on").values_list("done_on", flat=True).first():
        said["referred_on"] = sent
    own = claim.worker.migrant if claim else None
    if own is not None:
        said["migrant"] = own
    asked = said.pop("asked_on", ())
    for name, value in {**stated_answers(family), **(answers or {})}.items():
        said[name] = (*asked, *value) if name == "asked_on" else value
        asked = said["asked_on"] if name == "asked_on" else asked
    said["asked_on"] = tuple(asked)
    return _in_order(Facts(today=on, place=clue.region_id, **_without_conflict(said)))


def stated_answers(family: list[int]) -> dict[str, Any]:
    """What officers wrote down after asking, the latest answer to each question."""
    found: dict[str, Any] = {}
    rows = ClueEvent.objects.filter(clue__in=family, kind=KEPT).order_by("pk")
    for details in rows.values_list("details", flat=True):
        for name, value in details.get("stated", {}).items():
            if name in _DAYS:
                found[name] = date.fromisoformat(value)
            elif name == "asked_on":
                found[name] = tuple(date.fromisoformat(day) for day in value)
            elif name in STATED or name == "fled":
                found[name] = value
    return found


def _who(clue: Clue, family: list[int]) -> dict[str, Any]:
    workers = set(Claim.objects.filter(clue__in=family, withdrawn_on__isnull=True).values_list("worker", flat=True))
    found: dict[str, Any] = {"persons": clue.persons or len(workers) or None}
    if clue.migrant_persons:
        found["migrant"] = True
    elif clue.migrant_persons == 0 and clue.persons:
        found["migrant"] = False
    else:
        known = {row.migrant for row in clue.reporters.all()} - {None}
        found["migrant"] = known.pop() if len(known) == 1 else None
    return found


def _owing(clue: Clue) -> dict[str, Any]:
    """Whoever has a credit code or calls himself a company is a unit; of any other name nothing is known."""
    employer: Employer | None = clue.employer
    found: dict[str, Any] = {"employer_known": True} if employer else {}
    name = employer.name if employer else clue.employer_said
    if (employer and employer.credit_code) or any(word in name for word in _UNIT_WORDS):
        found["individual_contractor"] = False
    if clue.project_id or clue.sector == Sector.CONSTRUCTION:
        found["project"] = True
    elif clue.sector_said or clue.sector == Sector.MANUFACTURING:
        found["project"] = False
    return found


def _owed(clue: Clue, claim: Claim | None) -> dict[str, Any]:
    """Of a month only its first day is certain to have been worked: the safe side for every limit."""
    lines = [line for line in standing(clue) if not line.withdrawn]
    sums = [fen for line in lines if (fen := line.verified_fen if line.verified_fen is not None else line.claimed_fen)]
    source = claim if claim and (claim.owed_from or claim.owed_to) else clue
    found: dict[str, Any] = {
        "owed_until": _certain_day(source.owed_to or source.owed_from),
        "largest_months": _months(source.owed_from, source.owed_to),
        "amount_fen": clue.amount_fen or sum(sums) or None,
    }
    if sums and len(sums) == len(lines):
        found["largest_fen"] = max(sums)
    return found


def _certain_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    try:
        return Month.parse(text).first_day
    except ValueError:
        return None


def _months(owed_from: str, owed_to: str) -> int | None:
    first, last = _certain_day(owed_from), _certain_day(owed_to or owed_from)
    if first is None or last is None or last < first:
        return None
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _report(clue: Clue, family: list[int]) -> dict[str, Any]:
    found: dict[str, Any] = {"received_on": clue.received_on, "accepted_on": clue.accepted_on}
    named = clue.reporters.filter(anonymous=False).exists() or Claim.objects.filter(clue__in=family).exists()
    found["by_worker"] = clue.kind == ClueKind.COMPLAINT and named
    if clue.channel == Channel.PETITION:
        found["petition_on"] = clue.received_on
    if clue.state == ClueState.REFUSED:
        days = clue.events.filter(kind="refuse_clue").order_by("-pk").values_list("occurred_on", flat=True)
        found["refused_on"] = days.first() or clue.closed_on or clue.received_on
    return found


def _interview(clue: Clue, claim: Claim | None) -> dict[str, Any]:
    """What the worker told for his four papers is not asked again: his own, or that of the only worker of the clue."""
    lines = list(clue.claims.filter(withdrawn_on__isnull=True)[:2])
    told = last_answers(clue, claim or (lines[0] if len(lines) == 1 else None))
    if told is None:
        return {}
    yes_no = {"yes": True, "no": False}
    found: dict[str, Any] = {
        "iou": yes_no.get(str(told.get("iou"))),
        "mutual_debts": yes_no.get(str(told.get("other_debts"))),
        "fled": told.get("reachable") == "no",
        "said_seized": told.get("before") in ("arbitration", "court"),
    }
    if isinstance(told.get("left_on"), date):
        found["ended_on"] = told["left_on"]
    return found


def _ended(clue: Clue, cases: list[Case]) -> dict[str, Any]:
    if clue.conclusion in SETTLED_CONCLUSIONS and clue.state == ClueState.CLOSED:
        return {"paid_all": True}
    inspected = [case for case in cases if case.procedure == "labour_inspection"]
    if clue.closed_on or (inspected and all(case.closed_on for case in inspected)):
        ended = [case.closed_on for case in inspected if case.closed_on]
        return {"inspection_ended_on": clue.closed_on or max(ended)}
    return {}


def _without_conflict(said: dict[str, Any]) -> dict[str, Any]:
    """Days that contradict one another: the day of leaving was asked for, so it stands."""
    ended, until = said.get("ended_on"), said.get("owed_until")
    if ended:
        said["employed"] = False
        if until and until > ended:
            said["owed_until"] = ended
    return said


def _in_order(facts: Facts) -> Facts:
    """What is not to be on a later day than today is no fact of today yet."""
    return replace(facts, asked_on=tuple(sorted({day for day in facts.asked_on if day <= facts.today})))
