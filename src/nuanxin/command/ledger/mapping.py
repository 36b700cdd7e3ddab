"""Foreign headings: officials say once which column of another system is which of ours; the mapping is kept by name and unit."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from nuanxin.command.ledger.files.headings import Renaming, plain_heading
from nuanxin.command.ledger.models import HeadingMapping
from nuanxin.command.ledger.sheets import SHEETS, Sheet
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import holds

_ALIKE = 0.7  # of difflib's ratio: 欠薪金额 for 欠薪金额(元), but not 诉求编号 for 诉求


def suggested(sheet: Sheet, headings: Sequence[str], known: Mapping[str, str]) -> dict[str, str]:
    """Heading of ours → the file's heading that fits: the same, one mapped before, or one written alike. Pure."""
    found: dict[str, str] = {}
    free = [heading for heading in headings if heading]
    by_plain = {plain_heading(heading): heading for heading in reversed(free)}
    before = {ours: plain_heading(theirs) for theirs, ours in known.items()}
    for column in sheet.columns:
        exact = by_plain.get(plain_heading(column.heading)) or by_plain.get(before.get(column.heading, ""))
        if exact and exact in free:
            found[column.heading] = exact
            free.remove(exact)
    for column in sheet.columns:
        if column.heading not in found and (near := difflib.get_close_matches(column.heading, free, 1, _ALIKE)):
            found[column.heading] = near[0]
            free.remove(near[0])
    return found


def mapping_faults(sheet: Sheet, headings: Mapping[str, str]) -> list[Fault]:
    """What is wrong with a mapping (theirs → ours): a heading we do not have, or two for one column. Pure."""
    ours = {column.heading for column in sheet.columns}
    told = list(headings.values())
    faults = [Fault(f"“{sheet.name}”表没有“{one}”这一列", column=one) for one in dict.fromkeys(told) if one not in ours]
    twice = [one for one in dict.fromkeys(told) if told.count(one) > 1]
    return faults + [Fault(f"有两列对应“{one}”", column=one, remedy="请只留一列") for one in twice]


@transaction.atomic
def keep_mapping(
    *, unit: Unit, name: str, sheet: str, headings: Mapping[str, str], by: Staff, at: datetime
) -> HeadingMapping:
    """Keep (or renew) a mapping of the own unit. Refusal: right, name; BadInput: what does not fit."""
    if not holds(by, Permission.CLUE_IMPORT) or by.unit_id != unit.pk or not name.strip() or sheet not in SHEETS:
        why = "需要导入的权限，只能保存本单位的对应关系，并且要有名称"
        raise Refusal("不能保存表头对应", why=why, remedy="请核对名称，或者请有权限的人员办理")
    if faults := mapping_faults(SHEETS[sheet], headings):
        raise BadInput(faults)
    standing = HeadingMapping.objects.filter(unit=unit, name=name.strip(), sheet=sheet, ended_at__isnull=True)
    old = standing.select_for_update().first()
    if old and old.headings == dict(headings):
        return old
    standing.update(ended_at=at)
    made = HeadingMapping.objects.create(
        unit=unit, name=name.strip(), sheet=sheet, headings=dict(headings), made_by=by, made_at=at
    )
    record("keep_heading_mapping", about=made, by=by, details={"name": made.name, "sheet": sheet, "headings": headings})
    return made


def names_of(unit: Unit | None) -> list[str]:
    """Names of the mappings that a unit has kept."""
    if unit is None:
        return []
    rows = HeadingMapping.objects.filter(unit=unit, ended_at__isnull=True)
    return list(rows.order_by("name").values_list("name", flat=True).distinct())


def renaming(unit: Unit | None, name: str) -> Renaming:
    """The mapping of that name, sheet by sheet; nothing for an empty name. Refusal where the unit has none of that name."""
    if not name:
        return {}
    rows = HeadingMapping.objects.filter(unit=unit, name=name, ended_at__isnull=True)
    found = {row.sheet: dict(row.headings) for row in rows}
    if not found:
        kept = "、".join(names_of(unit)) or "无"
        raise Refusal(f"没有名为“{name}”的表头对应", why=f"本单位已保存的：{kept}", remedy="请先在导入页面对应表头")
    return found
