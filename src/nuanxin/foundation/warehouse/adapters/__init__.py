"""Files of banks and gates as they come: one mapping file an origin says which file is which table and what its headings mean."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.warehouse.tables import BY_NAME

SHIPPED = Path(__file__).parent


class MappedFile(BaseModel):
    """One kind of file. headings: our column → theirs, the first that is there; yuan: columns written in 元; words: theirs → ours.

    unless_failed: columns that say what was tried; where the outcome is `failed` they are nought or empty.
    adds: its rows take the place of the same rows only (a second try at what failed), not of the project's whole month.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    pattern: str
    table: str
    headings: dict[str, list[str]]
    yuan: list[str] = []
    words: dict[str, dict[str, str]] = {}
    unless_failed: list[str] = []
    adds: bool = False

    @field_validator("table")
    @classmethod
    def _known_table(cls, table: str) -> str:
        if table not in BY_NAME:
            raise ValueError(f"没有“{table}”这张表")
        return table

    @model_validator(mode="after")
    def _known_columns(self) -> MappedFile:
        ours = {column.name for column in BY_NAME[self.table].columns}
        if unknown := ({*self.headings, *self.yuan, *self.words, *self.unless_failed} - ours):
            raise ValueError(f"{self.table}没有这些列：{'、'.join(sorted(unknown))}")
        if self.adds and not BY_NAME[self.table].key:
            raise ValueError(f"{self.table}的行没有编号，不能只补几行")
        return self


class Adapter(BaseModel):
    """The files of one origin."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    files: list[MappedFile]


@cache
def shipped() -> tuple[str, ...]:
    """The names of the mapping files that come with the house."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


def adapter(name: str) -> Adapter:
    """One that ships, by its name, or one of the user's own, by its path. BadInput says what is wrong in it."""
    path = SHIPPED / f"{name}.yaml" if name in shipped() else Path(name)
    try:
        return Adapter.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as absent:
        remedy = f"请写对应文件的路径，或者{'、'.join(shipped())}"
        raise BadInput(Fault("读不出来", column=f"--mapping {name}", remedy=remedy)) from absent
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as wrong:
        why = str(wrong).splitlines()[-1 if isinstance(wrong, yaml.YAMLError) else 2].strip()
        raise BadInput(Fault("对应文件有误", column=f"--mapping {name}", remedy=f"请更正：{why}")) from wrong
