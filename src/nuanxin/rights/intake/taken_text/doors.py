"""What to say to somebody whose matter is no wage arrears: dated words, one answer a door."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from nuanxin.rights.intake.reading.lexicon import lexicon
from nuanxin.rights.intake.reading.reading import ComplaintReading
from nuanxin.rights.intake.reading.right_door import INSPECTION

_FILE = Path(__file__).parent / "door_words.yaml"


class DoorWords(BaseModel):
    """Why it is no wage arrears, and the answer to give."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    why: str
    say: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    since: date
    about: str
    not_arrears: dict[str, DoorWords]
    arrears: dict[str, DoorWords]


@lru_cache(maxsize=1)
def _words() -> _File:
    return _File.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def door_words(door: str, *, is_arrears: bool) -> DoorWords | None:
    """The words for a door; None for wage arrears that labour inspection takes up itself."""
    table = _words().arrears if is_arrears else _words().not_arrears
    return table.get(door)


def told_of(reading: ComplaintReading) -> DoorWords | None:
    """What the reading gives cause to say."""
    return door_words(reading.right_channel, is_arrears=reading.is_wage_arrears)


def doors() -> list[tuple[str, str]]:
    """Every door with its name, this office's own one last."""
    shown = lexicon().doors.shown
    return [(door, name) for door, name in shown.items() if door != INSPECTION] + [(INSPECTION, shown[INSPECTION])]
