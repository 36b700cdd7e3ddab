"""Appointing the mediator of a file: candidates from the register, the step, the standing appointment."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import RegionReach, Staff
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import declared_step, lock_case, record_step
from nuanxin.rights.disputes.mediation.models import Mediator, MediatorAppointment, RegularCheck, Trade
from nuanxin.rights.disputes.mediation.suggesting import Candidate, Suggested, Wanted, suggest

_PM = "人民调解法第十九条"


def suggestions(case: Case, on: date, *, language: str = "") -> tuple[Suggested, ...]:
    """The mediators of the file's desk who serve on that day, best first."""
    rows = (
        Mediator.objects.filter(organisation__unit=case.unit, since__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gte=on))
        .select_related("organisation")
        .annotate(
            load=Count(
                "appointments",
                filter=Q(appointments__ended_on__isnull=True, appointments__case__closed_on__isnull=True),
            )
        )
    )
    region = case.clue.region_id
    around = set(RegionReach.objects.filter(member=region).values_list("area", flat=True))
    found = []
    for row in rows.order_by("pk"):
        own = row.organisation.region_id
        trades = frozenset([*row.specialities, *filter(None, [row.organisation.trade])])
        near = 2 if own == region else 1 if own in around else 0
        found.append(
            Candidate(row.pk, row.name, row.organisation.name, near, trades, frozenset(row.languages), row.load)
        )
    return suggest(found, Wanted(trade_of(case), language))


def trade_of(case: Case) -> str:
    """The trade of the dispute as far as the file says: from the check that found it, else from the clue's sector."""
    checked = RegularCheck.objects.filter(case=case).values_list("trade", flat=True).first()
    sectors: dict[str, str] = {Sector.CONSTRUCTION: Trade.CONSTRUCTION, Sector.MANUFACTURING: Trade.MANUFACTURING}
    return checked or sectors.get(case.clue.sector, "")


@transaction.atomic
def appoint_mediator(
    *, case: Case, mediator: Mediator, by: Staff, on: date, chosen_by: str = "body", why: str = ""
) -> MediatorAppointment:
    """Give the file to a mediator of its desk's register; the one before, if any, ends that day.

    Refusal: right, step out of order, the person does not serve on that day or belongs to another desk's register.
    """
    case = lock_case(case)
    person = Mediator.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=mediator.pk)
    if not person.serves_on(on) or person.organisation.unit_id != case.unit_id:
        why_not = "该调解员当日不在任，或者不在本调解组织名册"
        raise Refusal(f"{case}不能指定{person.name}", why=why_not, remedy="请从名册中另选", cites=_PM)
    standing = _standing(case)
    if standing and standing.mediator_id == person.pk:
        raise Refusal(f"{case}不能指定{person.name}", why="已由其主持调解", remedy="更换的，请另选", cites=_PM)
    _record(case, person.name, person.organisation.name, chosen_by, why, by, on)
    _end(standing, on)
    return MediatorAppointment.objects.create(case=case, mediator=person, appointed_on=on, by=by)


@transaction.atomic
def name_mediator(
    *, case: Case, name: str, organisation: str, by: Staff, on: date, chosen_by: str = "body", why: str = ""
) -> None:
    """Write down who mediates where the desk keeps no register here (a file entered for a body that has nobody)."""
    case = lock_case(case)
    if Mediator.objects.filter(organisation__unit=case.unit, until__isnull=True).exists() or not name.strip():
        why_not = "没有写明姓名，或者本调解组织有名册"
        raise Refusal(f"{case}不能登记调解员", why=why_not, remedy="有名册的从名册中选择", cites=_PM)
    _record(case, name.strip(), organisation.strip() or case.unit.name, chosen_by, why, by, on)
    _end(_standing(case), on)


def _standing(case: Case) -> MediatorAppointment | None:
    return MediatorAppointment.objects.select_for_update().filter(case=case, ended_on__isnull=True).first()


def _end(standing: MediatorAppointment | None, on: date) -> None:
    if standing:
        standing.ended_on = on
        standing.save(update_fields=["ended_on"])


def _record(case: Case, name: str, organisation: str, chosen_by: str, why: str, by: Staff, on: date) -> None:
    facts = {"mediator": name, "organisation": organisation, "chosen_by": chosen_by, "why": why.strip()}
    record_step(case=case, declared=declared_step(case, "appoint"), facts=facts, by=by, on=on, note=name)


def mediator_of(case: Case) -> Mediator | None:
    """Who mediates the file now."""
    row = (
        MediatorAppointment.objects.filter(case=case, ended_on__isnull=True)
        .select_related("mediator__organisation")
        .first()
    )
    return row.mediator if row else None
