"""The parts of a form: rows, columns, items, settings and checks, strict and frozen."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from nuanxin.command.counters.book import slips
from nuanxin.command.reporting.forms.units import DECIMALS

Severity = Literal["hard", "warn"]
Rule = Literal[
    "total_is_sum",
    "part_within_whole",
    "not_above",
    "not_negative",
    "zero_together",
    "per_head",
    "needs_any",
    "projects",
    "not_below_previous",
    "thousandfold",
    "items_not_above",
    "jump",
]
Level = Literal["town", "county", "city", "province"]


def _unit(unit: str) -> str:
    if unit not in DECIMALS:
        raise ValueError(f"没有“{unit}”这个计量单位，可用：{'、'.join(DECIMALS)}")
    return unit


def _counter(key: str) -> str:
    if wrong := slips(key):
        raise ValueError("；".join(wrong))
    return key


Unit = Annotated[str, AfterValidator(_unit)]
CounterKey = Annotated[str, AfterValidator(_counter)]


class Record(BaseModel):
    """Strict: a word that no part of a form knows is refused, not swallowed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Stub(Record):
    """The two columns before the figures: what stands above the row names and above their numbers."""

    name: str = "项目"
    number: str = "序号"


class Figure(Record):
    """What a row, a column or an item may say of where its figures come from.

    `counts`: a key of the book of counters; `where`: the split it takes; `entered`: typed by the unit; nothing: entered too.
    """

    counts: CounterKey | None = None
    where: dict[str, str] = {}
    entered: bool = False
    sums: list[str] = []
    of: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Figure:
        if self.entered + bool(self.counts) + bool(self.sums) > 1:
            raise ValueError("counts、entered、sums 只能写其一")
        return self


class Row(Figure):
    """A row; with `sums` it is added up from others on the paper and never filled by hand."""

    number: int
    name: str
    unit: Unit | None = None


class Column(Figure):
    """A column: official name, head cells from top to bottom, unit, what it counts and what it is a part of."""

    name: str
    heads: Annotated[list[str], Field(min_length=1, max_length=4)]
    unit: Unit | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _head_is_the_name(cls, given: object) -> object:
        if isinstance(given, dict) and "heads" not in given and isinstance(given.get("name"), str):
            unit = f"（{given['unit']}）" if isinstance(given.get("unit"), str) else ""
            return {**given, "heads": [given["name"] + unit]}
        return given


class Item(Record):
    """One of the figures below the table: several fields, or one number with a unit; counted or entered."""

    name: str
    unit: Unit | None = None
    fields: dict[str, Unit] = {}
    counts: CounterKey | dict[str, CounterKey] | None = None
    where: dict[str, str] = {}
    entered: bool = False

    @model_validator(mode="after")
    def _one_kind(self) -> Item:
        if bool(self.fields) == bool(self.unit):
            raise ValueError("必须写 unit 或 fields，且只写其一")
        if self.counts is not None and self.entered:
            raise ValueError("counts 和 entered 只能写其一")
        if self.counts is not None and isinstance(self.counts, dict) != bool(self.fields):
            raise ValueError("counts 要与 fields 逐项对应，只有一个数的直接写指标")
        if isinstance(self.counts, dict) and (strange := set(self.counts) - set(self.fields)):
            raise ValueError(f"counts 里的{'、'.join(sorted(strange))}不在 fields 中")
        return self


class SingleCell(Record):
    """One cell that goes another way than its row and column: counted by its own counter, or typed where they count."""

    counts: CounterKey | None = None
    where: dict[str, str] = {}


class Setting(Record):
    """What the form leaves open: the choices; the first is the default."""

    name: str
    choices: Annotated[dict[str, str], Field(min_length=1)]


class Check(Record):
    """A rule that the figures must keep (hard) or be explained against (warn). "4+5" adds two columns."""

    key: str
    severity: Severity
    rule: Rule
    says: str
    columns: list[str] = []
    parts: list[str] = []
    item: str | None = None
    items: list[str] = []
    low_yuan: int | None = None
    high_yuan: int | None = None
    percent: Annotated[int, Field(ge=1)] | None = None
