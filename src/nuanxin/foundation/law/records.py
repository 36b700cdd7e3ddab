"""The shape of the parameter files, checked strictly: a slip stops the start with file, key and field named."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

COUNTRY = "000000"
Unit = Literal["wd", "d", "h", "mo", "yr"]
Roll = Literal["none", "next_workday", "previous_workday"]
Measure = Literal["yuan", "ratio", "count", "multiple", "day", "hour", "month", "year", "age"]
Place = Annotated[str, Field(pattern=r"^\d{6}(\d{3}){0,2}$")]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(\.[a-z0-9_]+)+$")]
Number = int | float


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class ActRecord(_Record):
    short: str
    name: str
    number: str = ""
    in_force: date | None = None


class ExtensionRecord(_Record):
    value: Annotated[int, Field(gt=0)]
    unit: Unit
    condition: str = ""


class _Value(_Record):
    """What every value carries: where and when it holds, what it rests on, how sure we are."""

    place: Place = COUNTRY
    # Absent: the date in force of the act cited first.
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    cites: Annotated[str, Field(min_length=1)]
    verified: str
    confidence: Literal["H", "M", "low"]
    # False: present for the administrator to confirm, but not usable.
    confirmed: bool = True
    note: str = ""
    # Said with every answer that uses the value.
    caution: str = ""

    @model_validator(mode="after")
    def _known_enough(self) -> "_Value":
        if self.confirmed and (self.confidence == "low" or (self.verified, self.confidence) == ("M", "M")):
            raise ValueError("凭记忆且把握不足的数字不得启用：请留空并写明 missing，或标为 confirmed: false")
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError("失效日期早于施行日期")
        return self


class TermValue(_Value):
    """A length of time. roll left out: wd and h none; d, mo and yr to the next workday (before: the previous one)."""

    value: Annotated[int, Field(ge=0)]
    unit: Unit
    extension: ExtensionRecord | None = None
    roll: Roll | None = None
    direction: Literal["after", "before"] = "after"
    day_one: Literal["excluded", "included"] = "excluded"


class FigureValue(_Value):
    """A number (value), a range (low, high, either may be open) or one number per class of area (tiers)."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    tiers: tuple[Number, ...] | list[Number] = ()
    unit: Measure
    # The national range that local values must keep within.
    bounds: bool = False
    # May be shown as a hint, never used for a conclusion.
    warn_only: bool = False

    @model_validator(mode="after")
    def _one_shape(self) -> "FigureValue":
        has_range = self.low is not None or self.high is not None
        if (self.value is not None) + has_range + bool(self.tiers) != 1:
            raise ValueError("value、low/high、tiers 三种写法须且只能用一种")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low 大于 high")
        return self


class _Keyed(_Record):
    """One row of law.md. `alias` is the bare row key where the row has several figures and this is the first."""

    key: Key
    alias: Key | None = None
    name: Annotated[str, Field(min_length=1)]
    # Why there is no usable value, and who can supply it.
    missing: str = ""


class TermRecord(_Keyed):
    start_event: str
    stop_event: str
    pause_events: list[str] = []
    values: list[TermValue]

    @model_validator(mode="after")
    def _value_or_reason(self) -> "TermRecord":
        if not self.values and not self.missing:
            raise ValueError("没有数值时须写明 missing：缺什么、由谁提供")
        return self


class PromiseRecord(_Keyed):
    """A service target, never a statute: `statute` is the key of the term that it stands beside, if any."""

    statute: Key | None = None
    values: list[TermValue]


class FigureRecord(_Keyed):
    values: list[FigureValue]

    @model_validator(mode="after")
    def _value_or_reason(self) -> "FigureRecord":
        if not any(value.confirmed for value in self.values) and not self.missing:
            raise ValueError("没有可用数值时须写明 missing：缺什么、由谁提供")
        return self


class Document(_Record):
    """One parameter file, or one set of local additions."""

    terms: list[TermRecord] = []
    promises: list[PromiseRecord] = []
    figures: list[FigureRecord] = []
