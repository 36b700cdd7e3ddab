"""A place as written to its code of GB/T 2260, where the name is one and its areas above agree; else unknown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import DatabaseError

from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.regions import RegionRow, builtin_rows

_PARTS = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|县|区|州|盟|旗)")
_SHORTEST = 2


@dataclass(frozen=True)
class RegionNames:
    """Names to codes, with the code above each."""

    codes: dict[str, tuple[str, ...]]
    above: dict[str, str]

    @classmethod
    def of(cls, rows: Iterable[RegionRow]) -> RegionNames:
        codes, above = defaultdict(list), {}
        for row in rows:
            if len(row.code) == 6:
                codes[row.name].append(row.code)
                above[row.code] = row.parent
        return cls({name: tuple(found) for name, found in codes.items()}, above)

    @classmethod
    def builtin_or_stored(cls) -> RegionNames:
        """The regions of this office's ledger; the small built-in set before set-up."""
        try:
            rows = [
                RegionRow(code, name, level, parent or "")
                for code, name, level, parent in Region.objects.values_list("code", "name", "level", "parent_id")
            ]
        except DatabaseError:
            rows = []
        return cls.of(rows or builtin_rows())

    def code_of(self, place: str) -> str | None:
        """The code of the smallest area named; None where two areas of that name remain (no guess)."""
        found: tuple[str, ...] = ()
        for match in _PARTS.finditer(place):
            named = self._named(match[0])
            inside = tuple(code for code in named if not found or any(self._is_in(code, one) for one in found))
            found = inside or found
        return found[0] if len(found) == 1 else None

    def _named(self, part: str) -> tuple[str, ...]:
        """The longest ending of the part that is a name: 住在新乡市 is 新乡市."""
        for start in range(len(part) - _SHORTEST + 1):
            if part[start:] in self.codes:
                return self.codes[part[start:]]
        return ()

    def _is_in(self, code: str, area: str) -> bool:
        while code:
            if code == area:
                return True
            code = self.above.get(code, "")
        return False
