"""Who manages deposits and funds of a place, and what every paper of this room says of whom to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may, must


def must_manage(by: Staff, region: str, *, doing: str) -> None:
    """Deposits, guarantees, the fund of that place: its fund managers only."""
    must(by, Permission.FUND_MANAGE, FileFacts(region=region), doing=doing)


def may_manage(by: Staff, region: str) -> bool:
    """The same as a question, for pages."""
    return may(by, Permission.FUND_MANAGE, FileFacts(region=region))


def managers_of(region: str) -> list[Staff]:
    """Everybody who manages the deposits of that place today."""
    duties = [key for key, duty in DUTIES.items() if Permission.FUND_MANAGE in duty.grants]
    people = Staff.objects.filter(is_active=True, posts__duty__in=duties).distinct().order_by("pk")
    return [one for one in people if may_manage(one, region)]


def day_is_sound(doing: str, day: date, *, not_before: date | None = None, because: str = "") -> None:
    """Refuse a day that lies ahead, or before what must come first."""
    if day > occasion.today():
        raise Refusal(f"不能{doing}", why=f"日期{day}在今天之后", remedy="请核对日期")
    if not_before and day < not_before:
        raise Refusal(f"不能{doing}", why=f"日期{day}早于{because or '前一步'}的{not_before}", remedy="请核对日期")


def contact(by: Staff, unit: Unit) -> dict[str, Any]:
    """The fields that every paper has: whom to ask, where."""
    return {
        "contact_name": by.name,
        "contact_phone": by.phone or unit.phone or "12333",
        "contact_address": unit.address or f"{unit.name}",
    }
