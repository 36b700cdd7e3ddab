"""The rules of a place for the wage deposit: the law book's frame, and the rate the province set (dep.local_rate)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from nuanxin.foundation.common.money import FEN_PER_YUAN
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.terms import MissingFigure
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.rights.relief.deposit.rates import Rules

SETTING = "dep.local_rate"
SHAPE = (
    '{"rate": 0.02}，可以加 "multi_rate"（多个工程）、"small_exempt": true（小额免存）、"clean_exempt": true（三年无欠薪免存）、'
    '"cut"、"extra"、"extra_listed"、"small"（小额界线，元）、"ceiling"（单个工程上限，元）'
)


def rules_at(region: str, on: date) -> Rules:
    """The rules of that place on that day; where the province's rate is not entered, `missing` says so."""
    law = Law.load()
    frame: dict[str, Any] = {
        "floor": _least(law, "dep.rate_floor_multi", on),
        "low": Fraction(str(law.figure("dep.rate", on=on).low)),
        "high": Fraction(str(law.figure("dep.rate", on=on).high)),
        "small_fen": law.figure("dep.exempt_small", on=on).high_fen,
        **{f"least_{name}": _least(law, key, on) for name, key in _CHANGES.items()},
        **{name: law.term(key, on=on).value for name, key in _YEARS.items()},
    }
    entered = local_setting(SETTING, region, on)
    if entered is None:
        return Rules(rate=None, missing=_nobody_entered(law, region, on), **frame)
    value, source = entered
    return read_rules(value, source, frame)


_CHANGES = {"cut": "dep.reduce_2y", "extra": "dep.raise_2y", "extra_listed": "dep.raise_black"}
_YEARS = {
    "small_years": "dep.exempt_small.lookback",
    "cut_years": "dep.reduce_2y.years",
    "exempt_years": "dep.exempt_3y.years",
    "extra_years": "dep.raise_2y.lookback",
}


def read_rules(value: Any, source: str, frame: Mapping[str, Any]) -> Rules:
    """The setting as entered, on the national frame; what cannot be read is named in `missing`. Pure."""
    held = dict(frame)
    try:
        if not isinstance(value, Mapping) or not set(value) <= {*_RATES, *_YES, "small", "ceiling"}:
            raise ValueError
        held |= {name: Fraction(str(value[name])) for name in _RATES if name in value}
        held |= {name: bool(value[name]) for name in _YES if name in value}
        if "small" in value:
            held["small_fen"] = int(Fraction(str(value["small"])) * FEN_PER_YUAN)
        if "ceiling" in value:
            held["ceiling_fen"] = int(Fraction(str(value["ceiling"])) * FEN_PER_YUAN)
        held["rate"] = Fraction(str(value["rate"]))
    except (ValueError, KeyError, ZeroDivisionError):
        return Rules(**{**dict(frame), "rate": None}, missing=f"地方设置{SETTING}看不懂；请按{SHAPE}填写（{source}）")
    for name in _CHANGES:
        held.setdefault(name, held[f"least_{name}"])
    return Rules(**held, source=source)


_RATES = ("rate", "multi_rate", *_CHANGES)
_YES = ("small_exempt", "clean_exempt")


def _least(law: Law, key: str, on: date) -> Fraction:
    figure = law.figure(key, on=on)
    return Fraction(str(figure.low if figure.low is not None else figure.value))


def _nobody_entered(law: Law, region: str, on: date) -> str:
    try:
        law.figure(SETTING, region, on=on)
    except MissingFigure as empty:
        return f"{empty}地方设置名：{SETTING}，形如{SHAPE}"
    return f"地方设置{SETTING}没有录入"
