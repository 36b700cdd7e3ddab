"""What each kind of department checks in a joint check: one small dated file each, read strictly. Pure."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.watch.inspection.checklists.reading import Item, Words

LISTS = Path(__file__).with_name("lists")


class Row(Item):
    """One row, asked so that "yes" is as it should be. `applies`: which projects it is asked of."""

    applies: Literal["all", "government", "state_firm"]


class DepartmentList(BaseModel):
    """The rows of one or several kinds of department; in force from `valid_from` until `valid_to` (both included)."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    units: list[str] = Field(min_length=1)
    name: Words
    valid_from: date
    valid_to: date | None = None
    items: list[Row] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits(self) -> DepartmentList:
        keys = [item.key for item in self.items]
        if len(set(keys)) < len(keys) or set(self.units) - set(UnitKind.values):
            raise ValueError("检查项的 key 重复，或者单位类别不存在")
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("失效日期早于施行日期")
        return self

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def read_list(text: str, source: str) -> DepartmentList:
    """One file. ValueError with the file and the field where it is not as it should be."""
    try:
        return DepartmentList.model_validate(yaml.safe_load(text))
    except (ValidationError, yaml.YAMLError) as wrong:
        raise ValueError(f"部门检查清单 {source} 不能使用：{wrong}") from wrong


@cache
def every_list() -> tuple[DepartmentList, ...]:
    """All there are, also those of other days."""
    return tuple(read_list(path.read_text(encoding="utf-8"), path.name) for path in sorted(LISTS.glob("*.yaml")))


def list_of(kind: str, on: date) -> DepartmentList | None:
    """The list of a kind of unit in force that day; None where that kind writes what it saw in words alone."""
    return next((one for one in every_list() if kind in one.units and one.holds(on)), None)


def rows_for(kind: str, *, government: bool | None, state_firm: bool | None, on: date) -> tuple[Row, ...]:
    """The rows to be answered. A project of which it is not known whether it is the government's is asked as if it were."""
    found = list_of(kind, on)
    left_out = {name for name, fact in (("government", government), ("state_firm", state_firm)) if fact is False}
    return tuple(row for row in found.items if row.applies not in left_out) if found else ()
