"""The check-lists: one small dated file each, read strictly. Pure.

An item that nobody answered is not answered "no": only a "no" makes a finding, and only answered items become rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

LISTS = Path(__file__).with_name("lists")
Key = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,38}[a-z]$")]
Words = Annotated[str, Field(min_length=2, max_length=120)]
YES, NO, NOT_APPLICABLE = "yes", "no", "na"
ANSWERS = {YES: "是", NO: "否", NOT_APPLICABLE: "不适用"}
_ORDER = (
    "real_name", "special_account", "wage_deposit", "rights_board", "labour_contract", "working_time",
    "high_temperature", "courier_injury", "transport_safety",
)  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Item(_Part):
    """One question, asked so that "yes" is as it should be; `finding`: what a "no" says in the record of the visit.

    verified: L read in the full text, W seen in a source, S from the project's seed texts, M from memory (to be checked).
    """

    key: Key
    ask: Words
    finding: Words
    cites: Words
    verified: Annotated[str, Field(pattern=r"^(L|S|M|W\d*)$")]


class Checklist(_Part):
    """One list. `about`: what is visited; in force from `valid_from` until `valid_to` (both included)."""

    key: Key
    name: Words
    about: Literal["project", "employer"]
    valid_from: date
    valid_to: date | None = None
    items: list[Item] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> Checklist:
        keys = [item.key for item in self.items]
        if len(set(keys)) < len(keys):
            raise ValueError("检查项的 key 重复")
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("失效日期早于施行日期")
        return self

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def item(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)


def read_checklist(text: str, source: str) -> Checklist:
    """One file. ValueError with the file and the field where it is not as it should be."""
    try:
        return Checklist.model_validate(yaml.safe_load(text))
    except (ValidationError, yaml.YAMLError) as wrong:
        raise ValueError(f"检查清单 {source} 不能使用：{wrong}") from wrong


@cache
def every_checklist() -> tuple[Checklist, ...]:
    """All there are, also those of other days, in the order in which a visit goes through them."""
    read = [read_checklist(path.read_text(encoding="utf-8"), path.name) for path in sorted(LISTS.glob("*.yaml"))]
    order = {key: place for place, key in enumerate(_ORDER)}
    return tuple(sorted(read, key=lambda one: (order.get(one.key, len(order)), one.key, one.valid_from)))


def checklists(on: date) -> tuple[Checklist, ...]:
    """Those in force on the day of the visit."""
    return tuple(one for one in every_checklist() if one.holds(on))


def item_at(place: str, on: date) -> tuple[Checklist, Item] | None:
    """What "real_name/contract" asks on that day; None where there is no such item."""
    name, _, key = place.partition("/")
    for one in checklists(on):
        if one.key == name and (item := one.item(key)):
            return one, item
    return None


def findings(answers: Mapping[str, str], notes: Mapping[str, str], on: date) -> list[str]:
    """The sentences of the "no" answers, in the order of the lists, each with the officer's note and the article.

    `answers`: place → yes, no, na; places that the day does not know are passed over.
    """
    said = []
    for one in checklists(on):
        for item in one.items:
            place = f"{one.key}/{item.key}"
            if answers.get(place) == NO:
                note = notes.get(place, "").strip()
                said.append(f"{item.finding}{f'（{note}）' if note else ''}（{item.cites}）")
    return said
