"""The list of a place as a file for joint discipline, handed to a consumer; who got what is kept with the file's digest."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must, within
from nuanxin.rights.credit.alike import standing_listings
from nuanxin.rights.credit.listing.arrivals import still_to_tell
from nuanxin.rights.credit.listing.clocks import REMOVE
from nuanxin.rights.credit.listing.conditions import GROUNDS
from nuanxin.rights.credit.models import Consumer, HandOver, Listing, ListingState
from nuanxin.rights.intake.clocks import stop_clock

HEADS = (
    "用人单位",
    "统一社会信用代码",
    "列入日期",
    "列入期限届满日",
    "决定书文号",
    "列入情形",
    "一并列入人员",
    "列入机关",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Handed:
    """The file as it left, and its row on record."""

    content: bytes
    row: HandOver


def listed_within(region: str, on: date) -> list[Listing]:
    """Every standing listing of a place and below."""
    rows = Listing.objects.filter(standing_listings(on), region__in=within(region))
    return list(rows.select_related("unit").prefetch_related("persons").order_by("decided_on", "pk"))


def list_rows(listings: Iterable[Listing]) -> list[dict[str, str]]:
    """The listings as they are handed over; no identity number."""
    found = []
    for one in listings:
        persons = "；".join(f"{person.name}（{person.get_role_display()}）" for person in one.persons.all())
        values = (
            one.name, one.credit_code, f"{one.decided_on}", f"{one.until or ''}", one.number,
            dict(GROUNDS).get(one.ground, ""), persons, one.unit.name,
        )  # fmt: skip
        found.append(dict(zip(HEADS, values, strict=True)))
    return found


def as_csv(heads: tuple[str, ...], rows: list[dict[str, str]]) -> bytes:
    """UTF-8 with mark, so that spreadsheets read it; a value that would be a formula is kept as text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=heads)
    writer.writeheader()
    writer.writerows({head: _harmless(row[head]) for head in heads} for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_json(rows: list[dict[str, str]], on: date) -> bytes:
    told: dict[str, Any] = {"as_of": on.isoformat(), "rows": rows}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


@transaction.atomic
def hand_over(*, consumer: Consumer, kind: str, unit: Unit, by: Staff, on: date) -> Handed:
    """Make the file of the unit's place and put the hand-over on record. Refusal for a consumer of another place or ended."""
    must(by, Permission.CREDIT_MANAGE, FileFacts(unit.region_id, unit.pk), doing="移交联合惩戒数据")
    if consumer.region_id != unit.region_id or consumer.ended_on or kind not in ("csv", "json"):
        raise Refusal("不能移交", why="该单位不属于本地区、已经停用，或者格式不对", remedy="请核对")
    listings = listed_within(unit.region_id, on)
    rows = list_rows(listings)
    content = as_csv(HEADS, rows) if kind == "csv" else as_json(rows, on)
    row = HandOver.objects.create(
        consumer=consumer, handed_on=on, kind=kind, rows=len(rows), digest=sm3(content).hex(), by=by
    )
    row.listings.set(listings)
    _now_told(consumer, by, on)
    record(
        "hand_over_list", about=row, by=by, details={"consumer": consumer.name, "rows": len(rows), "digest": row.digest}
    )
    return Handed(content, row)


def _now_told(consumer: Consumer, by: Staff, on: date) -> None:
    """Where this file told the last consumer of a removal, the time limit for it is met."""
    gone = Listing.objects.filter(state=ListingState.REMOVED, case__closed_on=None, unit__region_id=consumer.region_id)
    for listing in gone.select_related("case__clue"):
        if not still_to_tell(listing):
            stop_clock(clue=listing.case.clue, term=REMOVE, by=by, on=on, about=f"case:{listing.case_id}")
