"""What a phone takes along for a day: the employers and projects of the officer's own area, the check-lists, open visits.

Names and numbers of firms; of people only what the pages show masked, in the officer's own cases. The lists hold until
the end of the next day, the cases for a day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import areas, within
from nuanxin.foundation.parties.models import Employer, Project, Sector
from nuanxin.watch.inspection.checklists.reading import Checklist, checklists
from nuanxin.watch.inspection.field.cases import CASE_HOURS, cases_for
from nuanxin.watch.inspection.field.heads import Change, standing
from nuanxin.watch.inspection.field.records import FieldEdit, FieldKey, FieldVisit

MOST = 6000  # employers on one phone; a city officer chooses a county
MOST_PLACES = 2000
OPEN_DAYS = 7  # visits not yet in the register are taken along this long


@dataclass(frozen=True)
class Load:
    """What goes to the phone, ready for JSON; `choose`: places to choose from where all would be too much."""

    content: dict[str, Any]
    choose: tuple[tuple[str, str], ...] = ()


def load_for(*, by: Staff, on: date, area: str = "") -> Load:
    """The load of an officer's own area, or of a place in it. NotFound for places outside."""
    codes = _codes(by, area)
    employers = Employer.objects.filter(region__in=codes, merged_into__isnull=True)
    if len(codes) > MOST_PLACES or employers.count() > MOST:
        places = Region.objects.filter(parent__in=[area] if area else areas(by, Permission.INSPECTION_RECORD))
        return Load({}, tuple(places.order_by("code").values_list("code", "name")))
    projects = Project.objects.filter(region__in=codes, merged_into__isnull=True).order_by("pk")
    sites = [list(row) for row in projects.values_list("pk", "name", "employer_id", "region_id", "address")]
    elsewhere = {site[2] for site in sites} - {None}  # a builder of another county works here
    rows = (employers | Employer.objects.filter(pk__in=elsewhere)).order_by("pk")
    content = {
        "officer": {"id": by.pk, "name": by.name, "unit": by.unit.short_name if by.unit else ""},
        "today": on.isoformat(),
        "good_until": datetime.combine(on + timedelta(days=2), time(), tzinfo=BEIJING).isoformat(),
        "regions": [list(row) for row in Region.objects.filter(pk__in=codes).order_by("code").values_list("pk", "name")],
        "sectors": [list(one) for one in Sector.choices],
        "employers": [list(row) for row in rows.values_list("pk", "name", "credit_code", "region_id", "sector")],
        "projects": sites,
        "checklists": [_written(one) for one in checklists(on)],
        "visits": open_visits(by, codes, on),
        "cases": cases_for(by),
        "case_hours": CASE_HOURS,
    }  # fmt: skip
    return Load(content)


def open_visits(by: Staff, codes: Collection[str], on: date) -> list[dict[str, Any]]:
    """The unit's visits of these days that are not in the register yet, with what stands in their fields."""
    rows = FieldVisit.objects.filter(
        region__in=codes, visit__isnull=True, opened_by__unit=by.unit_id, visited_on__gte=on - timedelta(days=OPEN_DAYS)
    )
    return [state_of(row) for row in rows.select_related("employer", "project").order_by("pk")]


def state_of(row: FieldVisit) -> dict[str, Any]:
    """A visit as a phone knows it: whose, when, what stands in each field (several values: not agreed), what it waits for."""
    edits: dict[str, Change] = {}
    authors: dict[str, str] = defaultdict(str)
    for edit in FieldEdit.objects.filter(record=row).select_related("by"):
        edits[str(edit.key)] = Change(str(edit.key), edit.field, edit.value, frozenset(edit.after))
        authors[str(edit.key)] = edit.by.name
    first = FieldKey.objects.filter(record=row).order_by("pk").values_list("key", flat=True).first()
    return {
        "number": row.pk,
        "key": str(first),
        "employer": row.employer_id,
        "employer_name": row.employer.name,
        "project": row.project_id,
        "project_name": row.project.name if row.project else "",
        "region": row.region_id,
        "visited_on": row.visited_on.isoformat(),
        "recorded": row.visit_id is not None,
        "waits": row.waits,
        "fields": {
            field: [{"key": change.key, "value": change.value, "by": authors[change.key]} for change in one.changes]
            for field, one in standing(edits.values()).items()
        },
    }


def _codes(by: Staff, area: str) -> list[str]:
    own = areas(by, Permission.INSPECTION_RECORD)
    codes = {code for one in own for code in within(one)}
    if area and area not in codes:
        raise NotFound("没有找到这个区划", why="不在您的辖区", remedy="请在名单中选择")
    return sorted(set(within(area)) if area else codes)


def _written(one: Checklist) -> dict[str, Any]:
    items = [{"key": item.key, "ask": item.ask, "finding": item.finding, "cites": item.cites} for item in one.items]
    return {"key": one.key, "name": one.name, "about": one.about, "items": items}
