"""Filters of a list: declared once, read from the address, checked, and turned into a database condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, Model, Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.money import parse_yuan
from nuanxin.web.patterns.signs import UNREADABLE, shown

FilterKind = Literal["choice", "text", "day_range", "money_range", "region", "bool"]
Option = tuple[str, str]
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Filter:
    """One condition that the list offers.

    lookup: a field path; for `text` several (any may contain the word); or a function from the checked value to a Q:
        text → str, choice → list[str], region → str (code), bool → True, *_range → (low, high) with None for open.
        A plain path means: choice `in`, text `icontains`, region code prefix, bool equal, ranges both ends inclusive.
    choices: (value, label) pairs or a function of the request giving them; for choice and region.
    first: shown in the first line of the bar; the others under “更多条件”.
    """

    key: str
    label: str
    kind: FilterKind = "text"
    lookup: str | tuple[str, ...] | Callable[[Any], Q] = ""
    choices: Sequence[Option] | Callable[[HttpRequest], Iterable[Option]] = ()
    placeholder: str = ""
    first: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The names that this filter has in the address."""
        return (f"{self.key}_from", f"{self.key}_to") if self.kind.endswith("_range") else (self.key,)


@dataclass
class Reading:
    """A filter as read from one address: what was typed, what it means, or what is wrong with it."""

    filter: Filter
    typed: list[str]
    request: HttpRequest
    condition: Q | None = None
    words: str = ""
    complaint: str = ""

    @cached_property
    def options(self) -> list[Option]:
        """What a choice offers to this person; asked for only where it is drawn or something was chosen."""
        given = self.filter.choices
        return [(str(value), str(label)) for value, label in (given(self.request) if callable(given) else given)]

    @property
    def active(self) -> bool:
        return any(self.typed)

    @property
    def value(self) -> str:
        return self.typed[0] if self.typed else ""

    @property
    def second(self) -> str:
        return self.typed[1] if len(self.typed) > 1 else ""


def read_filter(declared: Filter, params: QueryDict, request: HttpRequest, model: type[Model]) -> Reading:
    """Read one filter. A value that cannot be understood leaves no condition but a complaint in Chinese."""
    if declared.kind.endswith("_range"):
        typed = [params.get(name, "").strip() for name in declared.names]
    else:
        typed = [value.strip() for value in params.getlist(declared.key) if value.strip()]
    reading = Reading(declared, typed, request)
    if reading.active:
        try:
            _understand(reading, model)
        except ValueError as wrong:
            reading.condition = None
            reading.complaint = f"筛选条件“{declared.label}”：{wrong}。这一条件没有生效，请改正后再查。"
    return reading


def _understand(reading: Reading, model: type[Model]) -> None:
    for text in reading.typed:
        if UNREADABLE in shown(text) or len(text) > LONGEST_TEXT:
            raise ValueError(f"内容超过{LONGEST_TEXT}字或含有不可见字符")
    reader = {
        "choice": _choice,
        "region": _region,
        "text": _text,
        "bool": _bool,
        "day_range": _days,
        "money_range": _money,
    }[reading.filter.kind]
    reader(reading, model)


def _plain_path(declared: Filter) -> str:
    path = declared.lookup if isinstance(declared.lookup, str) else ""
    return path or declared.key


def _labels(reading: Reading) -> list[str]:
    known = dict(reading.options)
    for value in reading.typed:
        if value not in known:
            raise ValueError(f"没有“{value}”这一选项")
    return [known[value].strip() for value in reading.typed]


def _choice(reading: Reading, model: type[Model]) -> None:
    reading.words = "、".join(_labels(reading))
    lookup = reading.filter.lookup
    reading.condition = (
        lookup(reading.typed) if callable(lookup) else Q(**{f"{_plain_path(reading.filter)}__in": reading.typed})
    )


def _region(reading: Reading, model: type[Model]) -> None:
    if len(reading.typed) > 1:
        raise ValueError("一次只能选一个地区")
    reading.words = _labels(reading)[0]
    lookup, code = reading.filter.lookup, reading.typed[0]
    if callable(lookup):
        reading.condition = lookup(code)
        return
    # GB/T 2260: trailing pairs of zeros stand for "the whole province / prefecture".
    prefix = code
    while len(prefix) > 2 and prefix.endswith("00"):
        prefix = prefix[:-2]
    reading.condition = Q(**{f"{_plain_path(reading.filter)}__startswith": prefix})


def _text(reading: Reading, model: type[Model]) -> None:
    lookup, word = reading.filter.lookup, reading.typed[0]
    reading.words = f"含“{word}”"
    if callable(lookup):
        reading.condition = lookup(word)
        return
    condition = Q()
    for path in (lookup,) if isinstance(lookup, str) else lookup:
        condition |= Q(**{f"{path or reading.filter.key}__icontains": word})
    reading.condition = condition


def _bool(reading: Reading, model: type[Model]) -> None:
    if reading.typed[0] != "1":
        raise ValueError(f"不认识“{reading.typed[0]}”")
    reading.words = "是"
    lookup = reading.filter.lookup
    reading.condition = lookup(True) if callable(lookup) else Q(**{_plain_path(reading.filter): True})


def _between(reading: Reading, low: Any, high: Any, unit: str) -> None:
    if low is not None and high is not None and low > high:
        raise ValueError("起始值大于截止值")
    reading.words = f"{reading.value or '不限'} 至 {reading.second or '不限'}{unit}"
    lookup = reading.filter.lookup
    if callable(lookup):
        reading.condition = lookup((low, high))
        return
    path, condition = _plain_path(reading.filter), Q()
    if low is not None:
        condition &= Q(**{f"{path}__gte": low})
    if high is not None:
        condition &= Q(**{f"{path}__lte": high})
    reading.condition = condition


def _days(reading: Reading, model: type[Model]) -> None:
    low, high = (parse_day(text) if text else None for text in reading.typed)
    if callable(reading.filter.lookup) or not _is_moment(model, _plain_path(reading.filter)):
        _between(reading, low, high, "")
        return
    # A moment column compared with whole days: from the first midnight to the last moment of the last day, local time.
    begin = timezone.make_aware(datetime.combine(low, time.min)) if low else None
    end = timezone.make_aware(datetime.combine(high, time.min)) + timedelta(days=1, microseconds=-1) if high else None
    _between(reading, begin, end, "")


def _money(reading: Reading, model: type[Model]) -> None:
    low, high = (parse_yuan(text) if text else None for text in reading.typed)
    _between(reading, low, high, " 元")


def _is_moment(model: type[Model], path: str) -> bool:
    *hops, last = path.split("__")
    try:
        for hop in hops:
            related = model._meta.get_field(hop).related_model
            if not isinstance(related, type):
                return False
            model = related
        return isinstance(model._meta.get_field(last), DateTimeField)
    except FieldDoesNotExist:
        return False
