"""A pasted message beside the form: what was read fills the blanks, and each field leads to its words and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from nuanxin.foundation.common.money import parse_yuan, yuan
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.intake.reading.naming.region_names import RegionNames
from nuanxin.rights.intake.reading.reading import ComplaintReading, read_text
from nuanxin.rights.intake.reading.right_door import door_shown
from nuanxin.rights.intake.reading.urgency import SIGNS
from nuanxin.rights.intake.taken_text.doors import DoorWords, told_of
from nuanxin.rights.intake.taken_text.filling import FIELDS, spans_of, values_of
from nuanxin.web.officer.notices.marked_text import Piece, Span, pieces

MARK = "（读出）"  # a colour alone says nothing to who does not see it


@dataclass(frozen=True)
class Line:
    """One field as read: its words, the place in the text, whether the form says the same."""

    key: str
    label: str
    words: str
    at: str
    stands: bool


@dataclass(frozen=True)
class Panel:
    """What stands beside the form."""

    is_arrears: bool
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    signs: tuple[str, ...]
    door: str
    door_words: DoorWords | None
    told_url: str
    left_out: int


def read_pasted(text: str, on: date) -> ComplaintReading:
    """The reading of a message that came on that day."""
    return read_text(text, time=on, region_of=RegionNames.builtin_or_stored().code_of)


def filled(posted: QueryDict, reading: ComplaintReading, *, home: str, regions: Collection[str]) -> dict[str, Any]:
    """The form's values with the blanks filled; what the officer typed stays. `home`: the area that stood there unasked."""
    values: dict[str, Any] = posted.dict()
    for key, value in values_of(reading).items():
        if key == "region":
            if value in regions and values.get("region", "") in ("", home):
                values[key] = value
        elif not str(values.get(key) or "").strip():
            values[key] = value
    return values


def panel_of(text: str, reading: ComplaintReading, form: Any) -> Panel:
    """Marks the fields of the form that stand as read, and lays out the text with the words behind them."""
    read = values_of(reading)
    places = spans_of(reading, read)
    lines = []
    for key, value in read.items():
        stands = _same(key, value, form[key].value())
        if stands:
            _mark(form, key)
        lines.append(Line(key, FIELDS[key].label, shown(key, value, form), f"t-{key}" if key in places else "", stands))
    spans = [Span(*span, f"id_{key}", FIELDS[key].label) for key, span in places.items()]
    spans += [Span(*reading.evidence[sign], "urgent-signs", SIGNS[sign]) for sign in reading.flags]
    arrears = "1" if reading.is_wage_arrears else "0"
    told = {"door": reading.right_channel, "arrears": arrears, "channel": str(form["channel"].value() or "")}
    return Panel(
        reading.is_wage_arrears,
        tuple(lines),
        tuple(pieces(text, spans)),
        tuple(SIGNS[sign] for sign in reading.flags),
        door_shown(reading.right_channel),
        told_of(reading),
        f"{reverse('officer:told_new')}?{urlencode(told)}",
        reading.left_out,
    )


def settled_of(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What the officer saved in the fields that can be read."""
    return {key: cleaned.get(key) for key in FIELDS}


def shown(key: str, value: Any, form: Any) -> str:
    """A value in the words of the page."""
    if key == "amount_fen":
        return f"{yuan(value)} 元"
    if key == "persons":
        return f"{value} 人"
    if key == "sector":
        return str(Sector(value).label)
    if key == "region":
        names = dict(form.fields["region"].choices)
        return str(names[value]).strip("　") if value in names else f"{value}（不在您的辖区）"
    return str(value)


def _mark(form: Any, key: str) -> None:
    form.fields[key].widget.attrs["data-read"] = ""
    form[key].label = f"{form[key].label}{MARK}"


def _same(key: str, read: Any, typed: Any) -> bool:
    if key == "amount_fen" and isinstance(typed, str):
        try:
            return bool(parse_yuan(typed) == read)
        except ValueError:
            return False
    return str(typed if typed is not None else "").strip() == str(read)
