"""How likely two clues are one, from 0 to 100, with the reasons in the words of an officer. Pure and symmetric.

Evidence adds up in points; the sum becomes a score by a logistic curve. What the law of the house calls a duplicate
(law.md clue.dup: same identity number, same employer, overlapping period) is certain and scores 100. Thresholds were
set on invented ledgers (tests/unit/rights/intake/duplicates); a person decides every pair.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import product

from nuanxin.foundation.parties.likeness import Likeness, firm_likeness, project_likeness, text_likeness
from nuanxin.foundation.parties.names import project_parts
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.people import PersonLikeness, compare_people

SHOWN = 10  # offered as a candidate while typing and on the clue's page
LIKELY = 70  # put into the decision queue, counted as possible duplicate at import, listed by find_duplicates
CERTAIN = 100  # the rule of clue.dup is met to the letter

_PRIOR = -9.0  # two clues of one city are hardly ever one
_STEEPNESS = 0.6
_BELOW_LIKELY = 60  # other employer and site, another period, another name: a matter of its own, shown as a link
_OTHER_PERSON = 20
_SAME_MONEY = 3.0  # points: the same sum, or the same number of people and nearly the same sum
_LONG_AGO = 300  # days between two reports whose months are not both stated
_VERY_LONG_AGO = 720
_ROUND_FEN = 100_000  # a sum in full thousands of yuan is guessed by many


@dataclass(frozen=True)
class Evidence:
    """One thing that speaks for (points > 0) or against two clues being one."""

    points: float
    reason: str = ""


@dataclass(frozen=True)
class Score:
    """0–100 and why; `certain` where the rule of clue.dup is met."""

    value: int
    reasons: tuple[str, ...]
    certain: bool = False


def score(one: ClueFacts, other: ClueFacts, places: Set[str] = frozenset()) -> Score:
    """Compare two clues; score(a, b) equals score(b, a)."""
    who = compare_people(one.people, other.people)
    firm = _best(firm_likeness(a, b, places) for a, b in product(one.firms, other.firms))
    if one.credit_code and one.credit_code == other.credit_code:
        firm = Likeness.SAME
    site = _best(project_likeness(a, b, places) for a, b in product(one.projects, other.projects))
    period = _period(one, other)
    money = list(_money(one, other))
    found = [
        *_person(who),
        _firm(one, other, firm),
        _site(one, other, site),
        period.evidence,
        *money,
        *_around(one, other),
    ]
    reasons = tuple(e.reason for e in found if e.reason)
    if who.same_id and firm is Likeness.SAME and period.overlaps:
        return Score(CERTAIN, ("同一证件号码、同一用人单位、欠薪时段重叠", *reasons), certain=True)
    value = _curve(_PRIOR + sum(e.points for e in found))
    alike_in_money = sum(e.points for e in money) >= _SAME_MONEY
    return Score(min(value, _ceiling(who, firm, site, period, alike_in_money)), reasons)


def same_money(one: ClueFacts, other: ClueFacts) -> bool:
    """Whether sum and number of people alone make two clues without a known person worth a second look."""
    return sum(evidence.points for evidence in _money(one, other)) >= _SAME_MONEY


def _person(who: PersonLikeness) -> list[Evidence]:
    return [Evidence(who.points), *(Evidence(0.0, reason) for reason in who.reasons)]


def apart(one: ClueFacts, other: ClueFacts) -> bool:
    """Whether the months owed (or, where they are not stated, the days of receipt) make two clues two claims."""
    mine, theirs = one.months, other.months
    if mine is None or theirs is None:
        return _days_between(one, other) > _LONG_AGO
    return mine[0] > theirs[1] or theirs[0] > mine[1]


def of_others(one: ClueFacts, other: ClueFacts) -> bool:
    """Whether the people alone keep two clues below LIKELY, whatever else is alike: of most pairs more need not be asked."""
    who = compare_people(one.people, other.people)
    return who.different or (who.other_name and not who.same_id)


def _curve(points: float) -> int:
    return min(CERTAIN - 1, round(100 / (1 + math.exp(-_STEEPNESS * points))))


def _ceiling(who: PersonLikeness, firm: Likeness, site: Likeness, period: PeriodLikeness, alike_in_money: bool) -> int:
    """What no sum of other evidence may outweigh."""
    if who.different:
        return _OTHER_PERSON
    if who.unknown and not alike_in_money:  # firm, site and months are shared by all who worked there
        return _BELOW_LIKELY
    if who.other_name or period.apart or (firm is Likeness.DIFFERENT and site not in (Likeness.SAME, Likeness.ALIKE)):
        return _BELOW_LIKELY
    return CERTAIN - 1


def _best(found: Iterable[Likeness]) -> Likeness:
    return max(found, default=Likeness.UNKNOWN)


def _firm(one: ClueFacts, other: ClueFacts, firm: Likeness) -> Evidence:
    same_code = bool(one.credit_code) and one.credit_code == other.credit_code
    return {
        Likeness.SAME: Evidence(5.0 if same_code else 4.0, "统一社会信用代码相同" if same_code else "用人单位相同"),
        Likeness.ALIKE: Evidence(3.0, "用人单位名称相近（简称或同音）"),
        Likeness.FAINT: Evidence(0.5, ""),
        Likeness.DIFFERENT: Evidence(-4.0, "用人单位不同"),
        Likeness.UNKNOWN: Evidence(0.0),
    }[firm]


def _site(one: ClueFacts, other: ClueFacts, site: Likeness) -> Evidence:
    if site in (Likeness.SAME, Likeness.ALIKE) and _other_part(one, other):
        return Evidence(0.5, "项目名称相同，期数或标段不同")
    return {
        Likeness.SAME: Evidence(4.0, "项目相同"),
        Likeness.ALIKE: Evidence(3.0, "项目名称相近（简称或同音）"),
        Likeness.FAINT: Evidence(0.5, ""),
        Likeness.DIFFERENT: Evidence(-3.0, "项目不同"),
        Likeness.UNKNOWN: Evidence(0.0),
    }[site]


def _other_part(one: ClueFacts, other: ClueFacts) -> bool:
    """二期 against 一期: the same kind of part is named on both sides with different numbers."""
    mine = {part for name in one.projects for part in project_parts(name)}
    theirs = {part for name in other.projects for part in project_parts(name)}
    shared = {kind for _, kind in mine} & {kind for _, kind in theirs}
    return any({n for n, k in mine if k == kind}.isdisjoint({n for n, k in theirs if k == kind}) for kind in shared)


@dataclass(frozen=True)
class PeriodLikeness:
    evidence: Evidence
    overlaps: bool = False
    apart: bool = False


def _period(one: ClueFacts, other: ClueFacts) -> PeriodLikeness:
    mine, theirs = one.months, other.months
    if mine is None or theirs is None:
        return PeriodLikeness(Evidence(0.0), apart=apart(one, other))
    if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
        same = mine == theirs
        return PeriodLikeness(Evidence(3.0 if same else 2.0, "欠薪时段相同" if same else "欠薪时段重叠"), overlaps=True)
    gap = max(mine[0] - theirs[1], theirs[0] - mine[1])
    return PeriodLikeness(Evidence(-6.0 if gap == 1 else -9.0, f"欠薪时段不重叠（相隔{gap}个月）"), apart=True)


def _money(one: ClueFacts, other: ClueFacts) -> Iterator[Evidence]:
    if one.persons and other.persons:
        fewer, more = sorted((one.persons, other.persons))
        if fewer == more and fewer > 1:
            yield Evidence(1.5, f"涉及人数相同（{fewer}人）")
        elif more >= 3 * fewer:
            yield Evidence(-1.0)
            return  # one worker's share says nothing about the sum of a crew
    if one.amount_fen and other.amount_fen:
        less, greater = sorted((one.amount_fen, other.amount_fen))
        if less == greater:
            yield Evidence(3.0 if less % _ROUND_FEN == 0 else 4.5, "欠薪金额相同")
        elif less * 10 >= greater * 9:
            yield Evidence(1.5, "欠薪金额相差不到一成")
        elif greater >= 3 * less:
            yield Evidence(-1.0)


def _around(one: ClueFacts, other: ClueFacts) -> Iterator[Evidence]:
    if one.region and other.region:
        if one.region[:6] == other.region[:6]:
            yield Evidence(1.0, "区划相同")
        elif one.city != other.city:
            yield Evidence(-3.0)
    if one.place and other.place and text_likeness(one.place, other.place) >= 0.8:
        yield Evidence(1.0, "地点相近")
    if one.received_on and other.received_on:
        days = _days_between(one, other)
        if days <= 60:
            yield Evidence(1.0, f"收到日期相隔{days}天" if days else "同日收到")
        elif days > _VERY_LONG_AGO:
            yield Evidence(-3.0)


def _days_between(one: ClueFacts, other: ClueFacts) -> int:
    """Days between the two receipts; 0 where one is not known."""
    if not one.received_on or not other.received_on:
        return 0
    return abs((one.received_on - other.received_on).days)
