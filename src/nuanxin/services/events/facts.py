"""What is told of an activity, as plain values, and everything that does not fit in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from nuanxin.foundation.common.errors import Fault
from nuanxin.services.events.kinds import kinds, offered
from nuanxin.services.events.words import Audience, Basis, PlaceKind

MOST_PERSONS = 1_000_000
# The columns of a version that come from the facts; whatever they are called here they are called there.
CONTENT = (
    "kind", "region_id", "unit_id", "place_kind", "place", "held_on", "begins", "ends", "audience", "partners",
    "persons", "basis", "migrants", "viewers", "note",
)  # fmt: skip


@dataclass(frozen=True)
class ActivityFacts:
    """One activity. migrants None: not stated; viewers: on-line audience, apart from those present."""

    kind: str
    region_id: str
    unit_id: int
    place_kind: str
    held_on: date
    persons: int
    place: str = ""
    begins: time | None = None
    ends: time | None = None
    audience: str = ""
    partners: str = ""
    basis: str = Basis.COUNTED
    migrants: int | None = None
    viewers: int | None = None
    note: str = ""

    def content(self) -> dict[str, Any]:
        """Columns of a version; whom it speaks to follows from the kind where it was not said."""
        told = {name: getattr(self, name) for name in CONTENT}
        told |= {name: told[name].strip() for name in ("place", "partners", "note")}
        return told | {"audience": self.audience or kinds()[self.kind].audience}


def facts_of(row: Any) -> ActivityFacts:
    """The facts of a version."""
    return ActivityFacts(**{name: getattr(row, name) for name in CONTENT})


def written(facts: ActivityFacts) -> dict[str, Any]:
    """As JSON keeps them."""
    return {k: v.isoformat() if isinstance(v, date | time) else v for k, v in facts.content().items()}


def read(told: Mapping[str, Any]) -> ActivityFacts:
    """Back from JSON."""
    said = {name: told[name] for name in CONTENT}
    said["held_on"] = date.fromisoformat(said["held_on"])
    for name in ("begins", "ends"):
        said[name] = time.fromisoformat(said[name]) if said[name] else None
    return ActivityFacts(**said)


def activity_faults(facts: ActivityFacts, on: date) -> list[Fault]:
    """Everything at once. Pure."""
    faults = []
    if facts.kind not in {kind.code for kind in offered(facts.held_on)}:
        faults.append(Fault("不在选项中", column="种类", remedy="请选择活动种类"))
    if facts.held_on > on:
        faults.append(Fault("晚于今天", column="活动日期", remedy="活动举办以后登记"))
    for name, value, choices in (
        ("场所", facts.place_kind, PlaceKind.values),
        ("面向", facts.audience or Audience.WORKERS, Audience.values),
        ("人次来源", facts.basis, Basis.values),
    ):
        if value not in choices:
            faults.append(Fault("不在选项中", column=name, remedy="请重新选择"))
    if facts.begins and facts.ends and facts.begins > facts.ends:
        faults.append(Fault("早于开始", column="结束", remedy="请核对时间"))
    for name, number in (("到场人次", facts.persons), ("其中农民工", facts.migrants), ("线上观看人次", facts.viewers)):
        if number is not None and not 0 <= number <= MOST_PERSONS:
            faults.append(Fault("不是合理的人数", column=name, remedy="请核对"))
    if facts.migrants is not None and facts.migrants > facts.persons:
        faults.append(Fault("大于到场人次", column="其中农民工", remedy="请核对；不清楚的留空"))
    if facts.place_kind == PlaceKind.OTHER and not facts.place.strip():
        faults.append(Fault("没有填写", column="地点", remedy="场所选“其他”的，请写明地点"))
    return faults
