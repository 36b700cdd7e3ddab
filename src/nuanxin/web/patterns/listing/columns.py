"""A list declared once: its columns, filters and orders. Page, print and workbook all read this one declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from django.utils import timezone

from nuanxin.foundation.common.masking import mask_id
from nuanxin.foundation.common.money import yuan
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.filters import Filter

ColumnKind = Literal["text", "day", "moment", "money", "int", "light", "link", "masked"]
RIGHT = ("money", "int")


@dataclass(frozen=True)
class Column:
    """One column.

    value: attribute path with dots ("employer.name") or a function of the row; the key by default.
        money → 分 (int); light → the due day or a Light; link → the text, with the address from `url`;
        masked → the open or already masked number, always shown and exported through `mask`.
    sortable: the database path that the heading sorts by; empty = not sortable.
    sum: shown at the foot over everything filtered; the database path, or True for the same path as `sortable` or `value`.
    clustered: neighbouring values share other things too (numbers begin with the area). A database reckons with rows well
        mixed and walks the whole order to the first row of another area; so the rows are found first, then sorted.
    frozen: stays at the left when the table is scrolled. default: shown before the person chooses.
    """

    key: str
    label: str
    value: str | Callable[[Any], Any] = ""
    kind: ColumnKind = "text"
    sortable: str = ""
    clustered: bool = False
    sum: bool | str = False
    frozen: bool = False
    default: bool = True
    url: Callable[[Any], str] | None = None
    mask: Callable[[str], str] = mask_id

    @property
    def right(self) -> bool:
        return self.kind in RIGHT

    @property
    def sum_path(self) -> str:
        if isinstance(self.sum, str):
            return self.sum
        if not self.sum:
            return ""
        return self.sortable or (self.value if isinstance(self.value, str) else "").replace(".", "__") or self.key

    def raw(self, row: Any) -> Any:
        """The value of a row before it is written for people."""
        if callable(self.value):
            return self.value(row)
        found: Any = row
        for hop in (self.value or self.key).split("."):
            if found is None:
                return None
            found = getattr(found, hop)
        return found() if callable(found) else found

    def shown(self, row: Any, today: date) -> Any:
        """The value as text (or a Light)."""
        value = self.raw(row)
        if self.kind == "light":
            return value if isinstance(value, Light) else due_light(due_on=value, today=today)
        return written(self, value)


def written(column: Column, value: Any) -> str:
    """A raw value as the page writes it."""
    if value is None:
        return ""
    if column.kind == "money":
        return yuan(value)
    if column.kind == "int":
        return f"{value:,}"
    if column.kind == "masked":
        return str(value) if "*" in str(value) else column.mask(str(value))
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class Listing:
    """A list page. `default_order`: database paths, "-" for falling; `row_url`: where a row opens.

    `unit` is the counter word (件, 户, 人); `empty` says what to do where nothing is found.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    default_order: tuple[str, ...] = ("-pk",)
    row_url: Callable[[Any], str] | None = None
    unit: str = "件"
    empty: str = "没有符合条件的记录。可以放宽或清除筛选条件再查。"
    reserved: tuple[str, ...] = field(
        default=("sort", "after", "before", "page", "size", "count"), init=False, repr=False
    )

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        names = [name for declared in self.filters for name in declared.names]
        if len(set(keys)) != len(keys) or len(set(names)) != len(names):
            raise ValueError(f"listing {self.key}: a column or filter key is used twice")
        if clash := set(names) & set(self.reserved):
            raise ValueError(f"listing {self.key}: filter keys {sorted(clash)} are reserved")

    def sort_path(self, key: str) -> str:
        """The whitelisted database path of a sort key, empty where there is none."""
        return next((column.sortable for column in self.columns if column.key == key), "")

    @property
    def clustered(self) -> frozenset[str]:
        """The database paths of the clustered columns."""
        return frozenset(column.sortable for column in self.columns if column.clustered)

    def chosen(self, keys: list[str]) -> tuple[Column, ...]:
        """The columns with these keys in the list's own order; the default ones where none is known."""
        chosen = tuple(column for column in self.columns if column.key in keys)
        return chosen or tuple(column for column in self.columns if column.default)
