"""The two clocks of a listing, side by side: the list of the HRSS department (令45) and the publicity on 信用中国 (令36). Pure.

Early removal is possible sooner on the list than publicity may end: both are shown, and the difference is flagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.law.deadlines import due
from nuanxin.rights.cases.procedures.choosing import LawAt
from nuanxin.rights.credit.listing.conditions import RULE

TERM, EARLY, REMOVE = "bl.term", "bl.early", "bl.remove"
SHORTEST, LONGEST = "cr.classes.serious_shortest", "cr.classes.serious_longest"
REPAIR = "信用修复管理办法（国家发展改革委令第36号）"
NONE, PENDING, CONVICTED, ENDED = "none", "pending", "convicted", "ended"
CRIMINAL = (
    (NONE, "没有移送或者立案"),
    (PENDING, "正在办理（含已移送、已立案、审查起诉、审理）"),
    (CONVICTED, "已被追究刑事责任"),
    (ENDED, "已经终结，没有追究刑事责任"),
)


@dataclass(frozen=True)
class TwoClocks:
    """Last days of both clocks, and the first days on which the party may ask. None: the figure is missing, or not corrected.

    list_until: last day on the HRSS list; early_from: first day on which early removal may be granted;
    publicity_until: last day on 信用中国 by itself; repair_from: first day on which repair may be asked there.
    """

    decided_on: date
    list_until: date | None
    early_from: date | None
    publicity_until: date | None
    repair_from: date | None
    cautions: tuple[str, ...] = ()

    @property
    def conflict(self) -> str:
        """Why a lawyer should look: removed from the list while publicity still has to run. Empty where they agree."""
        if self.early_from is None or self.repair_from is None or self.early_from >= self.repair_from:
            return ""
        return (
            f"名单最早{chinese_day(self.early_from)}可以提前移出（令45第十二条），"
            f"信用中国网站的公示最早{chinese_day(self.repair_from)}才能申请修复（令36），两个期限分别计算，请法律顾问核对"
        )

    def on_list(self, on: date) -> bool:
        return self.decided_on <= on and (self.list_until is None or on <= self.list_until)


@dataclass(frozen=True)
class Reason:
    """Why early removal cannot be granted now."""

    why: str
    cites: str


@dataclass(frozen=True)
class EarlyFacts:
    """What early removal asks. listed_on: the decision, or the day from which the term was restarted."""

    listed_on: date
    corrected_on: date | None
    promised_on: date | None
    missing_fen: int = 0
    new_arrears: Sequence[str] = ()
    criminal: str = NONE


def two_clocks(decided_on: date, *, corrected_on: date | None = None, law: LawAt) -> TwoClocks:
    """Both clocks of a decision of that day; corrected_on: when the arrears were paid, None while they are not."""
    repair = [
        due(key, start=decided_on, place=law.place, law=law.law, calendar=law.calendar) for key in (SHORTEST, LONGEST)
    ]
    cautions = dict.fromkeys(line for one in repair for line in ((one.missing,) if one.missing else one.cautions))
    shortest, longest = (one.last_day for one in repair)
    return TwoClocks(
        decided_on,
        law.after((TERM,), decided_on),
        early_from(decided_on, corrected_on, law=law),
        longest,
        shortest + timedelta(days=1) if shortest else None,
        tuple(cautions),
    )


def early_from(listed_on: date, corrected_on: date | None, *, law: LawAt) -> date | None:
    """The day after six months on the list since correction: counted from the later of the two (令45 art. 12)."""
    last = law.after((EARLY,), max(listed_on, corrected_on)) if corrected_on else None
    return last + timedelta(days=1) if last else None


def early_removal(facts: EarlyFacts, on: date, *, law: LawAt) -> tuple[Reason, ...]:
    """Everything in the way of early removal on that day; empty: it may be granted (令45 arts. 12, 13)."""
    found: list[Reason] = []
    asked, barred = f"{RULE}第十二条", f"{RULE}第十三条"
    first = early_from(facts.listed_on, facts.corrected_on, law=law)
    if facts.corrected_on is None or facts.missing_fen > 0:
        found.append(Reason("拖欠的工资还没有全部付清", asked))
    elif first is None or on < first:
        shown = f"{chinese_day(first)}起才可以移出" if first else "期限标准未录入"
        found.append(Reason(f"自改正之日起列入未满六个月，{shown}", asked))
    if facts.promised_on is None:
        found.append(Reason("没有不再拖欠工资的书面承诺", asked))
    if facts.new_arrears:
        found.append(Reason(f"列入期间又发生拖欠：{'、'.join(facts.new_arrears)}", barred))
    if facts.criminal in (PENDING, CONVICTED):
        found.append(Reason(dict(CRIMINAL)[facts.criminal], barred))
    return tuple(found)
