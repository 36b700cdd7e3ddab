"""One notice: its text on the left with the words behind every reading marked, the reading on the right, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.campaigns.corrected import Entry, entries_of, plan_of
from nuanxin.command.campaigns.models import Correction, Notice
from nuanxin.command.campaigns.plan_fields import FIELDS, Kind, PlanField
from nuanxin.command.campaigns.reviewing import confirm_reading
from nuanxin.command.campaigns.seeing import may_manage, seen_notice
from nuanxin.command.campaigns.taking import original_of
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import holds
from nuanxin.web.officer.acting import press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.notices.entries import INNER, WHOLE
from nuanxin.web.officer.notices.marked_text import Span, pieces

_UNITS = {"day": "日", "working_day": "个工作日", "week": "周", "month": "个月", "year": "年"}


@dataclass(frozen=True)
class Line:
    """One entry as shown: its parts in words, where in the text it stands, what may be done with it."""

    anchor: str
    parts: tuple[tuple[str, str], ...]
    touched: bool
    doubt: str
    at: str
    set_url: str
    drop_url: str


@dataclass(frozen=True)
class Block:
    """One field with its entries."""

    field: PlanField
    anchor: str
    lines: tuple[Line, ...]
    add_url: str


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """The review page."""
    found = seen_notice(me(request), number)
    open_still = found.confirmed_at is None and may_manage(me(request), found.unit)
    parts = ["own", INNER] if found.reading.get("forwarded") else ["own"]
    spans: list[Span] = []
    changes = list(found.corrections.select_related("by"))
    shown = [(part, _blocks(found, part, changes, spans)) for part in parts]
    drawn = {
        "found": found,
        "may_correct": open_still,
        "may_open": may_manage(me(request), found.unit),
        "may_design": holds(me(request), P.REPORT_ACCEPT),
        "parts": [{"key": part, "blocks": blocks, "forms": _forms(found, part)} for part, blocks in shown],
        "pieces": pieces(found.text, spans),
        "corrections": changes,
        "doubts": [one["why"] for part in parts for one in _part(found, part).get("doubts") or []],
        "left_out": (found.reading.get("source") or {}).get("left_out") or [],
        "crumbs": [("工作台", reverse("officer:desk")), ("来文台账", reverse("officer:notices")), (found.title, "")],
    }
    return render(request, "officer/notices/page.html", drawn)


def _blocks(found: Notice, part: str, changes: Sequence[Correction], spans: list[Span]) -> list[Block]:
    read = _part(found, part)
    blocks = []
    for key, entries in entries_of(found.reading, changes, inner=part == INNER).items():
        field = FIELDS[key]
        lines = tuple(_line(found, part, field, entry, read, spans) for entry in entries)
        add = reverse("officer:notice_entry_add", args=[found.pk, part, key]) if field.many else ""
        blocks.append(Block(field, f"{part}-{key}", lines, add))
    return blocks


def _line(found: Notice, part: str, field: PlanField, entry: Entry, read: Mapping[str, Any], spans: list[Span]) -> Line:
    anchor = f"{part}-{field.key}-{entry.key.replace('+', 'a')}"
    span = _span_of(field, entry, read)
    if span:
        spans.append(Span(span[0], span[1], anchor, field.label))
    address = [found.pk, part, field.key, entry.key or WHOLE]
    return Line(
        anchor,
        tuple(_words(field, entry.value)),
        entry.touched,
        (entry.value.get("doubt") or "") if isinstance(entry.value, dict) else "",
        f"t-{anchor}" if span else "",
        reverse("officer:notice_entry", args=address),
        reverse("officer:notice_entry_drop", args=address) if field.many else "",
    )


def _span_of(field: PlanField, entry: Entry, read: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where the reader says that the words stand: in the entry, or beside it under `spans`."""
    beside = (read.get("spans") or {}).get(field.key)
    if isinstance(entry.value, dict) and entry.value.get("span"):
        start, end = entry.value["span"]
    elif beside and isinstance(beside[0], int):  # one place for the whole field
        start, end = beside
    elif beside and entry.key.isdigit() and int(entry.key) < len(beside) and beside[int(entry.key)]:
        start, end = beside[int(entry.key)]
    else:
        return None
    return int(start), int(end)


def _words(field: PlanField, value: Any) -> list[tuple[str, str]]:
    if not field.parts:
        return [("", str(value))] if value else []
    said = []
    for part in field.parts:
        one = (value or {}).get(part.key)
        if part.kind == Kind.RELATIVE and one:
            side = "after" if one.get("after") else "before"
            text = f"{one[side]}{'后' if side == 'after' else '前'}{one['amount']}{_UNITS[one['unit']]}"
        elif part.kind == Kind.CHOICE:
            text = dict(part.choices).get(one or "", "")
        elif isinstance(one, list):
            text = "、".join(one)
        else:
            text = "" if one is None else str(one)
        if text:
            said.append((part.label, text))
    return said


def _forms(found: Notice, part: str) -> list[dict[str, Any]]:
    forms: list[dict[str, Any]] = _part(found, part).get("forms") or []
    return forms


def _part(found: Notice, part: str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = found.reading if part == "own" else found.reading["forwarded"]
    return read


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def notice_original(request: HttpRequest, number: int) -> HttpResponse:
    """The file as it came, to keep; never shown inside the page."""
    found = seen_notice(me(request), number)
    answer = HttpResponse(original_of(found), content_type="application/octet-stream")
    ending = found.path.rpartition(".")[2]
    answer["Content-Disposition"] = f'attachment; filename="notice-{found.pk}.{ending}"'
    return answer


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def notice_plan(request: HttpRequest, number: int) -> JsonResponse:
    """The plan with all corrections, in the form that `open_campaign` takes."""
    found = seen_notice(me(request), number)
    return JsonResponse(plan_of(found.reading, found.corrections.all()), json_dumps_params={"ensure_ascii": False})


@officer_page(P.CAMPAIGN_MANAGE)
def notice_confirm(request: HttpRequest, number: int) -> HttpResponse:
    """The clerk answers for the reading."""
    found = seen_notice(me(request), number)
    return press(
        request,
        lambda: confirm_reading(notice=found, by=me(request), at=occasion.now()),
        back_url=reverse("officer:notice", args=[found.pk]),
        done="已确认。识读结果不再改动，可以据此开展专项行动。",
    )
