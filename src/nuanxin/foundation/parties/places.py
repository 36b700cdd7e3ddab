"""Names of provinces, cities and counties: what a firm's or a site's own name does not begin with."""

from __future__ import annotations

import re
from functools import lru_cache

from nuanxin.foundation.organisations.models import Region

_DIVISION_WORD = re.compile("(?:特别行政区|.族自治[区州县]|自治[区州县]|示范区|开发区|高新区|经开区|地区|[省市县区])$")
_SHORTEST, _LONGEST = 2, 5


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """With and without 省 市 县; read once a process (`place_names.cache_clear()` after regions were added)."""
    names = set(Region.objects.filter(level__in=["province", "city", "county"]).values_list("name", flat=True))
    short = {_DIVISION_WORD.sub("", name) for name in names}
    return frozenset(name for name in names | short if _SHORTEST <= len(name) <= _LONGEST)
