"""Units of measure on paper: persons are kept as persons, money in 分, everything else in pieces; 万 only when printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from nuanxin.foundation.common.money import wan_persons, wan_yuan

MONEY = {"元": 2, "万元": 2, "亿元": 4}  # unit → decimals as printed
PERSONS = {"人": 0, "万人": 4, "人次": 0, "万人次": 4, "名": 0}
PIECES = dict.fromkeys(
    [
        "户",
        "件",
        "个",
        "场",
        "份",
        "次",
        "家",
        "项",
        "起",
        "期",
        "条",
        "处",
        "篇",
        "天",
        "辆",
        "支",
        "所",
        "批次",
        "户次",
        "场次",
        "班次",
        "套",
        "册",
        "张",
        "分",
    ],
    0,
)
# Decimals as printed: 万人 to one person, 万元 to 100 yuan (law.md §19.3 a.nonneg).
DECIMALS: dict[str, int] = {**MONEY, **PERSONS, **PIECES}
_FEN = {"元": 100, "亿元": 100 * 10**8}


def family(unit: str) -> str:
    """money, persons or pieces: what may stand in for what.

    >>> family("万元"), family("人次"), family("场")
    ('money', 'persons', 'pieces')
    """
    return "money" if unit in MONEY else "persons" if unit in PERSONS else "pieces"


def printed(value: int, unit: str, decimals: int) -> str:
    """A figure as printed: persons as 万人, 分 as 元, 万元 or 亿元, anything else as a plain integer.

    >>> printed(12_095, "万人", 4), printed(12_345, "元", 2), printed(7, "场", 0)
    ('1.2095', '123.45', '7')
    """
    if unit in ("万人", "万人次"):
        return wan_persons(value, decimals)
    if unit == "万元":
        return wan_yuan(value, decimals)
    if unit in _FEN:
        return str((Decimal(value) / _FEN[unit]).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
    return str(value)
