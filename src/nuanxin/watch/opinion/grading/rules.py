"""The grade of an item by declared, dated rules. Pure but for reading the file: every rule that holds is a reason, the gravest decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from nuanxin.watch.opinion.words import WEIGHT, Grade

FILE = Path(__file__).with_name("rules.yaml")


class Rule(BaseModel):
    """One rule. Conditions of one rule: any of them makes it hold. `setting`: the local setting that gives its figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    key: str
    name: str
    grade: Grade
    source: str
    words: tuple[str, ...] = ()
    views: int | None = None
    shares: int | None = None
    persons: int | None = None
    copies: int | None = None
    media: tuple[str, ...] = ()
    government: bool = False
    named: bool = False
    setting: str = ""

    @property
    def figure(self) -> str:
        """Which figure the local setting gives."""
        return "persons" if self.key == "mass" else "copies"

    def set_to(self, value: object) -> Rule:
        """The rule with the place's own figure; anything but a whole number above nought leaves it empty."""
        sound = isinstance(value, int) and not isinstance(value, bool) and value > 0
        return self.model_copy(update={self.figure: value}) if self.setting and sound else self

    @property
    def unset(self) -> bool:
        return bool(self.setting) and getattr(self, self.figure) is None


class Rules(BaseModel):
    """A version of the rules."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    version: str
    valid_from: date
    rules: tuple[Rule, ...]

    def here(self, settings: Mapping[str, object]) -> Rules:
        """With the figures that the place has set."""
        return self.model_copy(update={"rules": tuple(rule.set_to(settings.get(rule.setting)) for rule in self.rules)})


@dataclass(frozen=True)
class Told:
    """What is judged: the item and all that were joined into it. None = not stated. copies: how many lie in the file."""

    text: str
    media: frozenset[str] = frozenset()
    views: int | None = None
    shares: int | None = None
    persons: int | None = None
    government: bool | None = None
    named: bool = False
    copies: int = 1


@dataclass(frozen=True)
class Reason:
    """A rule that holds, and what in the item made it hold."""

    rule: str
    grade: Grade
    text: str
    source: str


@dataclass(frozen=True)
class Judgement:
    """The grade, every reason (the gravest first), the version of the rules."""

    grade: Grade
    reasons: tuple[Reason, ...]
    version: str


@cache
def versions() -> tuple[Rules, ...]:
    """Every version, the oldest first."""
    read = [Rules.model_validate(one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8"))]
    return tuple(sorted(read, key=lambda one: one.valid_from))


def rules_on(day: date) -> Rules:
    """The version in force; before the first one, the first."""
    return next((one for one in reversed(versions()) if one.valid_from <= day), versions()[0])


def judge(told: Told, rules: Rules) -> Judgement:
    """The gravest rule that holds decides; none: to be watched."""
    reasons = [
        Reason(rule.key, rule.grade, f"{rule.name}：{'、'.join(why)}", rule.source)
        for rule in rules.rules
        if (why := list(_holds(rule, told)))
    ]
    reasons.sort(key=lambda one: -WEIGHT[one.grade])
    return Judgement(reasons[0].grade if reasons else Grade.BLUE, tuple(reasons), rules.version)


def _holds(rule: Rule, told: Told) -> Iterator[str]:
    """In words, each condition of the rule that is met."""
    for word in rule.words:
        if word in told.text:
            yield f"“{word}”"
    for name, words in (("views", "阅读{:,}次"), ("shares", "转发{:,}次"), ("persons", "{:,}人"), ("copies", "{:,}条")):
        least, said = getattr(rule, name), getattr(told, name)
        if least is not None and said is not None and said >= least:
            yield words.format(said)
    if told.media & set(rule.media):
        yield "有中央或者省级媒体"
    if rule.government and told.government:
        yield "登记为政府投资项目"
    if rule.named and told.named:
        yield "写明了单位或者项目"
