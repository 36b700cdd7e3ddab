"""One deposit, seven systems (一金七制度): the checklist of a place as data, and how each project stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, must
from nuanxin.watch.monitoring.register.models import MonitoredProject, SystemCheck, SystemState

SETTING = "watch.seven_systems"
_FILE = Path(__file__).with_name("seven_systems.yaml")


@dataclass(frozen=True)
class System:
    """One item of the checklist, with the article behind it."""

    key: str
    name: str
    cites: str = ""


@dataclass(frozen=True)
class Checklist:
    """The systems of a place and where the list comes from; `missing`: why the place's own list could not be read."""

    systems: tuple[System, ...]
    source: str
    missing: str = ""


@dataclass(frozen=True)
class Standing:
    """How one system stands at a project; `check` None: never looked at, so unknown."""

    system: System
    check: SystemCheck | None

    @property
    def state(self) -> SystemState:
        return SystemState(self.check.state) if self.check else SystemState.UNKNOWN


def checklist_at(region: str, on: date) -> Checklist:
    """The place's own list, else the house's."""
    entered = local_setting(SETTING, region, on)
    return read_checklist(*entered) if entered else _house()


def read_checklist(value: Any, source: str) -> Checklist:
    """A list as a place entered it; what cannot be read leaves the house's list and says so. Pure."""
    try:
        systems = tuple(_system(one) for one in value)
        if not systems or len({one.key for one in systems}) != len(systems):
            raise ValueError
    except (TypeError, KeyError, ValueError):
        shape = '[{"key": "deposit", "name": "工资保证金", "cites": "…"}]'
        house = _house()
        return Checklist(house.systems, house.source, f"地方设置{SETTING}看不懂；请按{shape}填写（{source}）")
    return Checklist(systems, source)


def _system(one: Mapping[str, Any]) -> System:
    key, name, cites = str(one["key"]).strip(), str(one["name"]).strip(), str(one.get("cites", ""))
    if not key or not name:
        raise ValueError
    return System(key[:40], name, cites)


@cache
def _house() -> Checklist:
    said = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Checklist(tuple(System(**one) for one in said["systems"]), said["source"])


def standing_of(project: MonitoredProject, on: date) -> list[Standing]:
    """Every system of the place's list, as it was last looked at by that day."""
    rows = project.system_checks.filter(checked_on__lte=on).select_related("owner").order_by("checked_on", "pk")
    latest = {row.system: row for row in rows}
    return [Standing(one, latest.get(one.key)) for one in checklist_at(project.region_id, on).systems]


@transaction.atomic
def record_system(
    *,
    project: MonitoredProject,
    system: str,
    state: str,
    proof: str,
    owner: Staff,
    checked_on: date,
    by: Staff,
    on: date,
) -> SystemCheck:
    """How one system stands. 已落实 needs its proof, 不适用 its reason, both in `proof`; a later row replaces, none is erased."""
    must(by, Permission.WATCH_HANDLE, FileFacts(region=project.region_id), doing=f"核查{project.name}的制度落实")
    known = {one.key: one.name for one in checklist_at(project.region_id, on).systems}
    why = ""
    if system not in known or state not in SystemState.values:
        why = "清单中没有这一项，或者没有选择落实情况"
    elif state in (SystemState.MET, SystemState.NOT_APPLICABLE) and not proof.strip():
        why = "已落实的要写明佐证，不适用的要写明理由"
    elif checked_on > on:
        why = f"核查日期{checked_on}在今天之后"
    elif not may(owner, Permission.WATCH_VIEW, FileFacts(region=project.region_id)):
        why = f"{owner.name}不管这个项目所在地的监测"
    if why:
        raise Refusal("不能登记制度落实情况", why=why, remedy="请核对后再提交")
    row = SystemCheck.objects.create(
        project=project, system=system, state=state, proof=proof.strip(), owner=owner, checked_on=checked_on, by=by
    )
    record("record_system", about=row, by=by, details={"project": project.pk, "system": system, "state": state})
    return row
