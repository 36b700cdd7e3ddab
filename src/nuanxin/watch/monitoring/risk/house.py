"""The house's rules, read from rules/*.yaml and grades.yaml: dated, each saying where its points come from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from nuanxin.watch.monitoring.risk.declared import FigureOfRule, Figures, Own, Rule, Rules, Step, holds_on

FOLDER = Path(__file__).with_name("rules")
_GRADES = Path(__file__).with_name("grades.yaml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Step(_Strict):
    points: int
    workers_from: int = 1
    fen_from: int = 0
    value_from: int = 0


class _Figure(_Strict):
    name: str
    label: str
    unit: str
    least: int
    most: int
    fixed: Literal["", "law", "load"] = ""
    cites: str = ""


class _Version(_Strict):
    """figures: numbers that the indicator itself reckons with, where no law gives them; says: the same in words."""

    valid_from: date
    valid_to: date | None = None
    source: str
    steps: tuple[_Step, ...]
    figures: dict[str, int] = {}
    says: str = ""

    @property
    def words(self) -> str:
        """Where the points come from, and with which figures the indicator reckons."""
        return f"{self.source}；{self.says.format(**self.figures)}" if self.says else self.source


class _File(_Strict):
    key: str
    name: str
    cites: str = ""
    unit: str = ""
    figures: tuple[_Figure, ...] = ()
    versions: tuple[_Version, ...]


class _Lines(_Strict):
    red: int
    orange: int
    yellow: int
    blue: int | None = None


class _Grades(_Strict):
    valid_from: date
    valid_to: date | None = None
    source: str
    lines: _Lines
    further_site: int


@cache
def _files() -> tuple[_File, ...]:
    return tuple(_File.model_validate(_read(path)) for path in sorted(FOLDER.glob("*.yaml")))


@cache
def _grades() -> tuple[_Grades, ...]:
    return tuple(_Grades.model_validate(one) for one in _read(_GRADES)["versions"])


@lru_cache(maxsize=64)
def house_rules(on: date) -> Rules:
    """The rules that the house ships, as they hold on a day; a rule not yet or no longer in force is left out."""
    rules = []
    for file in _files():
        for version in file.versions:
            if holds_on(version.valid_from, version.valid_to, on):
                steps = tuple(Step(**one.model_dump()) for one in version.steps)
                own = differing(file.key, version.figures)
                rules.append(Rule(file.key, file.name, steps, file.cites, version.words, file.unit, own))
    rules.sort(key=lambda rule: (-max(step.points for step in rule.steps), rule.key))
    held = [one for one in _grades() if holds_on(one.valid_from, one.valid_to, on)]
    if not held:
        return Rules((), 100, 100, 100, source="这一天还没有评级规则")
    lines = held[-1].lines
    further, source = held[-1].further_site, held[-1].source
    return Rules(tuple(rules), lines.red, lines.orange, lines.yellow, further, source, lines.blue)


def figure(rule: str, name: str, on: date, own: Own = ()) -> int:
    """A figure with which an indicator reckons: a place's own, else as it holds on a day; before the rule's first version that one's.

    KeyError: no such rule or figure. Points are given only while a version is in force, the indicator is told at any time.
    """
    for called, value in own:
        if called == name:
            return value
    versions = _by_key()[rule].versions
    held = [one for one in versions if holds_on(one.valid_from, one.valid_to, on)]
    return (held[-1] if held else versions[0]).figures[name]


def first_figures(rule: str) -> dict[str, int]:
    """The figures of a rule as the house first had them; none where it reckons with none."""
    file = _by_key().get(rule)
    return dict(file.versions[0].figures) if file else {}


def differing(rule: str, figures: Mapping[str, int]) -> Own:
    """Those that are not the first ones, by name."""
    first = first_figures(rule)
    return tuple(sorted((name, value) for name, value in figures.items() if first.get(name) != value))


def own_figures(rules: Rules) -> dict[str, Own]:
    """The figures of a set that are not the house's first, by rule."""
    return {rule.key: rule.figures for rule in rules.rules if rule.figures}


def figures_of(rules: Rules) -> Figures:
    """Every figure with which a set asks, by rule; rules without any are left out. The same set asks with the same for ever."""
    return {
        rule.key: told_figures(rule)
        for rule in rules.rules
        if any(one.fixed != "load" for one in figures_declared(rule.key))  # those of the load are in its columns
    }


def told_figures(rule: Rule) -> dict[str, int]:
    """Every figure of one rule of a set."""
    return first_figures(rule.key) | dict(rule.figures)


@cache
def figures_declared(rule: str) -> tuple[FigureOfRule, ...]:
    """The figures of a rule with their words and bounds."""
    file = _by_key().get(rule)
    return tuple(FigureOfRule(**one.model_dump()) for one in file.figures) if file else ()


@cache
def _by_key() -> dict[str, _File]:
    return {file.key: file for file in _files()}


def rule_names() -> dict[str, str]:
    """Key → name of every rule there is."""
    return {file.key: file.name for file in _files()}


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
