"""Which law of relief holds on a day: 社会救助法 from 2026-07-01, 社会救助暂行办法 before. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.law.book import Law

SINCE = "社会救助法"


@dataclass(frozen=True)
class ReliefRule:
    """The articles of one day. at_place: applied for where the need is, whatever the household registration."""

    name: str
    place: str
    case: str
    urgent: str
    at_place: bool


NEW = ReliefRule("社会救助法", "社会救助法第三十七条", "社会救助法第二十九条", "社会救助法第五十条", True)
# The notice of the service campaign already asks to drop household limits; the old rule itself did not say so.
OLD = ReliefRule(
    "社会救助暂行办法",
    "社会救助暂行办法第四十七条、第四十八条",
    "社会救助暂行办法第四十七条",
    "社会救助暂行办法第四十八条",
    False,
)


def in_force() -> date:
    """From when 社会救助法 applies, by the law book."""
    since = Law.load().in_force(SINCE)
    assert since is not None
    return since


def rule_on(day: date) -> ReliefRule:
    """The rule of that day."""
    return NEW if day >= in_force() else OLD
