"""Whether the people of two clues are one person: numbers first, then the name as written and as it sounds. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from nuanxin.rights.intake.duplicates.facts import PersonFacts
from nuanxin.rights.intake.duplicates.keys import digits
from nuanxin.rights.intake.duplicates.names import full_name, surname
from nuanxin.rights.intake.duplicates.sounds import syllables

_MOST_PAIRS = 400  # of two large groups only those are compared who share a number or a name
_DIFFERENT = -6.0


@dataclass(frozen=True)
class PersonLikeness:
    """What the people say about two clues, taken from the two persons who are most alike."""

    points: float = 0.0
    reasons: tuple[str, ...] = ()
    same_id: bool = False
    different: bool = False  # two persons known by number or by name, surely not one
    other_name: bool = False  # two whole names, quite different (workmates with the foreman's telephone)
    unknown: bool = False  # nothing to compare


def compare_people(mine: Sequence[PersonFacts], theirs: Sequence[PersonFacts]) -> PersonLikeness:
    """The best pair of persons; unknown where one side names nobody."""
    if len(mine) * len(theirs) > _MOST_PAIRS:
        mine, theirs = _sharing(mine, theirs), _sharing(theirs, mine)
        if not mine:
            return PersonLikeness(_DIFFERENT, different=True)
    found = [compare_persons(a, b) for a, b in product(mine, theirs)]
    known = [likeness for likeness in found if not likeness.unknown]
    return max(known, key=lambda likeness: likeness.points, default=PersonLikeness(unknown=True))


def _sharing(mine: Sequence[PersonFacts], theirs: Sequence[PersonFacts]) -> list[PersonFacts]:
    parts: tuple[Callable[[PersonFacts], str], ...] = (lambda p: p.id_number, lambda p: p.phone, lambda p: p.name)
    shared = [{part(p) for p in theirs} - {""} for part in parts]
    return [p for p in mine if any(part(p) in there for part, there in zip(parts, shared, strict=True))]


def compare_persons(one: PersonFacts, other: PersonFacts) -> PersonLikeness:
    """Two persons. The same identity number ends the question; a different one does too, unless a single digit is off."""
    number, phone, name = _numbers(one.id_number, other.id_number), _phones(one.phone, other.phone), _names(one, other)
    if number == "same":
        return PersonLikeness(13.0, ("证件号码相同",), same_id=True)
    if number == "different":
        return PersonLikeness(-10.0, ("证件号码不同",), different=True)
    points, reasons = 0.0, []
    for part in (_NUMBER_SAYS.get(number), _PHONE_SAYS.get(phone), _NAME_SAYS.get(name)):
        if part:
            points += part[0]
            reasons += [part[1]] if part[1] else []
    if not (number or phone or name):
        return PersonLikeness(unknown=True)
    surely_not = name == "different" and phone != "same" and number != "near"
    return PersonLikeness(points, tuple(reasons), different=surely_not, other_name=name == "different")


_NUMBER_SAYS = {"near": (6.0, "证件号码仅一位不同")}
_PHONE_SAYS = {"same": (8.0, "电话相同"), "near": (4.0, "电话仅一位不同"), "different": (-2.0, "")}
_NAME_SAYS = {
    "same": (4.0, "反映人姓名相同"),
    "sounds": (3.0, "反映人姓名同音"),
    "near": (1.0, "反映人姓名相近"),
    "surname": (0.5, ""),
    "unlike": (-3.0, "反映人姓名不尽相同"),
    "different": (-9.0, "反映人姓名不同"),
}


def _numbers(one: str, other: str) -> str:
    mine, theirs = "".join(one.split()).upper(), "".join(other.split()).upper()
    if not mine or not theirs:
        return ""
    if mine == theirs:
        return "same"
    return "near" if _one_sign_off(mine, theirs) else "different"


def _phones(one: str, other: str) -> str:
    mine, theirs = digits(one), digits(other)
    if not mine or not theirs:
        return ""
    if mine == theirs:
        return "same"
    return "near" if _one_sign_off(mine, theirs) else "different"


def _one_sign_off(one: str, other: str) -> bool:
    """One wrong digit, or two neighbours exchanged."""
    if len(one) != len(other):
        return False
    places = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 2:
        first, second = places
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(places) == 1


def _names(one: PersonFacts, other: PersonFacts) -> str:
    mine, theirs = full_name(one.name), full_name(other.name)
    if not mine or not theirs:
        first, second = surname(one.name), surname(other.name)
        if not first or not second or not (one.name.strip() and other.name.strip()):
            return ""
        if "匿名" in one.name or "匿名" in other.name:
            return ""
        return "surname" if syllables(first) == syllables(second) else "different"
    if mine == theirs:
        return "same"
    sounds, others = syllables(mine), syllables(theirs)
    if sounds == others:
        return "sounds"
    return _partly(mine, theirs, sounds, others)


def _partly(mine: str, theirs: str, sounds: tuple[str, ...], others: tuple[str, ...]) -> str:
    """One sign misread (王小明, 王小朋) or left out (张伟, 张大伟)."""
    same_surname = sounds[0] == others[0]
    if len(mine) == len(theirs) >= 3 and sum(a != b for a, b in zip(sounds, others, strict=True)) == 1:
        return "near" if same_surname else "unlike"
    shorter, longer = sorted((sounds, others), key=len)
    if same_surname and len(longer) == len(shorter) + 1 and shorter[-1] == longer[-1]:
        return "unlike"
    return "different"
