"""Which way comes when: the steps of a chain and what is done next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

GROUND = "ground"
NAMES = {
    "in_site": "站内消息",
    "wechat": "微信",
    "sms": "短信",
    "gov_im": "政务即时通讯",
    "voice": "语音电话",
    GROUND: "当面告知",
}
TO_STAFF = frozenset({"in_site", "gov_im"})  # known by account, not by number
LAST_WAIT = timedelta(hours=24)  # for an answer to the last step where it says no hours
_USUAL = Path(__file__).resolve().parent / "usual.yaml"


@dataclass(frozen=True)
class Step:
    """One way, so many hours after the step before went out."""

    by: str
    after_hours: int

    def as_json(self) -> dict[str, Any]:
        return {"by": self.by, "after_hours": self.after_hours}


@dataclass(frozen=True)
class Standing:
    """How the message of the present step stands: sent then, or not to be had by this way, or still waiting."""

    sent_at: datetime | None = None
    failed: bool = False


@dataclass(frozen=True)
class Move:
    """Wait until then (`step` None), go to that step now, or it is over (`step` = number of steps)."""

    step: int | None = None
    until: datetime | None = None


@cache
def usual_steps(audience: str) -> tuple[Step, ...]:
    """The house's own steps for "worker" or "unit"."""
    return steps_from(yaml.safe_load(_USUAL.read_text(encoding="utf-8"))[audience])


def steps_from(value: Any) -> tuple[Step, ...]:
    """Steps as written in a setting. ValueError names what is wrong.

    >>> steps_from([{"by": "sms", "after_hours": 0}, {"by": "ground", "after_hours": 48}])[1].by
    'ground'
    """
    if not isinstance(value, list):
        raise ValueError("催告步骤应是一个列表")
    steps = []
    for row in value:
        by, hours = (row.get("by"), row.get("after_hours")) if isinstance(row, dict) else (None, None)
        if by not in NAMES or not isinstance(hours, int) or isinstance(hours, bool) or hours < 0:
            raise ValueError(f"催告步骤“{row}”不对：by 应是{'、'.join(NAMES)}之一，after_hours 应是不小于0的整数")
        steps.append(Step(by, hours))
    if GROUND in [one.by for one in steps[:-1]]:
        raise ValueError("当面告知应是最后一步")
    return tuple(steps)


def next_move(steps: Sequence[Step], at_step: int, standing: Standing, now: datetime) -> Move:
    """What is done now that nobody has answered.

    >>> sms = steps_from([{"by": "sms", "after_hours": 0}, {"by": "voice", "after_hours": 24}])
    >>> next_move(sms, 0, Standing(failed=True), datetime(2024, 1, 10, 9))
    Move(step=1, until=None)
    """
    following = at_step + 1
    if standing.failed:
        return Move(step=following)
    last = following >= len(steps)
    wait = LAST_WAIT if last else timedelta(hours=steps[following].after_hours)
    if standing.sent_at is None:
        return Move(until=now + max(wait, timedelta(hours=1)))
    until = standing.sent_at + wait
    return Move(step=following) if until <= now else Move(until=until)
