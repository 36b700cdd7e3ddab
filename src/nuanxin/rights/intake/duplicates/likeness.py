"""How alike two names of firms or sites are: equal, told in short or by ear, or another's. Pure and symmetric."""

from __future__ import annotations

from collections.abc import Set
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz

from nuanxin.foundation.common.text import name_key
from nuanxin.rights.intake.duplicates.names import firm_core, project_core
from nuanxin.rights.intake.duplicates.sounds import syllables

_ALIKE = 0.75
_FAINT = 0.5


class Likeness(IntEnum):
    """Ordered, so that the best of several names counts; a name that is missing says nothing."""

    UNKNOWN = 0
    DIFFERENT = 1
    FAINT = 2
    ALIKE = 3
    SAME = 4


@lru_cache(maxsize=65_536)
def firm_likeness(one: str, other: str, places: Set[str] = frozenset()) -> Likeness:
    """Employers by the part of the name that is their own."""
    return _of_cores(firm_core(one, places), firm_core(other, places), name_key(one) == name_key(other))


@lru_cache(maxsize=65_536)
def project_likeness(one: str, other: str, places: Set[str] = frozenset()) -> Likeness:
    """Sites by the part of the name that is their own; phases and sections are compared elsewhere."""
    return _of_cores(project_core(one, places), project_core(other, places), name_key(one) == name_key(other))


def text_likeness(one: str, other: str) -> float:
    """0–1, of two places as told; one inside the other is alike."""
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return 0.0
    return max(fuzz.ratio(first, second), fuzz.partial_ratio(first, second) * 0.9) / 100


def _of_cores(one: str, other: str, same_name: bool) -> Likeness:
    if not one or not other:
        return Likeness.UNKNOWN
    if same_name or one == other:
        return Likeness.SAME
    sounds, others = syllables(one), syllables(other)
    if _numbers(one) != _numbers(other):
        return Likeness.DIFFERENT  # 六建 is not 七建
    if sounds == others or _contains(sounds, others) or _contains(others, sounds):
        return Likeness.ALIKE
    ratio = max(fuzz.ratio(sounds, others), fuzz.ratio(one, other)) / 100
    if ratio >= _ALIKE or _abbreviates(one, other) or _abbreviates(other, one):
        return Likeness.ALIKE
    return Likeness.FAINT if ratio > _FAINT else Likeness.DIFFERENT


def _numbers(core: str) -> str:
    return "".join(sign for sign in core if sign.isdigit())


def _contains(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """The shorter name at the head or the end of the longer one."""
    return 2 <= len(part) < len(whole) and (whole[: len(part)] == part or whole[-len(part) :] == part)


def _abbreviates(short: str, long: str) -> bool:
    """平投 for 平原城投: the same first sign, and the others in order."""
    if not 2 <= len(short) < len(long) or short[0] != long[0]:
        return False
    signs = iter(long)
    return all(sign in signs for sign in short)
