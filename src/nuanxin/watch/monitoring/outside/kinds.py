"""Kinds of signals from outside, read from kinds.yaml. Plain."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from nuanxin.watch.monitoring.months import month_after
from nuanxin.watch.monitoring.risk.house import first_figures

Unit = Literal["yuan", "count", "percent", "listed"]
UNIT_NAMES: dict[Unit, str] = {"yuan": "元", "count": "件", "percent": "%", "listed": ""}
_FILE = Path(__file__).with_name("kinds.yaml")


class Kind(BaseModel):
    """One kind of signal. about: whom a line may name; firms: whose signal counts for a project; counts_days None: until lifted (its rule says how long)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    name: str
    unit: Unit
    about: tuple[Literal["employer", "project"], ...]
    firms: tuple[Literal["contractor", "owner"], ...]
    office: str
    meaning: str

    @property
    def unit_name(self) -> str:
        return UNIT_NAMES[self.unit]

    @property
    def counts_days(self) -> int | None:
        """How long after its date it counts by the house's rule."""
        return first_figures(self.key).get("days")

    def counts_in(self, month: date, happened_on: date, until: date | None, days: int | None = None) -> bool:
        """Whether a signal of that day counts for the wages of a month (its first day): it stood at some day of it.

        days: so long after its date it counts where the rules of a place say otherwise than the house.
        """
        last = month_after(month) - timedelta(days=1)
        stood = happened_on <= last and (until is None or until >= month)
        days = self.counts_days if days is None else days
        return stood and (days is None or happened_on + timedelta(days=days) >= month)


@cache
def kinds() -> dict[str, Kind]:
    """Key → kind, in the order of the file."""
    said = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["kinds"]
    return {one.key: one for one in (Kind.model_validate(row) for row in said)}


def kind_called(said: str) -> Kind | None:
    """By key or Chinese name."""
    return next((one for one in kinds().values() if said in (one.key, one.name)), None)
