"""Suppliers and messages for tests of the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.notifications.adapters.adapter import Outgoing, Receipt, SupplierFailed, Taken
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import enqueue

CALENDAR = WorkingCalendar()
NOON = datetime(2026, 2, 10, 12, 0, tzinfo=BEIJING)  # a Tuesday


class Killed(BaseException):
    """The deliverer died in the middle."""


@dataclass
class Supplier:
    """Keeps what reached the telephone, each key once; what happens to the next messages is told to it beforehand."""

    name: str
    plan: list[str] = field(
        default_factory=list
    )  # ok, down, refuse, lost (taken, answer lost), deaf (not taken, ditto)
    phone: list[str] = field(default_factory=list)

    def send(self, message: Outgoing) -> Receipt:
        what = self.plan.pop(0) if self.plan else "ok"
        if what == "down":
            raise SupplierFailed("线路不通", Taken.UNREACHED)
        if what == "refuse":
            raise SupplierFailed("拒收", Taken.NO)
        if what in ("ok", "lost", "killed_after") and message.key not in self.phone:
            self.phone.append(message.key)
        if what in ("lost", "deaf"):
            raise SupplierFailed("没有等到答复", Taken.PERHAPS)
        if what in ("killed_before", "killed_after"):
            raise Killed
        return Receipt(f"{self.name}-{message.key}")


def put(n: int = 1, **changes: Any) -> list[Message]:
    """So many messages, of a kind that is not urgent by itself."""
    given: dict[str, Any] = {
        "channel": "sms", "to": "13800000000", "template": "login_code", "values": {"code": "123456", "minutes": "5"},
        "about": ("intake.clue", 1), "at": NOON, "calendar": CALENDAR,
    }  # fmt: skip
    return [enqueue(**{**given, **changes}) for _ in range(n)]
