"""A new clue, and what its worker writes later, is read for urgent signs; whoever answers for it is told at once, by day and by night."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nuanxin.foundation.common.reading.plain_text import plain_text
from nuanxin.foundation.organisations.models import Post, Region, Staff, Unit
from nuanxin.foundation.organisations.receiving import OPERATOR, head_of
from nuanxin.rights.intake.alerts.records import UrgentFlag
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reading.lexicon import lexicon, words_in
from nuanxin.rights.intake.reading.reading import read_text
from nuanxin.rights.intake.reading.urgency import GROUP, SIGNS
from nuanxin.rights.intake.thread import tell_staff

_AROUND = 12  # signs of text kept on either side, so that the words can be judged without opening anything
_STATED = "登记{}人"
_READ = 20_000  # as the reader
_PEOPLE = re.compile(r"[\d一二三四五六七八九十百千万两几数多余][多余来几]?\s*(?:人|名|个|位|号)")

Signs = dict[str, str]


@dataclass(frozen=True)
class Found:
    """A clue and its signs."""

    clue: Clue
    signs: Signs


def signs_in(text: str, persons: int | None) -> Signs:
    """Sign → the words behind it. `persons`: as stated in the form or the sheet. Pure."""
    found: Signs = {}
    if _worth_reading(text):
        reading = read_text(text)
        for sign in reading.flags:
            start, end = reading.evidence[sign]
            found[sign] = " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
    if persons is not None and persons >= lexicon().urgency.group.least:
        found.setdefault(GROUP, _STATED.format(persons))
    return found


def _worth_reading(text: str) -> bool:
    """Whether a sign can be in it at all: one of its words, or a number of people. Most texts of a file have neither."""
    words = lexicon().urgency
    signs = (words.self_harm_or_violence, words.group, words.petition)
    plain = plain_text(text[:_READ]).text
    return bool(_PEOPLE.search(plain)) or not words_in(plain).isdisjoint(word for one in signs for word in one.words)


def raise_flag(*, clue: Clue, text: str, persons: int | None) -> UrgentFlag | None:
    """Called within the act that enters the clue. None: nothing urgent in it."""
    signs = signs_in(text, persons)
    if not signs:
        return None
    flag = UrgentFlag.objects.create(clue=clue, signs=signs)
    for staff in told_of(clue):
        tell_staff(staff, clue, "urgent_signs", {"number": clue.number, "signs": in_words(signs)}, urgent=True)
    return flag


def raise_in_message(*, clue: Clue, text: str) -> UrgentFlag | None:
    """The same for a line that the worker writes later. Signs that wait unseen already are not told a second time."""
    waiting = {sign for flag in clue.urgent_flags.filter(seen_at__isnull=True) for sign in flag.signs}
    return raise_flag(clue=clue, text=text, persons=None) if signs_in(text, None).keys() - waiting else None


def raise_flags(*, found: Iterable[Found]) -> int:
    """The same for many clues of one file: a row for each, one message to each person."""
    rows = list(found)
    UrgentFlag.objects.bulk_create(UrgentFlag(clue=one.clue, signs=one.signs) for one in rows)
    per_person: dict[Staff, list[Found]] = defaultdict(list)
    asked: dict[tuple[int, int], list[Staff]] = {}
    for one in rows:
        key = (one.clue.unit_id, one.clue.officer_id)
        if key not in asked:
            asked[key] = told_of(one.clue)
        for staff in asked[key]:
            per_person[staff].append(one)
    for staff, theirs in per_person.items():
        first = theirs[0]
        if len(theirs) == 1:
            values = {"number": first.clue.number, "signs": in_words(first.signs)}
            tell_staff(staff, first.clue, "urgent_signs", values, urgent=True)
        else:
            told = {"count": str(len(theirs)), "number": first.clue.number}
            tell_staff(staff, first.clue, "urgent_signs_many", told, urgent=True)
    return len(rows)


def in_words(signs: Mapping[str, str]) -> str:
    return "、".join(SIGNS[sign] for sign in signs)


def told_of(clue: Clue) -> list[Staff]:
    """The named officer and the head of the unit; where a unit has nobody, the nearest head of inspection above."""
    people = [one for one in (clue.officer, head_of(clue.unit)) if one and one.username != OPERATOR]
    return list(dict.fromkeys(people)) or _head_above(clue.unit)


def _head_above(unit: Unit) -> list[Staff]:
    region: Region | None = unit.region
    while region is not None:
        posts = Post.objects.filter(duty="inspection_head", region=region, valid_to__isnull=True)
        post = posts.exclude(unit=unit).select_related("staff").order_by("pk").first()
        if post:
            return [post.staff]
        region = region.parent
    return []
