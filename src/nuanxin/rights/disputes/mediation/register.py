"""The register of mediation organisations and mediators. Nobody is struck out: a line ends with its day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.disputes.mediation.keeping_order import minutes_between
from nuanxin.rights.disputes.mediation.models import MediationOrganisation, Mediator, MediatorAppointment
from nuanxin.rights.disputes.mediation.procedure import KEY

_PM = "人民调解法第八条、第九条、第十三条"


@dataclass(frozen=True)
class OrganisationFacts:
    """An organisation as its founding paper says."""

    name: str
    kind: str
    region: Region
    since: date
    trade: str = ""
    village: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True)
class MediatorFacts:
    """A mediator; specialities: values of Trade, languages in plain words."""

    name: str
    since: date
    phone: str = ""
    specialities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    full_time: bool = False
    staff: Staff | None = None


@transaction.atomic
def add_organisation(*, unit: Unit, facts: OrganisationFacts, by: Staff, on: date) -> MediationOrganisation:
    """Put an organisation on the register of a desk. Refusal: right, name taken, or a day to come."""
    _must_keep(by, unit, "登记调解组织")
    name = facts.name.strip()
    taken = MediationOrganisation.objects.filter(unit=unit, name=name, until__isnull=True).exists()
    if not name or taken or facts.since > on:
        why = f"“{name}”已经登记" if taken else "没有写明名称，或者设立日期在今天之后"
        raise Refusal("不能登记调解组织", why=why, remedy="请核对名称和日期", cites=_PM)
    row = MediationOrganisation.objects.create(
        unit=unit, name=name, kind=facts.kind, trade=facts.trade, region=facts.region, village=facts.village.strip(),
        address=facts.address.strip(), phone=facts.phone.strip(), since=facts.since, by=by,
    )  # fmt: skip
    record("add_mediation_organisation", about=row, by=by, details={"unit": unit.code, "on": on})
    return row


@transaction.atomic
def add_mediator(*, organisation: MediationOrganisation, facts: MediatorFacts, by: Staff, on: date) -> Mediator:
    """Put a mediator on the register. Refusal: right, no name, the organisation has ended or began later."""
    _must_keep(by, organisation.unit, "登记调解员")
    ended = organisation.until is not None and organisation.until < facts.since
    if not facts.name.strip() or ended or facts.since < organisation.since or facts.since > on:
        why = "没有写明姓名，或者聘任日期不在调解组织设立期间、在今天之后"
        raise Refusal("不能登记调解员", why=why, remedy="请核对姓名和日期", cites=_PM)
    row = Mediator.objects.create(
        organisation=organisation, staff=facts.staff, name=facts.name.strip(), phone=facts.phone.strip(),
        specialities=list(facts.specialities), languages=list(facts.languages), full_time=facts.full_time,
        since=facts.since, by=by,
    )  # fmt: skip
    record("add_mediator", about=row, by=by, details={"organisation": organisation.pk, "on": on})
    return row


@transaction.atomic
def end_mediator(*, mediator: Mediator, until: date, reason: str, by: Staff, on: date) -> Mediator:
    """The last day of a mediator. Refused while files are in his hands: appoint another first."""
    row = Mediator.objects.select_for_update(of=("self",)).select_related("organisation__unit").get(pk=mediator.pk)
    _must_keep(by, row.organisation.unit, "登记调解员离任")
    open_files = standing_appointments(row)
    why = ""
    if row.until is not None or until < row.since or until > on or not reason.strip():
        why = "已经离任，或者离任日期不对，或者没有写明理由"
    elif open_files:
        why = f"还有{open_files}件在办调解由其主持"
    if why:
        raise Refusal(f"不能登记{row.name}离任", why=why, remedy="请先另行指定调解员，并核对日期", cites=_PM)
    row.until = until
    row.save(update_fields=["until"])
    record("end_mediator", about=row, by=by, reason=reason, details={"until": until, "on": on})
    return row


@transaction.atomic
def end_organisation(
    *, organisation: MediationOrganisation, until: date, reason: str, by: Staff, on: date
) -> MediationOrganisation:
    """The organisation ends with all its mediators gone."""
    row = MediationOrganisation.objects.select_for_update(of=("self",)).select_related("unit").get(pk=organisation.pk)
    _must_keep(by, row.unit, "登记调解组织撤销")
    serving = row.mediators.filter(until__isnull=True).count()
    if row.until is not None or until < row.since or until > on or not reason.strip() or serving:
        why = f"还有{serving}名调解员在任" if serving else "已经撤销，或者日期不对，或者没有写明理由"
        raise Refusal(f"不能登记{row.name}撤销", why=why, remedy="请先登记调解员离任，并核对日期", cites=_PM)
    row.until = until
    row.save(update_fields=["until"])
    record("end_mediation_organisation", about=row, by=by, reason=reason, details={"until": until, "on": on})
    return row


def standing_appointments(mediator: Mediator) -> int:
    """How many open files the mediator has: his load."""
    return MediatorAppointment.objects.filter(
        mediator=mediator, ended_on__isnull=True, case__closed_on__isnull=True
    ).count()


def session_minutes(units: Iterable[int], since: date) -> list[int]:
    """The length of every standing session of these desks since that day, in minutes, the shortest first."""
    rows = CaseStep.objects.filter(case__procedure=KEY, case__unit__in=list(units), step="session", done_on__gte=since)
    standing = rows.exclude(struck_by__isnull=False).values_list("facts", flat=True)
    lengths = (minutes_between(facts.get("began"), facts.get("ended")) for facts in standing)
    return sorted(length for length in lengths if length)


def median(lengths: Sequence[int]) -> int | None:
    """The middle one, of two middle ones the shorter; None where there is none. Pure."""
    return lengths[(len(lengths) - 1) // 2] if lengths else None


def _must_keep(by: Staff, unit: Unit, doing: str) -> None:
    must(by, Permission.FILE_APPROVE, FileFacts(region=unit.region_id, unit_id=unit.pk), doing=doing)
