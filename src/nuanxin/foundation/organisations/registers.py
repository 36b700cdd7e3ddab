"""What the system administrator keeps: units, calendar days, local settings. Old rows stay; a change ends one and begins another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import CalendarDay, LocalSetting, Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must

EDITABLE = ("name", "short_name", "document_word", "phone", "address")


@transaction.atomic
def add_unit(*, values: dict[str, Any], by: Staff, on: date) -> Unit:
    """A new unit of a place. `values`: fields of Unit but its dates. Refusal: right, or the code is taken."""
    region: Region = values["region"]
    must(by, Permission.STAFF_MANAGE, FileFacts(region=region.pk), doing="登记单位")
    if Unit.objects.filter(code=values["code"]).exists():
        raise Refusal("不能登记单位", why=f"单位代码“{values['code']}”已经使用", remedy="请换一个代码")
    unit = Unit.objects.create(**values, valid_from=on)
    record("add_unit", about=unit, by=by, details={"code": unit.code, "on": on})
    return unit


@transaction.atomic
def edit_unit(*, unit: Unit, values: dict[str, str], by: Staff, on: date) -> Unit:
    """Names, document word, telephone and address; what stood before is on record."""
    must(by, Permission.STAFF_MANAGE, FileFacts(region=unit.region_id), doing="修改单位信息")
    before = {name: getattr(unit, name) for name in EDITABLE if name in values and getattr(unit, name) != values[name]}
    for name in before:
        setattr(unit, name, values[name])
    if before:
        unit.save(update_fields=list(before))
        record("edit_unit", about=unit, by=by, details={"before": before, "on": on})
    return unit


@transaction.atomic
def set_calendar_day(*, day: date, kind: str, region: Region, note: str, by: Staff, on: date) -> CalendarDay:
    """A holiday, shifted rest day or make-up working day of a place, with the notice that says so."""
    must(by, Permission.STAFF_MANAGE, FileFacts(region=region.pk), doing="调整工作日历")
    if not note.strip():
        raise Refusal("不能调整工作日历", why="没有写明依据", remedy="请填写放假安排通知的文号")
    row, made = CalendarDay.objects.update_or_create(
        day=day, region=region, defaults={"kind": kind, "note": note.strip()}
    )
    record("set_calendar_day", about=row, by=by, details={"day": day, "kind": kind, "made": made, "on": on})
    return row


@transaction.atomic
def set_local(
    *, key: str, region: Region, value: Any, source: str, valid_from: date, by: Staff, on: date
) -> LocalSetting:
    """What a place sets for itself, from a day on; the setting before it ends the day before."""
    must(by, Permission.STAFF_MANAGE, FileFacts(region=region.pk), doing="修改地方设置")
    earlier = LocalSetting.objects.filter(key=key, region=region, valid_to__isnull=True).first()
    why = ""
    if not source.strip():
        why = "没有写明依据"
    elif earlier and valid_from <= earlier.valid_from:
        why = f"启用日期不晚于现行设置的{earlier.valid_from}"
    if why:
        raise Refusal("不能修改地方设置", why=why, remedy="请填写文件名称、文号，并核对日期")
    if earlier:
        earlier.valid_to = valid_from - timedelta(days=1)
        earlier.save(update_fields=["valid_to"])
    row = LocalSetting.objects.create(key=key, region=region, value=value, source=source.strip(), valid_from=valid_from)
    record("set_local", about=row, by=by, details={"key": key, "value": value, "on": on})
    return row
