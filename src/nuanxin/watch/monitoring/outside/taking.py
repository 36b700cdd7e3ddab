"""Taking a file of signals: whole or not at all; the same file again changes nothing; another value of the same day replaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must, within
from nuanxin.watch.monitoring.outside.models import OutsideSignal, OutsideTake
from nuanxin.watch.monitoring.outside.reading import Line
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.tables import MOST_FAULTS

_SAID = ("until", "amount_fen", "value", "office", "document", "subject_name")


@transaction.atomic
def take_signals(*, region: Region, name: str, lines: Sequence[Line], by: Staff, on: date) -> OutsideTake:
    """Lines of one file for one place. BadInput (nothing taken) where a project is unknown there, or where a
    line says otherwise than a place outside has said."""
    must(by, Permission.WATCH_MANAGE, FileFacts(region=region.pk), doing=f"导入{region.name}的外部信号")
    projects = {one.code: one for one in MonitoredProject.objects.filter(region__in=within(region.pk))}
    known = {_key(row): row for row in _same_days(lines)}
    inside = set(within(region.pk))
    new, replaced, unchanged, faults = [], list[int](), 0, list[Fault]()
    for line in lines:
        project = projects.get(line.project)
        if line.project and project is None:
            says = f"{line.project}：没有监测编号，或者不在{region.name}"
            faults.append(Fault(says, line.row, "监测项目编号", "请与监测项目核对"))
            continue
        there = known.get((line.kind.key, line.credit_code, project.pk if project else None, line.happened_on))
        if there and all(getattr(there, field) == getattr(line, field) for field in _SAID):
            unchanged += 1
            continue
        if there and there.region_id not in inside:
            says = f"这条信号已由{there.region.name}导入，数值不同"
            faults.append(Fault(says, line.row, "统一社会信用代码", "请与对方核对后由对方更正"))
            continue
        replaced += [there.pk] if there else []
        new.append(_row(line, region, project))
    if faults:
        raise BadInput(faults[:MOST_FAULTS])
    take = OutsideTake.objects.create(
        region=region, name=name[:200], taken_on=on, by=by, made=len(new) - len(replaced), changed=len(replaced), unchanged=unchanged
    )  # fmt: skip
    OutsideSignal.objects.filter(pk__in=replaced).update(replaced_at=occasion.now())
    for row in new:
        row.take = take
    OutsideSignal.objects.bulk_create(new, batch_size=500)
    details = {"region": region.pk, "made": take.made, "changed": take.changed, "unchanged": unchanged, "on": on}
    record("take_signals", about=take, by=by, details=details)
    return take


def _same_days(lines: Sequence[Line]) -> QuerySet[OutsideSignal]:
    days, names = {line.happened_on for line in lines}, {line.kind.key for line in lines}
    return OutsideSignal.objects.select_for_update().filter(
        replaced_at__isnull=True, kind__in=names, happened_on__gte=min(days), happened_on__lte=max(days)
    )


def _key(row: OutsideSignal) -> tuple[str, str, int | None, date]:
    return row.kind, row.credit_code, row.project_id, row.happened_on


def _row(line: Line, region: Region, project: MonitoredProject | None) -> OutsideSignal:
    said = {field: getattr(line, field) for field in _SAID}
    return OutsideSignal(
        kind=line.kind.key, region=project.region if project else region, credit_code=line.credit_code, project=project,
        happened_on=line.happened_on, **said,
    )  # fmt: skip
