"""Whether a hearing can be held then: no room, arbitrator or party in two places at once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

KINDS = {"room": "庭室", "arbitrator": "仲裁员", "party": "当事人"}


@dataclass(frozen=True)
class Slot:
    """One thing taken for a time: `key` like room:3; what it is called; by which hearing."""

    key: str
    label: str
    starts_at: datetime
    ends_at: datetime
    hearing: str = ""

    @property
    def kind(self) -> str:
        return KINDS.get(self.key.partition(":")[0], "")


@dataclass(frozen=True)
class Clash:
    """A wanted slot and the one in its way."""

    wanted: Slot
    taken: Slot

    @property
    def text(self) -> str:
        at = f"{self.taken.starts_at:%m月%d日 %H:%M}至{self.taken.ends_at:%H:%M}"
        return f"{self.wanted.kind}“{self.wanted.label}”{at}已排{self.taken.hearing or '其他庭审'}"


def overlaps(one: Slot, other: Slot) -> bool:
    """Whether both want the same thing at the same time; one may begin when the other ends."""
    return one.key == other.key and one.starts_at < other.ends_at and other.starts_at < one.ends_at


def clashes(wanted: Iterable[Slot], taken: Iterable[Slot]) -> tuple[Clash, ...]:
    """Every wanted slot that is taken already, in the order wanted."""
    held: dict[str, list[Slot]] = {}
    for slot in taken:
        held.setdefault(slot.key, []).append(slot)
    return tuple(Clash(slot, other) for slot in wanted for other in held.get(slot.key, ()) if overlaps(slot, other))
