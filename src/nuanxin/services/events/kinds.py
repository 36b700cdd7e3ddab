"""Kinds of activity, read from kinds.yaml: which clause and which requirement each serves. Plain."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

_FILE = Path(__file__).with_name("kinds.yaml")
Audience = Literal["workers", "firms", "cadres", "public"]


class ActivityKind(BaseModel):
    """One kind. audience: whom it speaks to unless the record says otherwise; until: the last day on which it is offered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[a-z_]{2,30}$")
    name: str = Field(min_length=2, max_length=20)
    family: str
    audience: Audience = "workers"
    serves: tuple[str, ...] = Field(min_length=1)
    clause: str = Field(min_length=1)
    until: date | None = None


class KindsFile(BaseModel):
    """The whole file: codes and names stand once, families are declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    families: dict[str, str]
    kinds: tuple[ActivityKind, ...]

    @model_validator(mode="after")
    def _whole(self) -> KindsFile:
        for part in ("code", "name"):
            said = [getattr(kind, part) for kind in self.kinds]
            if twice := {one for one in said if said.count(one) > 1}:
                raise ValueError(f"{part} stands twice: {sorted(twice)}")
        if strange := {kind.family for kind in self.kinds} - set(self.families):
            raise ValueError(f"families not declared: {sorted(strange)}")
        return self


def read_kinds(text: str) -> KindsFile:
    """Raises ValidationError where the file does not hold together."""
    return KindsFile.model_validate(yaml.safe_load(text))


@cache
def _file() -> KindsFile:
    return read_kinds(_FILE.read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, ActivityKind]:
    """Code → kind, in the order of the file."""
    return {kind.code: kind for kind in _file().kinds}


def families() -> dict[str, str]:
    return _file().families


def offered(on: date) -> list[ActivityKind]:
    """The kinds that may be recorded for an activity of that day."""
    return [kind for kind in kinds().values() if kind.until is None or on <= kind.until]


def kind_name(code: str) -> str:
    """The Chinese name; a code that the file no longer knows is shown as it is."""
    kind = kinds().get(code)
    return kind.name if kind else code
