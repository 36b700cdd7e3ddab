"""How much the fund may advance to one worker: the caps of the place (ef.cap_local), against his own arrears. Pure but for reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import FEN_PER_YUAN, yuan
from nuanxin.foundation.organisations.local_settings import local_setting

CAP, MINIMUM = "ef.cap_local", "wage.minimum"
CITES = "保障农民工工资支付条例第六十三条"
SHAPE = '{"months": 1, "share": 0.2}（months：月最低工资的倍数；share：本人欠薪的比例；至少一项）'


@dataclass(frozen=True)
class Caps:
    """What the place allows: months of minimum wage, a share of the own arrears; minimum wage a month in 分."""

    months: Fraction | None = None
    share: Fraction | None = None
    minimum_fen: int | None = None
    source: str = ""
    missing: str = ""


@dataclass(frozen=True)
class Most:
    """The most for one worker in 分, and which cap it is."""

    fen: int
    why: str


def most_for(owed_fen: int, caps: Caps) -> Most:
    """The lowest of the caps, never above what is still owed; rounded down to the 分. `caps.missing` must be empty."""
    found = [Most(owed_fen, f"本人尚欠{yuan(owed_fen)}元")]
    if caps.months is not None and caps.minimum_fen is not None:
        fen = int(caps.months * caps.minimum_fen)
        found.append(Most(fen, f"月最低工资标准{yuan(caps.minimum_fen)}元的{_times(caps.months)}倍，即{yuan(fen)}元"))
    if caps.share is not None:
        fen = int(caps.share * owed_fen)
        found.append(Most(fen, f"本人欠薪{yuan(owed_fen)}元的{_times(caps.share * 100)}%，即{yuan(fen)}元"))
    return min(found, key=lambda one: one.fen)


def _times(number: Fraction) -> str:
    return f"{float(number):.4f}".rstrip("0").rstrip(".")


def caps_at(region: str, on: date) -> Caps:
    """The caps of that place on that day; `missing` names the setting that nobody entered."""
    entered, wage = local_setting(CAP, region, on), local_setting(MINIMUM, region, on)
    if entered is None:
        return Caps(missing=f"本地应急周转金垫付上限没有设置；请管理员按本地办法录入地方设置{CAP}，形如{SHAPE}")
    value, source = entered
    return read_caps(value, source, wage[0] if wage else None)


def read_caps(value: Any, source: str, wage: Any) -> Caps:
    """The setting as entered, with the minimum wage where the cap leans on it. Pure."""
    try:
        if not isinstance(value, Mapping) or not value or not set(value) <= {"months", "share"}:
            raise ValueError
        held = {name: Fraction(str(number)) for name, number in value.items()}
        if any(number <= 0 for number in held.values()) or held.get("share", Fraction(1)) > 1:
            raise ValueError
    except (ValueError, ZeroDivisionError):
        return Caps(missing=f"地方设置{CAP}看不懂；请按{SHAPE}填写（{source}）")
    minimum = _minimum_fen(wage)
    if "months" in held and minimum is None:
        return Caps(missing=f"本地月最低工资标准没有设置；请管理员按省政府通知录入地方设置{MINIMUM}（元，如 2000）")
    return Caps(held.get("months"), held.get("share"), minimum, source)


def _minimum_fen(wage: Any) -> int | None:
    """2000, "2000" or {"month": 2000} in 元."""
    number = wage.get("month") if isinstance(wage, Mapping) else wage
    try:
        fen = int(Fraction(str(number)) * FEN_PER_YUAN)
    except (ValueError, ZeroDivisionError):
        return None
    return fen if fen > 0 else None


def refuse_missing(caps: Caps, doing: str) -> None:
    """No cap, no advance."""
    if caps.missing:
        raise Refusal(f"不能{doing}", why=caps.missing, remedy="录入后再申请", cites=CITES)
