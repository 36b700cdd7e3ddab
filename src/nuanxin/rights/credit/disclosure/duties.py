"""The duty begins with the decision and goes with it; its state follows the rows below it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from nuanxin.foundation.audit.chain import Actor, record
from nuanxin.foundation.law.deadlines import due
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import visible
from nuanxin.rights.cases.ledger import claims_of
from nuanxin.rights.cases.steps import law_at
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.credit.disclosure.models import (
    DecisionKind,
    DisclosedDecision,
    DisclosureDuty,
    DisclosureWithdrawal,
    DutyState,
)
from nuanxin.rights.credit.disclosure.reading import standing
from nuanxin.rights.credit.disclosure.states import TERMS, Happened, state_of
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.clocks import open_clock, stop_clock

DECISIONS = {"decision": DecisionKind.HANDLING, "penalty": DecisionKind.PENALTY}


def open_duty(moment: Moment) -> None:
    """After a decision: the time limit for publishing it begins, with the day on which it was made."""
    kind = DECISIONS.get(moment.step)
    if kind is None or moment.row is None:
        return
    case, clue, term = moment.case, moment.case.clue, TERMS[kind]
    law = law_at(clue)
    limit = due(term, start=moment.on, place=law.place, law=law.law, calendar=law.calendar)
    duty = DisclosureDuty.objects.create(
        step=moment.row,
        case=case,
        unit=case.unit,
        region=clue.region,
        kind=kind,
        party=clue.employer.name if clue.employer else clue.employer_said or "单位不详",
        number=moment.row.paper.number if moment.row.paper else "",
        decided_on=moment.on,
        term=term,
        due_on=limit.last_day,
        missing=limit.missing[:200],
    )
    open_clock(
        clue=clue, term=term, start=moment.on, by=moment.by, on=moment.on, about=about(duty), officer=case.officer
    )
    record("open_disclosure_duty", about=duty, by=moment.by, details={"case": case.pk, "due_on": duty.due_on})


def drop_duty(moment: Moment) -> None:
    """The decision was struck: nothing is to be published any more; what is public already must be taken back."""
    duty = DisclosureDuty.objects.select_for_update().filter(step=moment.row, dropped_on=None).first()
    if duty is None:
        return
    duty.dropped_on = moment.on
    duty.save(update_fields=["dropped_on"])
    settle(duty, moment.by, moment.on)


def about(duty: DisclosureDuty) -> str:
    """How the clock names what it is about."""
    return f"disclosure:{duty.pk}"


def standing_entry(duty: DisclosureDuty) -> DisclosedDecision | None:
    """What the public reads of it now."""
    return standing().filter(duty=duty).order_by("-pk").first()


def settle(duty: DisclosureDuty, by: Actor, on: date) -> None:
    """State and day done as all rows together make them; the clock stops with the duty and runs again where it is open anew."""
    taken_back = DisclosureWithdrawal.objects.filter(entry__duty=duty).order_by("pk").last()
    revoked = taken_back if taken_back and taken_back.cause == DisclosureWithdrawal.Cause.REVOKED else None
    agreed = duty.withholdings.filter(agreed=True).order_by("pk").last()
    has = Happened(
        dropped=duty.dropped_on is not None,
        published_on=_public_since(standing_entry(duty)),
        withheld_on=agreed.decided_on if agreed else None,
        asked=duty.withholdings.filter(decided_on=None).exists(),
        revoked_on=revoked.withdrawn_on if revoked else None,
    )
    state, done_on = state_of(has)
    duty.state, duty.done_on = state, done_on
    duty.save(update_fields=["state", "done_on"])
    clue = duty.case.clue
    if state in (DutyState.DUE, DutyState.ASKED):
        # Of an ended clue nothing rings any more; the duty stands in the list of what is late.
        if clue.state in OPEN_STATES:
            whom = duty.case.officer
            open_clock(clue=clue, term=duty.term, start=duty.decided_on, by=by, on=on, about=about(duty), officer=whom)
    else:
        stop_clock(clue=clue, term=duty.term, by=by, on=on, about=about(duty))


def _public_since(entry: DisclosedDecision | None) -> date | None:
    while entry and entry.replaces:
        entry = entry.replaces
    return entry.published_on if entry else None


def persons_on_file(duty: DisclosureDuty) -> set[str]:
    """Names that the file knows and the public may not read: workers, who reported, who represents the employer."""
    clue = duty.case.clue
    names = {claim.worker.name for claim in claims_of(clue)} | {one.name for one in clue.reporters.all()}
    if clue.employer:
        names.add(clue.employer.legal_representative)
    return {name for name in names if name}


def kept_duties(staff: Staff) -> QuerySet[DisclosureDuty]:
    """The duties of the person's own desk."""
    return visible(DisclosureDuty.objects.all(), staff, Permission.CREDIT_MANAGE, owner="case__officer")


def waiting_duties(staff: Staff, on: date) -> int:
    """How many are past their day, or stand published though the decision fell."""
    late = Q(state__in=(DutyState.DUE, DutyState.ASKED), due_on__lt=on)
    return kept_duties(staff).filter(late | Q(state=DutyState.TO_WITHDRAW)).count()
