"""Counts that take each employer, project or worker once: which row stands for it, in every area of a window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from nuanxin.command.counters.book import Where
from nuanxin.command.counters.facts import Window, acts, kept_parties, visits
from nuanxin.command.counters.grouping import meets
from nuanxin.command.counters.inspected import Areas, Published, Seen, look_at_visits, published_employers, row_of
from nuanxin.command.counters.tables import TABLES


class Once(Protocol):
    """What is counted once: the row that stands for it, and on it whatever a counter adds up."""

    latest: int


@dataclass
class Relieved:
    """A worker with his latest grant, which also says his sector."""

    latest: int
    sector: str


@dataclass
class Gathering:
    """The same people on one day in one place: the activity with most of them."""

    latest: int
    persons: int


class Looked:
    """What a window shows in each area, looked at once however many cells ask."""

    def __init__(self, window: Window, areas: Areas) -> None:
        self.window, self.areas = window, areas

    @cached_property
    def seen(self) -> dict[str, Seen]:
        return look_at_visits(visits(self.window), as_of=self.window.as_of, areas=self.areas)

    @cached_property
    def published(self) -> dict[str, dict[str, Published]]:
        return published_employers(acts(self.window), as_of=self.window.as_of, areas=self.areas)

    @cached_property
    def relieved(self) -> dict[str, dict[int, Relieved]]:
        table = TABLES["relief"]
        kept = kept_parties("worker", self.window.as_of)
        grants = table.rows(self.window).order_by("paid_on", "pk")
        found: dict[str, dict[int, Relieved]] = defaultdict(dict)
        for pk, worker, sector, region in grants.values_list(
            "pk", "claim__worker_id", str(table.splits["sector"]), table.region
        ):
            for area in self.areas(region):
                found[area][kept.get(worker, worker)] = Relieved(pk, row_of(sector))
        return found

    @cached_property
    def held(self) -> list[tuple[Any, ...]]:
        """Activities, the larger one later."""
        rows = TABLES["activities"].rows(self.window).order_by("persons", "-pk")
        return list(rows.values_list("kind", "pk", "persons", "people", "region_id", "held_on"))


def _employers(seen: Seen, where: Where) -> Iterable[Once]:
    sector = where.get("sector")
    return (one for one in seen.employers.values() if sector in (None, one.row))


def _projects(line: str, *, owing: bool) -> Callable[[Seen, Where], Iterable[Once]]:
    def latest(seen: Seen, where: Where) -> Iterable[Once]:
        return (one for one in seen.projects.get(line, {}).values() if one.arrears or not owing)

    return latest


# What visits amount to, one area at a time.
OF_VISITS: dict[str, Callable[[Seen, Where], Iterable[Once]]] = {
    "employers": _employers,
    "government.checked": _projects("government", owing=False),
    "government.owing": _projects("government", owing=True),
    "state_firm.checked": _projects("state_firm", owing=False),
    "state_firm.owing": _projects("state_firm", owing=True),
}


def _relieved(looked: Looked, where: Where) -> dict[str, Iterable[Once]]:
    sector = where.get("sector")
    return {
        area: [one for one in workers.values() if sector in (None, one.sector)]
        for area, workers in looked.relieved.items()
    }


def _gathered(looked: Looked, where: Where) -> dict[str, Iterable[Once]]:
    """Of the activities of one day and place with the same people, the one with most of them."""
    only = TABLES["activities"].narrowed(where)
    taken = {kind for kind in {kind for kind, *_ in looked.held} if meets(only, {"kind": kind})}
    found: dict[str, dict[Any, Gathering]] = defaultdict(dict)
    for kind, pk, persons, people, region, day in looked.held:
        if kind in taken:
            for area in looked.areas(region):
                found[area][people, region, day] = Gathering(pk, persons)
    return {area: each.values() for area, each in found.items()}


_OTHERS: dict[str, Callable[[Looked, Where], Mapping[str, Iterable[Once]]]] = {
    "published": lambda looked, where: {area: each.values() for area, each in looked.published.items()},
    "relieved": _relieved,
    "people": _gathered,
}


def standing(chosen: str, looked: Looked, where: Where) -> Mapping[str, Iterable[Once]]:
    """Per area whatever is counted once."""
    if chosen in OF_VISITS:
        return {area: OF_VISITS[chosen](seen, where) for area, seen in looked.seen.items()}
    return _OTHERS[chosen](looked, where)
