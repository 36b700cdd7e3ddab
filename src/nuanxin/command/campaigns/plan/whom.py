"""Which units a plan means by the names that it prints: kinds of unit, levels of place, all members. Plain data and a look-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# From above to below.
_RANK = {"province": 0, "city": 1, "county": 2, "town": 3}
_FILE = Path(__file__).with_name("kinds.yaml")


@dataclass(frozen=True)
class Whom:
    """What a list of printed bodies comes to. `unknown`: names that no entry of kinds.yaml covers, to be given by hand."""

    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    everybody: bool = False
    everywhere: bool = False
    unknown: tuple[str, ...] = ()


def whom(bodies: Iterable[str]) -> Whom:
    """Kinds, levels and the rest for these names, each once, in the order of the names."""
    kinds: list[str] = []
    levels: list[str] = []
    unknown: list[str] = []
    everybody = everywhere = False
    for body in bodies:
        own_kinds, own_levels = _kinds(body), _levels(body)
        members, all_places = _any(body, "everybody"), body.startswith(tuple(_words()["everywhere"]))
        if members:  # “领导小组各成员单位” are the members, not the group's office
            own_kinds = [kind for kind in own_kinds if kind != "leading_group"]
        kinds += own_kinds
        levels += own_levels
        everybody |= members
        everywhere |= all_places
        if not (own_kinds or own_levels or members or all_places):
            unknown.append(body)
    return Whom(_once(kinds), _once(levels), everybody, everywhere, _once(unknown))


@dataclass(frozen=True)
class Addressed:
    """Whom a list of bodies means in a campaign of one level: kinds of unit here, the leading unit itself, places below, all members."""

    kinds: tuple[str, ...]
    leader: bool
    below: bool
    members: bool


def addressed(bodies: Sequence[str], at: str, also: Iterable[str] = ()) -> Addressed:
    """“各设区市人力资源社会保障局” means the cities below a province, and the city's own bureau in a city or lower: it was passed on.

    `also`: kinds of unit that a plan gives beside the words.
    """
    kinds = [kind for kind in also if kind not in whom(bodies).kinds]
    leader = below = members = beside_lower = False
    for body in bodies:
        one = whom([body])
        lower = any(_RANK[level] > _RANK[at] for level in one.levels) if at in _RANK else bool(one.levels)
        below |= lower or one.everywhere
        members |= one.everybody
        # “各设区市人社局……会同司法等部门” are the departments of those cities.
        beside_lower |= lower and bool(one.kinds)
        if not lower and (one.levels or not beside_lower):
            kinds += one.kinds
            leader |= bool(one.levels) and not one.kinds
    return Addressed(_once(kinds), leader, below, members)


def _kinds(body: str) -> list[str]:
    """Every kind whose word stands in the name; a longer word hides a shorter one inside it (人民调解 in 调解委员会)."""
    for word, kinds in _words()["several"].items():
        if word in body:
            return list(kinds)
    rest, found = body, []
    for word, kind in _longest_first():
        if word in rest:
            rest = rest.replace(word, "　")
            found.append((body.find(word), kind))
    return [kind for _, kind in sorted(found)]


def _levels(body: str) -> list[str]:
    for level in ("county", "town", "city", "province"):
        if any(word in body for word in _words()["levels"][level]):
            return [level]
    return []


def _any(body: str, key: str) -> bool:
    return any(word in body for word in _words()[key])


def _once(rows: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rows))


@cache
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def _longest_first() -> tuple[tuple[str, str], ...]:
    pairs = [(word, kind) for kind, words in _words()["kinds"].items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
