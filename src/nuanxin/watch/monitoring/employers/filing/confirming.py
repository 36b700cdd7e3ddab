"""The office answers a filed project: confirmed as a new record or onto one that is there, or returned with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.parties.linkage import find_project
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.monitoring.employers.filing.models import ProjectFiling
from nuanxin.watch.monitoring.employers.filing.proposing import State, open_filing

FACTS = {
    "address": "地点", "owner_name": "建设单位", "industry": "行业主管", "government": "政府投资项目",
    "state_firm": "国企项目", "pay_day": "工资支付日",
}  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """What the filing adds to a record that is there, and what stands there otherwise and is left as it is."""

    added: Mapping[str, Any]
    otherwise: tuple[str, ...]


def beside(held: Mapping[str, Any], filed: Mapping[str, Any]) -> Beside:
    """Blanks are filled, nothing that was entered is written over. Pure.

    >>> beside({"pay_day": None, "address": "甲路"}, {"pay_day": 15, "address": "乙路"})
    Beside(added={'pay_day': 15}, otherwise=('address',))
    """
    said = {key: value for key, value in filed.items() if value not in (None, "")}
    added = {key: value for key, value in said.items() if held.get(key) in (None, "")}
    return Beside(added, tuple(key for key, value in said.items() if key not in added and held.get(key) != value))


def like_filed(filing: ProjectFiling) -> tuple[Project, ...]:
    """Records of the place that may be the filed project, the surest first; of this firm or of none."""
    link = find_project(filing.name, filing.region_id, filing.employer)
    found = [link.party] if link.party else []
    return tuple(
        one
        for one in dict.fromkeys([*found, *link.alike])
        if one.employer_id in (None, filing.employer_id) and one.region_id == filing.region_id
    )


@transaction.atomic
def confirm_filing(*, filing: ProjectFiling, project: Project | None, by: Staff, on: date) -> ProjectFiling:
    """Confirm: onto `project`, else as a new record of the firm. Refusal: right, another firm's or another place's project."""
    row = open_filing(filing)
    _must(by, row, "确认项目报备")
    filed = {key: getattr(row, key) for key in FACTS}
    if project is None:
        made = Project.objects.create(name=row.name, employer=row.employer, region=row.region, **filed)
        details: dict[str, Any] = {"project": made.pk, "new": True}
    else:
        made, said = _onto(row, project, filed)
        details = {"project": made.pk, "added": sorted(said.added), "otherwise": said.otherwise}
        row.answer = "；".join(f"{FACTS[key]}与登记不一致，登记没有改动" for key in said.otherwise)
    row.state, row.project, row.answered_on, row.answered_by = State.CONFIRMED, made, on, by
    row.save(update_fields=["state", "project", "answered_on", "answered_by", "answer"])
    record("confirm_project_filing", about=row, by=by, details={**details, "on": on})
    return row


@transaction.atomic
def return_filing(*, filing: ProjectFiling, reason: str, by: Staff, on: date) -> ProjectFiling:
    """退回: the firm reads why and files anew."""
    row = open_filing(filing)
    _must(by, row, "退回项目报备")
    if not reason.strip():
        raise Refusal("不能退回项目报备", why="没有写明理由", remedy="请写明要改什么")
    row.state, row.answered_on, row.answered_by, row.answer = State.RETURNED, on, by, reason.strip()[:500]
    row.save(update_fields=["state", "answered_on", "answered_by", "answer"])
    record("return_project_filing", about=row, by=by, reason=reason, details={"on": on})
    return row


def _onto(row: ProjectFiling, project: Project, filed: Mapping[str, Any]) -> tuple[Project, Beside]:
    held = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if held.employer_id not in (None, row.employer_id) or held.region_id != row.region_id or held.merged_into_id:
        why = "这个项目属于别的企业、在别的地方，或者已经并入另一个项目"
        raise Refusal("不能确认项目报备", why=why, remedy="请核对项目；施工总承包单位有变的，先更正项目")
    said = beside({key: getattr(held, key) for key in FACTS}, filed)
    for key, value in said.added.items():
        setattr(held, key, value)
    held.employer = row.employer
    held.save()
    return held, said


def _must(by: Staff, row: ProjectFiling, doing: str) -> None:
    facts = FileFacts(region=row.region_id, unit_id=by.unit_id, owner_id=by.pk)
    must(by, Permission.WATCH_HANDLE, facts, doing=doing)
