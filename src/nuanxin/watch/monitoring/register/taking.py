"""Taking the projects of the wage warehouse into the register: made, brought up to date, or left as they are. Again does nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.foundation.warehouse.engine import engine, parquet, rows_of
from nuanxin.foundation.warehouse.keeping import files_of, what_holds
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.registration import ClueFacts
from nuanxin.rights.intake.registration.linking import employer_for, project_for
from nuanxin.watch.monitoring.register.models import MonitoredProject

_COPIED = ("name", "starts_on", "ends_on", "pay_day", "labour_fee_due_day", "contract_amount_fen", "permit_on")


@dataclass(frozen=True)
class Taken:
    """How many projects were made, changed, left; those that could not be taken, each with its reason."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[Fault, ...] = ()


def project_rows(home: Path) -> list[dict[str, Any]]:
    """The projects table of the warehouse as rows; empty where nothing was loaded."""
    files = files_of(home, what_holds(home), "projects")
    if not files:
        return []
    with engine(home) as one:
        return rows_of(one, f"SELECT * FROM {parquet(files)} ORDER BY project_id")  # noqa: S608  (quoted)


@transaction.atomic
def take_register(*, rows: Iterable[Mapping[str, Any]], on: date, by: Staff | None = None) -> Taken:
    """Every project of the warehouse gets its row here. `by` None: the command or the daily round.

    A project of a place unknown to the house, or outside the areas of `by`, is refused with its reason; the others go in.
    """
    regions = {region.pk: region for region in Region.objects.filter(pk__in={row["region_code"] for row in rows})}
    known = {one.code: one for one in MonitoredProject.objects.select_related("project", "employer", "region")}
    counts, faults = {"made": 0, "changed": 0, "unchanged": 0}, []
    for row in rows:
        region = regions.get(row["region_code"])
        fault = _fault(row, region, by)
        if fault or region is None:
            faults.append(fault or Fault(""))
        elif row["project_id"] in known:
            changed = _bring_up_to_date(known[row["project_id"]], row, region, on, by)
            counts["changed" if changed else "unchanged"] += 1
        else:
            _make(row, region, on, by)
            counts["made"] += 1
    return Taken(**counts, refused=tuple(faults))


def _fault(row: Mapping[str, Any], region: Region | None, by: Staff | None) -> Fault | None:
    named = f"项目{row['project_id']}（{row['name']}）"
    if region is None:
        remedy = "请核对区划代码，或者先登记该区划"
        return Fault(f"{named}：没有“{row['region_code']}”这个区划", column="region_code", remedy=remedy)
    if by and not may(by, Permission.WATCH_MANAGE, FileFacts(region=region.pk)):
        return Fault(f"{named}：不在您管理监测的辖区", column="region_code", remedy="请由当地监测预警员纳入")
    return None


def _make(row: Mapping[str, Any], region: Region, on: date, by: Staff | None) -> MonitoredProject:
    facts = ClueFacts(
        channel=Channel.MONITORING,
        region=region.pk,
        received_on=on,
        employer_name=row["general_contractor"],
        credit_code=row.get("credit_code") or "",
        project_name=row["name"],
        sector="construction",
        government=row.get("government_project"),
        state_firm=row.get("state_firm_project"),
    )
    employer = employer_for(facts, region)
    assert employer is not None  # the warehouse takes no project without its contractor
    project = project_for(facts, employer, region)
    assert project is not None
    made = MonitoredProject.objects.create(
        code=row["project_id"], project=project, employer=employer, region=region, taken_on=on, changed_on=on,
        **{name: row.get(name) for name in _COPIED},
    )  # fmt: skip
    _fill_pay_day(made)
    details = {"code": made.code, "project": project.pk, "employer": employer.pk, "on": on}
    record("take_register", about=made, by=by or operator(), details=details)
    return made


def _bring_up_to_date(
    one: MonitoredProject, row: Mapping[str, Any], region: Region, on: date, by: Staff | None
) -> bool:
    """What the warehouse says anew; the tie to project and employer stays as people may have put it right."""
    said = {name: row.get(name) for name in _COPIED}
    before = {name: getattr(one, name) for name in said if getattr(one, name) != said[name]}
    if one.region_id != region.pk:
        before["region_id"] = one.region_id
    if not before:
        return False
    for name, value in said.items():
        setattr(one, name, value)
    one.region, one.changed_on = region, on
    one.save()
    record("change_register", about=one, by=by or operator(), details={"before": before, "on": on})
    return True


def _fill_pay_day(one: MonitoredProject) -> None:
    """A pay day that the project's own row does not have yet is filled in; one that it has is left."""
    if one.pay_day and one.project.pay_day is None:
        one.project.pay_day = one.pay_day
        one.project.save(update_fields=["pay_day"])
