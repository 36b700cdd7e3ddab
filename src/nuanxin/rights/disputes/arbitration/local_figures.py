"""The two figures of a place that arbitration stands on: its monthly minimum wage, its province's average annual wage."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from nuanxin.foundation.common.money import FEN_PER_YUAN
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.terms import MissingFigure
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.rights.disputes.arbitration.decisions.final_award import MinimumWage

MINIMUM = "wage.minimum"  # the same setting that the rights board prints
AVERAGE = "wage.province_average_year"
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d{1,2})?")


def minimum_wage(place: str, on: date) -> MinimumWage:
    """The monthly minimum wage there in 分: as the place set it, else a confirmed row of the law book with one class only."""
    if (said := local_setting(MINIMUM, place, on)) is not None:
        fen = in_fen(said[0])
        missing = "" if fen else f"地方设置“{MINIMUM}”不是金额（元/月），请管理员更正"
        return MinimumWage(fen, said[1], missing)
    try:
        figure = Law.load().figure("w.minimum_month", place, on=on)
    except MissingFigure as empty:
        return MinimumWage(None, "", f"{empty}或者由管理员在“地方设置”录入{MINIMUM}（元/月，注明文号）")
    if len(figure.tiers_fen) == 1:
        return MinimumWage(figure.tiers_fen[0], figure.citation)
    why = f"本省最低工资分{len(figure.tiers_fen)}类，没有设置本地属于哪一类；请管理员在“地方设置”录入{MINIMUM}（元/月，注明文号）"
    return MinimumWage(None, figure.citation, why)


def average_wage(place: str, on: date) -> tuple[int | None, str]:
    """(分 a year, what is missing) of the province's average wage of last year (办案规则 art. 56)."""
    said = local_setting(AVERAGE, place, on)
    fen = in_fen(said[0]) if said else None
    if fen:
        return fen, ""
    return None, f"没有录入本省上年度职工年平均工资；请管理员在“地方设置”录入{AVERAGE}（元/年，注明来源）"


def in_fen(value: Any) -> int | None:
    """2350, "2350", "2350元/月" or {"yuan": 2350} → 分; None where it is no amount."""
    if isinstance(value, dict):
        value = value.get("yuan")
    if isinstance(value, bool) or value is None:
        return None
    found = _NUMBER.search(str(value))
    if found is None:
        return None
    return int(Decimal(found[0].replace(",", "").replace("，", "")) * FEN_PER_YUAN) or None
