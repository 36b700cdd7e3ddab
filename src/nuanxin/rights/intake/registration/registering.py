"""Registering a clue: whoever hears it first answers for it until another takes it over (条例 第十条, 首问负责)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.bank_card import card_digits
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.organisations.receiving import OPERATOR, head_of, operator, receiving_unit
from nuanxin.foundation.parties.models import Employer, Project, Worker, id_index, phone_index
from nuanxin.foundation.rows.appending import append
from nuanxin.foundation.rows.finding import found
from nuanxin.rights.intake.alerts.raising import raise_flag
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.clocks import calendar_of, new_clock, shown_due
from nuanxin.rights.intake.duplicates.arrival import screen_clue
from nuanxin.rights.intake.duplicates.gathering import facts_at_hand
from nuanxin.rights.intake.models import Claim, Clue, Reporter
from nuanxin.rights.intake.numbers import new_receipt_code, take_clue_numbers
from nuanxin.rights.intake.personal.consents import NOTICE, record_consents
from nuanxin.rights.intake.registration.admission import Admission, admit
from nuanxin.rights.intake.registration.facts import ClaimFacts, ClueFacts, ReporterFacts
from nuanxin.rights.intake.registration.linking import employer_for, project_for, workers_for
from nuanxin.rights.intake.sectors import sector_of
from nuanxin.rights.intake.thread import phone_of, tell_reporters, tell_staff, write_down

COLLECTIVE_FROM = 10  # workers; from here a claim counts as collective (features IN-06)
_REGION = "SELECT * FROM organisations_region WHERE code = %s"  # asked for every claim: written out


@transaction.atomic
def register_clue(*, facts: ClueFacts, by: Staff | None, on: date) -> Clue:
    """Write a claim into the ledger. `by` None: the worker himself, at the phone page. Raises BadInput, Refusal.

    The clue has a number, a receipt code and a named officer when this returns; a complaint has its clock running.
    """
    admission = admit(facts, on)
    region = next(iter(found(Region, _REGION, [facts.region])), None)
    if region is None:
        raise BadInput(Fault(f"没有“{facts.region}”这个区划", column="区划代码", remedy="请填写六位或者九位区划代码"))
    if admission.faults:
        raise BadInput(admission.faults)
    facts = admission.facts
    unit, officer = _first_contact(by, region)
    calendar = calendar_of(region.pk)
    clue = _write_clue(admission, region, unit, officer, calendar, on)
    reporters = _write_reporters(clue, facts)
    workers = _write_claims(clue, facts)
    _write_consents(clue, facts, reporters, by, on)
    screen_clue(clue=clue, on=on, facts=facts_at_hand(clue, reporters, workers))
    write_down(
        "register_clue",
        clue=clue,
        by=by,
        on=on,
        text=f"{Channel(facts.channel).label}登记，首问责任人{officer.name}",
        for_worker=f"已登记，编号{clue.number}，{unit.name}{officer.name}负责，电话{phone_of(clue)}",
        said_by=facts.assisted_by and f"{facts.assisted_by}（代为填写）",
        details={
            "channel": str(facts.channel),
            "officer": officer.pk,
            "unit": unit.code,
            "due_on": str(clue.due_on or ""),
        },
    )
    _tell(clue, reporters, calendar, by)
    text = "\n".join(filter(None, (facts.demand, facts.text)))
    raise_flag(clue=clue, text=text, persons=max(facts.persons or 0, len(facts.claims)) or None)
    return clue


def is_collective(clue: Clue) -> bool:
    """Ten workers or more."""
    return bool(clue.notes.get("collective"))


def reporter_indexes(one: ReporterFacts) -> dict[str, str]:
    """The blind indexes of a reporter: those of the worker he may be, so that the same person is found again."""
    return {"id_index": id_index(one.id_number), "phone_index": phone_index(one.phone)}


def _first_contact(by: Staff | None, region: Region) -> tuple[Unit, Staff]:
    """Whoever of the staff takes the claim down; otherwise who assigns work in the bureau of the place."""
    if by is None or by.username == OPERATOR:
        unit = receiving_unit(region)
        return unit, head_of(unit) or operator()
    facts = FileFacts(region=region.pk, unit_id=by.unit_id, owner_id=by.pk)
    must(by, Permission.CLUE_REGISTER, facts, doing=f"登记{region.name}的线索")
    return by.unit or receiving_unit(region), by


def _write_clue(
    admission: Admission, region: Region, unit: Unit, officer: Staff, calendar: WorkingCalendar, on: date
) -> Clue:
    facts = admission.facts
    home = home_of(region)
    employer = employer_for(facts, home)
    project = project_for(facts, employer, region)
    employer = employer or (project.employer if project else None)
    number = take_clue_numbers(region=home.pk, year=on.year, count=1)[0]
    clue = Clue(
        number=number,
        external_number=facts.external_number.strip() or None,
        receipt_code=new_receipt_code(),
        channel=facts.channel,
        kind=facts.kind,
        received_on=facts.received_on,
        recorded_on=on,
        region=region,
        unit=unit,
        officer=officer,
        first_officer=officer,
        **_said(facts, employer, project),
        notes=_notes(admission),
    )
    if facts.kind != ClueKind.COMPLAINT:
        return append(clue)
    clock = new_clock(clue=clue, term="insp.accept", start=facts.received_on, calendar=calendar)
    clue.due_on = shown_due(clock)
    clock.clue = append(clue)
    append(clock)
    return clue


def _said(facts: ClueFacts, employer: Employer | None, project: Project | None) -> dict[str, Any]:
    """The columns that say what the claim is about; what the project already tells fills what was left open."""
    project_said = facts.project_name.strip() or (project.name if project else "")
    return {
        "employer": employer,
        "employer_said": facts.employer_name.strip()[:200],
        "project": project,
        "project_said": project_said[:200],
        "sector_said": facts.sector,
        "sector": sector_of(project_said=project_said, sector_said=facts.sector),
        "place": facts.place.strip()[:200],
        "owed_from": facts.owed_from.strip()[:10],
        "owed_to": facts.owed_to.strip()[:10],
        "persons": facts.persons,
        "migrant_persons": facts.migrant_persons,
        "amount_fen": facts.amount_fen,
        "migrant_amount_fen": facts.migrant_amount_fen,
        "government": project.government if project and facts.government is None else facts.government,
        "state_firm": project.state_firm if project and facts.state_firm is None else facts.state_firm,
        "new_form": facts.new_form,
        "demand": facts.demand.strip(),
    }


def _notes(admission: Admission) -> dict[str, Any]:
    facts = admission.facts
    notes = dict(facts.notes)
    if admission.warnings:
        notes["warnings"] = list(admission.warnings)
    if max(facts.persons or 0, len(facts.claims)) >= COLLECTIVE_FROM:
        notes["collective"] = True
    if facts.assisted_by:
        notes["assisted_by"] = facts.assisted_by
    return notes


def home_of(region: Region) -> Region:
    """The county of a township; every other region is its own."""
    while region.level == "town" and region.parent:
        region = region.parent
    return region


def _write_reporters(clue: Clue, facts: ClueFacts) -> list[Reporter]:
    return [append(_reporter(clue, one)) for one in facts.reporters]


def _reporter(clue: Clue, one: ReporterFacts) -> Reporter:
    return Reporter(
        clue=clue,
        name=one.name,
        id_number=one.id_number,
        phone=one.phone,
        migrant=one.migrant,
        anonymous=one.anonymous,
        **reporter_indexes(one),
    )


def _write_claims(clue: Clue, facts: ClueFacts) -> list[Worker]:
    """One row a worker; the lone worker who complains for himself is his own roster. Returns the workers."""
    lines = facts.claims or _own_claim(facts)
    if not lines:
        return []
    workers = workers_for(lines)
    rows: dict[int, Claim] = {}
    told: dict[int, ClaimFacts] = {}
    for one, worker in zip(lines, workers, strict=True):
        if one.consents:
            told[worker.pk] = one
        if worker.pk in rows:
            row = rows[worker.pk]
            row.claimed_fen = (row.claimed_fen or 0) + (one.amount_fen or 0) or None
        else:
            rows[worker.pk] = _claim(clue, worker, one)
    if len(rows) == 1:
        append(rows[workers[0].pk])
    else:
        Claim.objects.bulk_create(rows.values())
    for key, one in told.items():
        consent_of_workmate(rows[key], one, clue.recorded_on)
    return workers


def consent_of_workmate(claim: Claim, facts: ClaimFacts, on: date) -> None:
    """What a worker who joined by the link was told and agreed to stands beside his own line."""
    record_consents(
        clue=claim.clue,
        reporter=None,
        claim=claim,
        purposes=facts.consents,
        way="page",
        on=facts.consented_on or on,
    )


def _write_consents(clue: Clue, facts: ClueFacts, reporters: Sequence[Reporter], by: Staff | None, on: date) -> None:
    """What the door told of, or a member of staff who writes for the worker; imported rows carry nothing."""
    purposes = facts.consents or ((NOTICE,) if facts.assisted_by else ())
    if purposes:
        reporter = reporters[0] if reporters else None
        record_consents(clue=clue, reporter=reporter, purposes=purposes, way="staff" if by else "page", on=on)


def _own_claim(facts: ClueFacts) -> tuple[ClaimFacts, ...]:
    if facts.kind != ClueKind.COMPLAINT or len(facts.reporters) != 1 or (facts.persons or 1) > 1:
        return ()
    one = facts.reporters[0]
    if not one.name or not (one.id_number or one.phone):
        return ()
    return (
        ClaimFacts(
            name=one.name,
            id_number=one.id_number,
            phone=one.phone,
            amount_fen=facts.amount_fen,
            owed_from=facts.owed_from,
            owed_to=facts.owed_to,
            migrant=one.migrant,
            cosigned=True,
            document_type=one.document_type,
        ),
    )


def _claim(clue: Clue, worker: Worker, one: ClaimFacts) -> Claim:
    return Claim(
        clue=clue,
        worker=worker,
        claimed_fen=one.amount_fen,
        owed_from=(one.owed_from or clue.owed_from)[:10],
        owed_to=(one.owed_to or clue.owed_to)[:10],
        work=one.work[:60],
        card=card_digits(one.card),
        representative=one.representative,
        cosigned_at=occasion.now() if one.cosigned else None,
    )


def _tell(clue: Clue, reporters: Sequence[Reporter], calendar: WorkingCalendar, by: Staff | None) -> None:
    tell_reporters(
        clue,
        "clue_registered",
        {
            "day": chinese_day(clue.recorded_on),
            "code": clue.receipt_code or "",
            "officer": clue.officer.name,
            "phone": phone_of(clue),
        },
        reporters,
        calendar,
    )
    if by is None and clue.officer.username != OPERATOR:
        due = chinese_day(clue.due_on) if clue.due_on else "没有法定天数"
        tell_staff(clue.officer, clue, "officer_assigned", {"number": clue.number, "day": due})
