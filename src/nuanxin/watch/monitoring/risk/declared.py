"""What rules are: points by how many workers and how much money an indicator concerns, and the scores of the grades. Plain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.sm import sm3

Grade = Literal["red", "orange", "yellow", "blue", "none"]
ASKED: tuple[Grade, ...] = ("red", "orange", "yellow")  # somebody has to act, and the firm has to answer
WARNED: tuple[Grade, ...] = (*ASKED, "blue")  # blue is watched: told to its owner, the firm is asked nothing
GRADE_NAMES: dict[str, str] = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝", "none": "无"}
MOST = 100  # a score is at most this
Own = tuple[tuple[str, int], ...]  # figures of one rule, by name
Figures = Mapping[str, Mapping[str, int]]  # rule → name → figure


@dataclass(frozen=True)
class FigureOfRule:
    """A number with which the question of a rule reckons: its words, and what a place may set.

    fixed: "law" where an article gives it (cites), "load" where every load of the wage data works it out; neither is changed here.
    """

    name: str
    label: str
    unit: str
    least: int
    most: int
    fixed: Literal["", "law", "load"] = ""
    cites: str = ""

    @property
    def why_fixed(self) -> str:
        """Empty where a place may change it."""
        return {"": "", "law": f"由法规规定，不能在此更改：{self.cites}", "load": "随数据装载确定，不能在此更改"}[
            self.fixed
        ]

    def words(self, value: int) -> str:
        """As read by an official."""
        return f"{self.label}{value}{self.unit}"


def figure_faults(declared: Sequence[FigureOfRule], usual: Mapping[str, int], given: Mapping[str, int]) -> list[str]:
    """What does not fit in the figures that a place gives for a rule; usual: those of the house. Pure."""
    known, found = {one.name: one for one in declared}, []
    for name, value in given.items():
        one = known.get(name)
        if one is None:
            found.append(f"这条规则没有数值“{name}”")
        elif one.fixed and value != usual[name]:
            found.append(f"“{one.label}”{one.why_fixed}")
        elif not one.least <= value <= one.most:
            found.append(f"“{one.label}”应在{one.least}到{one.most}{one.unit}之间")
    return found


@dataclass(frozen=True)
class Step:
    """From so many workers, so much money (分) and so high a value (in the unit of the rule) on, all reached: these points."""

    points: int
    workers_from: int = 1
    fen_from: int = 0
    value_from: int = 0

    @property
    def words(self) -> str:
        """As read by an official, the value without its unit."""
        return self.words_in("")

    def words_in(self, unit: str) -> str:
        """The same with the unit of the value."""
        said = []
        if self.workers_from > 1:
            said.append(f"{self.workers_from}人以上")
        if self.fen_from:
            said.append(f"{yuan(self.fen_from)}元以上")
        if self.value_from:
            said.append(f"{self.value_from}{unit}以上")
        return f"{'、'.join(said) or '出现即'}计{self.points}分"


@dataclass(frozen=True)
class Rule:
    """One indicator with its steps. cites: the duty that it watches; source: where the points come from; unit: of its value.

    figures: with which its question reckons, those alone that are not what the house's rule first had.
    """

    key: str
    name: str
    steps: tuple[Step, ...]
    cites: str = ""
    source: str = ""
    unit: str = ""
    figures: Own = ()

    def points(self, workers: int, amount_fen: int, value: Decimal | int = 0) -> int:
        """Those of the best step that is reached; 0 where none is."""
        reached = [
            step.points
            for step in self.steps
            if workers >= step.workers_from and amount_fen >= step.fen_from and value >= step.value_from
        ]
        return max(reached, default=0)

    @property
    def words(self) -> str:
        return "；".join(step.words_in(self.unit) for step in self.steps)


@dataclass(frozen=True)
class Rules:
    """A whole set: each rule once, the scores of the grades, what a further bad site of an employer adds.

    blue None: the set knows no blue grade (sets of places drafted before there was one).
    """

    rules: tuple[Rule, ...]
    red: int
    orange: int
    yellow: int
    further_site: int = 0
    source: str = ""
    blue: int | None = None

    def grade_of(self, score: int) -> Grade:
        """The gravest grade whose score is reached."""
        if score >= self.red:
            return "red"
        if score >= self.orange:
            return "orange"
        if score >= self.yellow:
            return "yellow"
        return "blue" if self.blue is not None and score >= self.blue else "none"

    def by_key(self) -> dict[str, Rule]:
        return {rule.key: rule for rule in self.rules}

    @property
    def digest(self) -> str:
        """Known by its content: a back-test counts for exactly the rules that it ran."""
        return sm3(json.dumps(_said(asdict(self)), ensure_ascii=False, sort_keys=True).encode()).hex()


# What rules did not have at first: left out where it is not used, so that the digest of an older set stays what it was.
_LATER = {"value_from": 0, "unit": "", "blue": None, "figures": ()}


def _said(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {key: _said(one) for key, one in plain.items() if key not in _LATER or one != _LATER[key]}
    return [_said(one) for one in plain] if isinstance(plain, (list, tuple)) else plain


def rule_faults(steps: Iterable[Step]) -> list[str]:
    """What does not fit in the steps of a rule. Pure."""
    given = list(steps)
    found = [] if given else ["没有填写分值"]
    if any(not 0 <= step.points <= MOST for step in given):
        found.append(f"分值应在0到{MOST}之间")
    if any(step.workers_from < 0 or step.fen_from < 0 for step in given):
        found.append("人数和金额的界线不能小于零")
    if any(step.value_from < 0 for step in given):
        found.append("数值的界线不能小于零")
    return found


@dataclass(frozen=True)
class GradeLines:
    """A place's own scores of the grades. blue None: the place does without it."""

    red: int
    orange: int
    yellow: int
    blue: int | None = None

    @property
    def fault(self) -> str:
        """Empty where they fit: 100 ≥ red > orange > yellow > blue > 0, the last where there is one."""
        least = self.yellow if self.blue is None else self.blue
        falling = MOST >= self.red > self.orange > self.yellow and (self.blue is None or self.yellow > self.blue)
        return "" if falling and least > 0 else "应当满足：100 ≥ 红 > 橙 > 黄 > 蓝 > 0（蓝可以不设）"


def holds_on(valid_from: date, valid_to: date | None, on: date) -> bool:
    """Whether a dated version is in force."""
    return valid_from <= on and (valid_to is None or on <= valid_to)
