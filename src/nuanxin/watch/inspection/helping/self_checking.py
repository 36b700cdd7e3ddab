"""Self-check of a firm: questions from the check-lists of visits, answered by the firm for itself, and advice on each no.

Nothing is kept and no office sees it: a firm that must fear its own answers gives none that help it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from nuanxin.watch.inspection.checklists.reading import NO, every_checklist
from nuanxin.watch.inspection.helping.models import WeakPoint

_FILE = Path(__file__).with_name("self_check.yaml")


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    list: str
    item: str
    topic: str
    advice: Annotated[str, Field(min_length=10, max_length=200)]


@dataclass(frozen=True)
class Question:
    """Asked so that "yes" is as it should be. on_site: only firms with building sites are asked."""

    key: str
    topic: str
    ask: str
    finding: str
    advice: str
    cites: str
    on_site: bool


@dataclass(frozen=True)
class Weakness:
    """One weak point as the advice page writes it."""

    topic: str
    finding: str
    advice: str
    cites: str


def questions(on: date) -> tuple[Question, ...]:
    """The questions of the lists in force on that day, in the order of the file."""
    lists = {one.key: one for one in every_checklist() if one.holds(on)}
    topics = dict(WeakPoint.Topic.choices)
    found = []
    for line in _lines():
        whole = lists.get(line.list)
        item = whole.item(line.item) if whole else None
        if whole and item:
            key = f"{line.list}_{line.item}"
            on_site = whole.about == "project"
            found.append(
                Question(key, str(topics[line.topic]), item.ask, item.finding, line.advice, item.cites, on_site)
            )
    return tuple(found)


def weak_points(asked: tuple[Question, ...], answers: Mapping[str, str]) -> tuple[Weakness, ...]:
    """The points answered no, in the order asked. What was not answered is no weak point. Pure."""
    return tuple(Weakness(one.topic, one.finding, one.advice, one.cites) for one in asked if answers.get(one.key) == NO)


@cache
def _lines() -> tuple[_Line, ...]:
    """The file, read strictly. ValueError where it names an unknown topic."""
    lines = TypeAdapter(tuple[_Line, ...]).validate_python(tuple(yaml.safe_load(_FILE.read_text("utf-8"))))
    if unknown := {line.topic for line in lines} - set(WeakPoint.Topic.values):
        raise ValueError(f"{_FILE.name}：没有这些环节：{'、'.join(sorted(unknown))}")
    return lines
