"""Keys under which a clue is found again although a digit is wrong, a name only sounds alike or was told in short. Pure.

Nothing readable lies in a key: every one is a keyed digest, the last four bits say what kind it is. A telephone number
with one wrong digit still shares one of its two halves (digits taken in turn, so that both halves are equally rare).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Set
from enum import IntEnum
from functools import lru_cache

from nuanxin.foundation.parties.names import firm_core, full_name, project_core
from nuanxin.foundation.parties.sounds import syllables
from nuanxin.rights.intake.duplicates.facts import ClueFacts, PersonFacts

Digest = Callable[[str], int]  # a keyed digest of 60 bits

_KIND_BITS = 4
_SIGN = 1 << 63
_MODULUS = 1 << 64
_HALVES = (slice(0, None, 2), slice(1, None, 2))
_NO_DIGIT = re.compile("[^0-9]+")
_HEAD = 2  # syllables of a firm's or project's own name


class KeyKind(IntEnum):
    """What a key is made of; the rarer, the heavier (WEIGHTS)."""

    ID_NUMBER = 1
    PHONE = 2
    PHONE_HALF = 3  # with the city
    NAME_FIRM = 4
    NAME_PROJECT = 5
    NAME_CITY = 6
    FIRM_CITY = 7
    PROJECT_CITY = 8
    NOBODY_FIRM = 9  # of clues that name no person at all, with the city
    NOBODY_PROJECT = 10


# How much a shared key says before the facts are looked at; only the order of the short list depends on it.
WEIGHTS = {
    KeyKind.ID_NUMBER: 100,
    KeyKind.PHONE: 60,
    KeyKind.NAME_FIRM: 40,
    KeyKind.NAME_PROJECT: 40,
    KeyKind.NOBODY_FIRM: 30,
    KeyKind.NOBODY_PROJECT: 30,
    KeyKind.PHONE_HALF: 20,
    KeyKind.NAME_CITY: 15,
    KeyKind.PROJECT_CITY: 10,
    KeyKind.FIRM_CITY: 6,
}


_KINDS = {int(kind): kind for kind in KeyKind}
_RANKS = {int(kind): -weight for kind, weight in WEIGHTS.items()}
# Plain numbers: a member of an enumeration takes ten times as long to hash, and an import hashes a million.
_ID_NUMBER, _PHONE, _PHONE_HALF = int(KeyKind.ID_NUMBER), int(KeyKind.PHONE), int(KeyKind.PHONE_HALF)
_NAME_FIRM, _NAME_PROJECT, _NAME_CITY = int(KeyKind.NAME_FIRM), int(KeyKind.NAME_PROJECT), int(KeyKind.NAME_CITY)
_FIRM_CITY, _PROJECT_CITY = int(KeyKind.FIRM_CITY), int(KeyKind.PROJECT_CITY)
_NOBODY_FIRM, _NOBODY_PROJECT = int(KeyKind.NOBODY_FIRM), int(KeyKind.NOBODY_PROJECT)
_KIND_MASK = (1 << _KIND_BITS) - 1


def kind_of(key: int) -> KeyKind:
    return _KINDS[key & _KIND_MASK]


def bit_of(key: int) -> int:
    """The kind of a key as a bit, so that an import may ask a million times without a set."""
    return 1 << (key & _KIND_MASK)


def bits_of(kinds: Iterable[KeyKind]) -> int:
    return sum(1 << kind for kind in kinds)


def keys_of(facts: ClueFacts, digest: Digest, places: Set[str] = frozenset()) -> list[int]:
    """The keys of a clue as signed 64-bit numbers, each once, rarest kinds first."""
    found = set(_texts(facts, places))
    ranked = {(_RANKS[kind], _signed((digest(f"{kind}|{text}") << _KIND_BITS) | kind)) for kind, text in found}
    return [key for _, key in sorted(ranked)]


def _signed(number: int) -> int:
    return number - _MODULUS if number >= _SIGN else number


def _texts(facts: ClueFacts, places: Set[str]) -> Iterator[tuple[int, str]]:
    firms = {head for name in facts.firms if (head := _firm_head(name, places))}
    projects = {head for name in facts.projects if (head := _project_head(name, places))}
    city = facts.city
    for firm in firms:
        yield _FIRM_CITY, f"{firm}|{city}"
        if not facts.people:
            yield _NOBODY_FIRM, f"{firm}|{city}"
    for project in projects:
        yield _PROJECT_CITY, f"{project}|{city}"
        if not facts.people:
            yield _NOBODY_PROJECT, f"{project}|{city}"
    for person in facts.people:
        yield from _person_texts(person, firms, projects, city)


def _person_texts(person: PersonFacts, firms: Set[str], projects: Set[str], city: str) -> Iterator[tuple[int, str]]:
    if number := "".join(person.id_number.split()).upper():
        yield _ID_NUMBER, number
    if phone := digits(person.phone):
        yield _PHONE, phone
        if len(phone) >= 7:
            for place, half in enumerate(_HALVES):
                yield _PHONE_HALF, f"{place}{phone[half]}|{city}"
    if name := full_name(person.name):
        sound = " ".join(syllables(name))
        yield _NAME_CITY, f"{sound}|{city}"
        for firm in firms:
            yield _NAME_FIRM, f"{sound}|{firm}"
        for project in projects:
            yield _NAME_PROJECT, f"{sound}|{project}"


def digits(phone: str) -> str:
    """The digits of a telephone number, without the country code of a mobile."""
    found = _NO_DIGIT.sub("", phone)
    return found[2:] if len(found) == 13 and found.startswith("861") else found


@lru_cache(maxsize=65_536)
def _firm_head(name: str, places: Set[str]) -> str:
    return _head(firm_core(name, places))


@lru_cache(maxsize=65_536)
def _project_head(name: str, places: Set[str]) -> str:
    return _head(project_core(name, places))


def _head(core: str) -> str:
    """The first two syllables: a nickname almost always keeps them. Of 中建7局 all, else the big builders would be one."""
    if len(core) < _HEAD:
        return ""
    sounds = syllables(core)
    return " ".join(sounds if any(sign.isdigit() for sign in core) else sounds[:_HEAD])
