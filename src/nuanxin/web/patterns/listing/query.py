"""One address of a list, read: conditions, order, columns, and what is wrong with it. Page and workbook use the same reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, QueryDict

from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Reading, read_filter
from nuanxin.web.patterns.listing.paging import SortField, sort_fields

SIZES = (25, 50, 100)
COUNTED_AT_ONCE = 10_000


@dataclass
class Query:
    """A list's address as understood."""

    listing: Listing
    rows: QuerySet[Any]
    readings: list[Reading]
    columns: tuple[Column, ...]
    fields: tuple[SortField, ...]
    sort: str = ""
    size: int = SIZES[0]
    complaints: list[str] = field(default_factory=list)

    @property
    def conditions(self) -> list[str]:
        """The conditions in force, in words."""
        return [f"{r.filter.label}：{r.words}" for r in self.readings if r.condition is not None]

    @property
    def sortkey(self) -> str:
        return self.sort.lstrip("-")

    @property
    def falling(self) -> bool:
        return self.sort.startswith("-")

    @property
    def farthest(self) -> int:
        """The last page that may be asked for by its number: within the rows counted at once."""
        return COUNTED_AT_ONCE // self.size

    @property
    def searched(self) -> bool:
        """Whether words are searched for."""
        return any(r.filter.kind == "text" and r.condition is not None for r in self.readings)

    def address(self, **changes: str) -> str:
        """The query string of the same list with some parts changed; page markers are dropped unless given anew."""
        pairs = [(name, typed) for reading in self.readings for name, typed in _pairs(reading) if typed]
        kept = {"sort": self.sort, "size": str(self.size) if self.size != SIZES[0] else ""} | changes
        return urlencode(pairs + [(name, value) for name, value in kept.items() if value])


def _pairs(reading: Reading) -> list[tuple[str, str]]:
    names = reading.filter.names
    return list(zip(names, reading.typed, strict=False)) if len(names) > 1 else [(names[0], t) for t in reading.typed]


def read_query(listing: Listing, rows: QuerySet[Any], request: HttpRequest, columns: tuple[Column, ...]) -> Query:
    """Read the address. Nothing in it can fail the page: what is not understood is left out and said."""
    params = request.GET
    readings = [read_filter(declared, params, request, rows.model) for declared in listing.filters]
    complaints = [reading.complaint for reading in readings if reading.complaint]
    complaints += _unknown(listing, params)
    for reading in readings:
        if reading.condition is not None:
            rows = rows.filter(reading.condition)
    sort = params.get("sort", "")
    path = listing.sort_path(sort.lstrip("-"))
    if sort and not path:
        complaints.append(f"不能按“{sort.lstrip('-')[:30]}”排序，已按默认顺序显示。")
        sort = ""
    order = (("-" if sort.startswith("-") else "") + path,) if sort else listing.default_order
    size = params.get("size", "")
    if size and size not in map(str, SIZES):
        complaints.append(f"每页不能显示“{size[:10]}”条，已按{SIZES[0]}条显示。")
        size = ""
    return Query(
        listing=listing,
        rows=rows,
        readings=readings,
        columns=columns,
        fields=sort_fields(rows, order, listing.clustered),
        sort=sort,
        size=int(size or SIZES[0]),
        complaints=complaints,
    )


def _unknown(listing: Listing, params: QueryDict) -> list[str]:
    known = {name for declared in listing.filters for name in declared.names} | set(listing.reserved)
    strange = sorted(set(params) - known)
    return [f"网址中有不认识的条件“{name[:30]}”，没有生效。" for name in strange]


@dataclass(frozen=True)
class Totals:
    """How many rows there are, whether that is exact, and the sums (only where it is).

    keys: those of all rows, where finding them was dear; then the page is looked for among them.
    """

    rows: int
    exact: bool
    sums: dict[str, int]
    keys: list[Any] | None = None


def totals(query: Query, *, fully: bool) -> Totals:
    """Count and sums in one walk; beyond ten thousand rows only where asked, since it goes through the whole set.

    Words are read in the rows themselves, which costs SQLite 3 µs a row, so there a search for words keeps what it found.
    """
    paths = {column.key: column.sum_path for column in query.columns if column.sum_path}
    rows = query.rows.order_by().values("pk", *paths.values())
    within = rows if fully else rows[: COUNTED_AT_ONCE + 1]
    if connection.vendor == "sqlite" and query.searched and not fully and not query.rows.query.annotations:
        seen = list(within.values_list("pk", *paths.values()))
        if len(seen) > COUNTED_AT_ONCE:
            return Totals(COUNTED_AT_ONCE, False, {})
        keys, *columns = zip(*seen, strict=True) if seen else ((),) * (len(paths) + 1)
        added = {key: sum(filter(None, column)) for key, column in zip(paths, columns, strict=True)}
        return Totals(len(seen), True, added, list(keys))
    found = within.aggregate(rows_found=Count("pk"), **{f"sum_{key}": Sum(path) for key, path in paths.items()})
    total = int(found["rows_found"])
    if total > COUNTED_AT_ONCE and not fully:
        return Totals(COUNTED_AT_ONCE, False, {})
    return Totals(total, True, {key: int(found[f"sum_{key}"] or 0) for key in paths})
