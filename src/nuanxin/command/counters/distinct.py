"""Counts that take each employer, project or worker once: which row stands for it in a window."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from nuanxin.command.counters.book import Where
from nuanxin.command.counters.facts import Window, acts, kept_parties, visits
from nuanxin.command.counters.inspected import Seen, look_at_visits, published_employers, row_of
from nuanxin.command.counters.tables import TABLES


class Looked:
    """What a window shows, looked at once however many cells ask."""

    def __init__(self, window: Window) -> None:
        self.window = window

    @cached_property
    def seen(self) -> Seen:
        return look_at_visits(visits(self.window), as_of=self.window.as_of)


def _employers(looked: Looked, where: Where) -> list[int]:
    sector = where.get("sector")
    return [one.latest for one in looked.seen.employers.values() if sector in (None, one.row)]


def _projects(line: str, *, owing: bool) -> Callable[[Looked, Where], list[int]]:
    def latest(looked: Looked, where: Where) -> list[int]:
        return [one.latest for one in looked.seen.projects[line].values() if one.arrears or not owing]

    return latest


def _published(looked: Looked, where: Where) -> list[int]:
    return list(published_employers(acts(looked.window), as_of=looked.window.as_of).values())


def _relieved(looked: Looked, where: Where) -> list[int]:
    """Each worker's latest grant, which also says his sector; merged workers are one."""
    table = TABLES["relief"]
    kept = kept_parties("worker", looked.window.as_of)
    grants = (
        table.rows(looked.window)
        .order_by("paid_on", "pk")
        .values_list("pk", "claim__worker_id", str(table.splits["sector"]))
    )
    latest = {kept.get(worker, worker): (pk, row_of(sector)) for pk, worker, sector in grants}
    return [pk for pk, sector in latest.values() if where.get("sector") in (None, sector)]


def _people(looked: Looked, where: Where) -> list[int]:
    """Of the activities of one day and place with the same people, the one with most of them."""
    table = TABLES["activities"]
    rows = table.rows(looked.window).filter(table.narrowed(where)).order_by("persons", "-pk")
    found = rows.values_list("pk", "people", "region_id", "held_on")
    return list({(people, region, day): pk for pk, people, region, day in found}.values())


DISTINCT: dict[str, Callable[[Looked, Where], list[int]]] = {
    "employers": _employers,
    "government.checked": _projects("government", owing=False),
    "government.owing": _projects("government", owing=True),
    "state_firm.checked": _projects("state_firm", owing=False),
    "state_firm.owing": _projects("state_firm", owing=True),
    "published": _published,
    "relieved": _relieved,
    "people": _people,
}
