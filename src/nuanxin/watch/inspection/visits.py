"""Visits to employers: recorded, put right by a new row, and turned into a clue where arrears were found."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.parties.models import Employer, Project, Sector
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import register_clue
from nuanxin.rights.intake.registration.facts import ClueFacts
from nuanxin.rights.intake.sectors import sector_of
from nuanxin.watch.inspection.behind import MARK
from nuanxin.watch.inspection.findings.clearing import follow_correction
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.keeping import keep_plans


@dataclass(frozen=True)
class Seen:
    """What was seen: persons, money in 分. A project visited decides the sector; arrears need persons or money."""

    workforce: int
    migrants: int
    sector: str = ""
    government: bool | None = None
    state_firm: bool | None = None
    arrears_found: bool = False
    arrears_persons: int | None = None
    arrears_fen: int | None = None
    finding: str = ""
    rectify_by: date | None = None
    recording: str = ""  # numbers of sound and picture, or why there are none
    notes: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def record_visit(
    *,
    employer: Employer,
    region: Region,
    visited_on: date,
    seen: Seen,
    by: Staff,
    on: date,
    project: Project | None = None,
) -> Visit:
    """One visit to one employer (on a project or not). BadInput names what does not fit; Refusal: right, or recorded already."""
    must(by, Permission.INSPECTION_RECORD, _facts(region, by), doing=f"登记{region.name}的检查")
    faults = seen_faults(seen, visited_on, on)
    if faults:
        raise BadInput(faults)
    key = project.name_key if project else ""
    if Visit.objects.filter(
        employer=employer, visited_on=visited_on, project_key=key, withdrawn_on__isnull=True
    ).exists():
        why = f"{employer.name}{visited_on}的检查已经登记"
        raise Refusal("不能重复登记检查", why=why, remedy="内容有误的，在原记录上更正")
    visit = _write(employer, region, project, visited_on, seen, by, on, corrects=None)
    keep_plans(visit)
    record("record_visit", about=visit, by=by, details={"employer": employer.pk, "visited_on": visited_on, "on": on})
    return visit


def seen_faults(seen: Seen, visited_on: date, on: date) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = []
    if visited_on > on:
        faults.append(Fault("晚于登记日期", column="检查日期", remedy="请核对日期"))
    if min(seen.workforce, seen.migrants) < 0 or seen.migrants > seen.workforce:
        faults.append(Fault("大于职工人数或者小于零", column="其中农民工", remedy="农民工人数不能超过职工人数"))
    told = [seen.arrears_persons or 0, seen.arrears_fen or 0]
    if seen.arrears_found and not any(told):
        faults.append(Fault("没有填写", column="欠薪人数、欠薪金额", remedy="查实欠薪的至少填写一项"))
    if not seen.arrears_found and any(told):
        faults.append(Fault("填写了人数或者金额", column="查实欠薪", remedy="请选择“是”，或者删去人数和金额"))
    if seen.sector and seen.sector not in Sector.values:
        faults.append(Fault("不在选项中", column="行业领域", remedy="、".join(Sector.labels)))
    if not seen.recording.strip():
        remedy = "请填写执法记录仪等音视频的编号；没有录的，写明理由（国办发〔2018〕118号）"
        faults.append(Fault("没有填写", column="执法记录", remedy=remedy))
    if seen.rectify_by and seen.rectify_by < visited_on:
        faults.append(Fault("早于检查日期", column="整改期限", remedy="请核对日期"))
    return faults


@transaction.atomic
def correct_visit(*, visit: Visit, seen: Seen, reason: str, by: Staff, on: date) -> Visit:
    """The row was wrong: it is withdrawn and a new one names it, so that a table as of an earlier day stays as it was."""
    old = Visit.objects.select_for_update(of=("self",)).select_related("employer", "project", "region").get(pk=visit.pk)
    must(by, Permission.INSPECTION_RECORD, _facts(old.region, by), doing="更正检查记录")
    if old.withdrawn_on or not reason.strip():
        raise Refusal(
            "不能更正检查记录", why="该记录已经更正过，或者没有写明理由", remedy="请在最新的记录上更正并写明理由"
        )
    faults = seen_faults(seen, old.visited_on, on)
    if faults:
        raise BadInput(faults)
    old.withdrawn_on = on
    old.save(update_fields=["withdrawn_on"])
    new = _write(old.employer, old.region, old.project, old.visited_on, seen, by, on, corrects=old)
    new.rectified_on = old.rectified_on
    new.save(update_fields=["rectified_on"])
    keep_plans(new)
    follow_correction(old=old, new=new)
    record("correct_visit", about=new, by=by, reason=reason, details={"corrects": old.pk, "on": on})
    return new


@transaction.atomic
def register_arrears(*, visit: Visit, by: Staff, on: date) -> Clue:
    """检查发现: arrears found on a visit become a clue, once; asked again (or on the corrected row) the same clue comes back."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("employer", "project").get(pk=visit.pk)
    must(by, Permission.INSPECTION_RECORD, _facts(visit.region, by), doing="登记检查发现的欠薪")
    if not visit.arrears_found or visit.withdrawn_on:
        raise Refusal("不能登记欠薪线索", why="该次检查没有查实欠薪，或者记录已经更正", remedy="请先更正检查记录")
    mark = f"{MARK}{_first(visit).pk}"
    known = Clue.objects.filter(external_number=mark).first()
    if known:
        return known.merged_into or known
    project = visit.project
    facts = ClueFacts(
        channel=Channel.INSPECTION,
        kind=ClueKind.REPORT,
        region=visit.region_id,
        received_on=on,
        external_number=mark,
        employer_name=visit.employer.name,
        credit_code=visit.employer.credit_code or "",
        project_name=project.name if project else "",
        sector=visit.sector,
        place=project.address if project else visit.employer.address,
        persons=visit.arrears_persons,
        amount_fen=visit.arrears_fen,
        government=visit.government,
        state_firm=visit.state_firm,
        demand=visit.finding or "检查发现拖欠工资",
    )
    clue = register_clue(facts=facts, by=by, on=on)
    # The visit knows whom it visited; names alone might lead to a namesake.
    clue.employer, clue.project = visit.employer, project
    clue.save(update_fields=["employer", "project"])
    record("register_arrears", about=visit, by=by, details={"clue": clue.pk})
    return clue


def _first(visit: Visit) -> Visit:
    """The row with which the corrections of a visit began."""
    while visit.corrects:
        visit = visit.corrects
    return visit


def _facts(region: Region, by: Staff) -> FileFacts:
    return FileFacts(region=region.pk, unit_id=by.unit_id, owner_id=by.pk)


def _write(
    employer: Employer,
    region: Region,
    project: Project | None,
    visited_on: date,
    seen: Seen,
    by: Staff,
    on: date,
    *,
    corrects: Visit | None,
) -> Visit:
    content = asdict(seen)
    content["sector"] = sector_of(
        project_said=project.name if project else "", sector_said=seen.sector or employer.sector
    )
    if project:
        content["government"] = project.government if seen.government is None else seen.government
        content["state_firm"] = project.state_firm if seen.state_firm is None else seen.state_firm
    return Visit.objects.create(
        employer=employer,
        project=project,
        project_key=project.name_key if project else "",
        region=region,
        visited_on=visited_on,
        recorded_on=min(on, occasion.today()),
        recorded_by=by,
        corrects=corrects,
        **content,
    )
