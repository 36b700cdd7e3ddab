"""Invented ledgers, the same for the same seed: matters as they happen, and how people tell the same matter again.

`Ledger` gives clues without duplicates but with what makes duplicates hard to tell: workmates on one site, namesakes,
the same worker with arrears of another year, foremen's telephones. `told_again` tells one of them a second time with
the slips that registrars make. Measured slips are not known; the rates are the author's and stand in SLIPS.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nuanxin.foundation.common.identity import id_check_digit
from nuanxin.foundation.parties.sounds import syllables
from nuanxin.rights.intake.duplicates.facts import ClueFacts, PersonFacts
from nuanxin.web.terminal.benchmarks import words

FIRST_DAY = date(2021, 1, 1)
DAYS = 1095
_CLUES_A_FIRM = 12
_SITE_WORDS = [words.SITE_FIRST[n : n + 2] for n in range(0, len(words.SITE_FIRST), 2)]
COUNTIES = ("21", "22", "23", "24", "25", "26", "27", "28", "02", "11")


@dataclass(frozen=True, slots=True)
class Firm:
    name: str
    said: str
    sites: tuple[tuple[str, str], ...]  # as registered, as said
    region: str


class Ledger:
    """A world of firms and sites, and clues drawn from it one after the other."""

    def __init__(self, seed: int, clues: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311  (invented data, not a secret)
        self.clues = clues
        self.told_twice: set[int] = set()
        self.firms = [self._firm() for _ in range(max(4, clues // _CLUES_A_FIRM))]

    def _firm(self) -> Firm:
        rng = self.rng
        city = rng.randrange(len(words.PLACES))
        place = words.PLACES[city]
        brand = rng.choice(words.BRAND) + rng.choice(words.BRAND)
        trade, said = rng.choice(words.TRADES)
        region = f"41{city + 1:02d}{rng.choice(COUNTIES)}"
        count = 0 if said in words.FACTORIES else rng.choice((1, 1, 2, 3))
        prefix = rng.choice((f"{place}市", place, f"河南{place}", "河南", "河南省", ""))
        return Firm(f"{prefix}{brand}{trade}", brand + said, tuple(self._site(place) for _ in range(count)), region)

    def _site(self, place: str) -> tuple[str, str]:
        rng = self.rng
        own = rng.choice(_SITE_WORDS) + (rng.choice(_SITE_WORDS) if rng.random() < 0.5 else "")
        kind, short = rng.choice(words.SITE_KINDS)
        part = rng.choice(("", "", "", f"{rng.choice(words.NUMERALS[:4])}期", f"{rng.choice(words.NUMERALS)}标段"))
        said_part = "".join(str(words.NUMERALS.index(s) + 1) if s in words.NUMERALS else s for s in part).replace(
            "段", ""
        )
        name = f"{rng.choice((place + '市', place, ''))}{own}{kind}{part}{rng.choice(words.SITE_TAILS)}"
        return name, own + rng.choice((short, "")) + rng.choice((said_part, ""))

    def person(self, region: str) -> PersonFacts:
        rng = self.rng
        name = (
            rng.choice(words.SURNAMES)
            + rng.choice(words.GIVEN)
            + (rng.choice(words.GIVEN) if rng.random() < 0.8 else "")
        )
        born = date(1958, 1, 1) + timedelta(days=rng.randrange(16_500))
        home = region if rng.random() < 0.6 else f"41{rng.randrange(1, 18):02d}{rng.choice(COUNTIES)}"
        first = f"{home}{born:%Y%m%d}{rng.randrange(1000):03d}"
        area = int(region[2:4]) * 17 % 100
        phone = f"1{rng.choice(('37', '38', '39', '56', '83', '52', '59', '77'))}{area:02d}{rng.randrange(12):02d}{rng.randrange(10_000):04d}"
        return PersonFacts(
            name, first + id_check_digit(first) if rng.random() < 0.6 else "", phone if rng.random() < 0.92 else ""
        )

    def __iter__(self) -> Iterator[ClueFacts]:
        """The clues in the order of arrival, none of them a duplicate; ids from 1."""
        rng = self.rng
        past: list[ClueFacts] = []
        for clue_id in range(1, self.clues + 1):
            day = FIRST_DAY + timedelta(days=clue_id * DAYS // self.clues)
            if past and rng.random() < 0.02:
                facts = self._another_year(rng.choice(past), day)
            elif past and rng.random() < 0.10:
                facts = self._workmate(rng.choice(past), day)
            else:
                facts = self._new(rng.choice(self.firms), day)
            facts = replace(facts, clue_id=clue_id, number=f"{facts.region}-{day.year}-{clue_id:06d}")
            if len(past) < 5_000:
                past.append(facts)
            else:
                past[rng.randrange(5_000)] = facts
            yield facts

    def _new(self, firm: Firm, day: date) -> ClueFacts:
        rng = self.rng
        site = rng.choice(firm.sites) if firm.sites else ("", "")
        end = day.year * 12 + day.month - 1 - rng.randrange(3)
        start = end - rng.randrange(8)
        alone = rng.random() < 0.8
        crew = 1 if alone else rng.randrange(2, 40)
        nobody = rng.random() < 0.04
        return ClueFacts(
            people=() if nobody else (self.person(firm.region),),
            firms=(firm.name if rng.random() < 0.7 else firm.said,) if rng.random() < 0.95 else (),
            projects=(site[rng.random() < 0.3],) if site[0] else (),
            region=firm.region,
            place=site[1] and f"{site[1]}工地",
            owed_from=_month(start),
            owed_to=_month(end),
            persons=crew,
            amount_fen=crew * (end - start + 1) * rng.randrange(25, 90) * 10_000 + rng.randrange(100) * 1_000,
            received_on=day,
        )

    def _another_year(self, facts: ClueFacts, day: date) -> ClueFacts:
        """The same worker, the same employer, other months: a claim of its own."""
        end = day.year * 12 + day.month - 1
        months = facts.months
        told = facts.clue_id in self.told_twice or not months or end - 1 <= months[1]
        self.told_twice.add(facts.clue_id)
        if told:
            return self._new(self.rng.choice(self.firms), day)
        return replace(
            facts,
            owed_from=_month(end - 1),
            owed_to=_month(end),
            received_on=day,
            amount_fen=self.rng.randrange(3, 40) * 50_000,
        )

    def _workmate(self, facts: ClueFacts, day: date) -> ClueFacts:
        """Another worker of the same site and months, sometimes with the foreman's telephone."""
        other = self.person(facts.region)
        if facts.people and self.rng.random() < 0.2:
            other = replace(other, phone=facts.people[0].phone)
        while facts.people and syllables(other.name) == syllables(facts.people[0].name):
            other = replace(self.person(facts.region), phone=other.phone)
        return replace(
            facts, people=(other,), persons=1, amount_fen=self.rng.randrange(3, 60) * 50_000, received_on=day
        )


def _month(number: int) -> str:
    """year * 12 + month (0–11) as 2023-05."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


# Each slip and how often it happens when a matter is told again.
SLIPS = {
    "no_id": 0.45,
    "no_phone": 0.15,
    "phone_digit": 0.25,
    "homophone": 0.30,
    "no_name": 0.08,
    "firm_said": 0.45,
    "firm_sounds": 0.15,
    "no_firm": 0.07,
    "site_said": 0.45,
    "site_sounds": 0.10,
    "no_site": 0.12,
    "other_months": 0.30,
    "no_months": 0.15,
    "rounded": 0.25,
    "no_amount": 0.15,
    "no_place": 0.50,
    "city_level": 0.10,
}


def told_again(facts: ClueFacts, rng: random.Random, slips: dict[str, float] | None = None) -> ClueFacts:
    """The same matter as another registrar wrote it down; number, telephone or whole name of the person is left."""
    happens = {slip for slip, rate in (slips or SLIPS).items() if rng.random() < rate}
    people = tuple(_person_again(person, happens, rng) for person in facts.people)
    return replace(
        facts,
        clue_id=0,
        number="",
        people=people,
        firms=()
        if "no_firm" in happens and (people or facts.projects)
        else tuple(_firm_again(f, happens, rng) for f in facts.firms),
        projects=()
        if "no_site" in happens and (people or facts.firms)
        else tuple(_site_again(p, happens, rng) for p in facts.projects),
        place="" if "no_place" in happens else facts.place,
        region=facts.region[:4] + "00" if "city_level" in happens else facts.region,
        **_money_and_months(facts, happens, rng),
        received_on=facts.received_on and facts.received_on + timedelta(days=rng.randrange(40)),
    )


def _person_again(person: PersonFacts, happens: set[str], rng: random.Random) -> PersonFacts:
    name, number, phone = person.name, person.id_number, person.phone
    if "no_id" in happens:
        number = ""
    if "phone_digit" in happens and phone:
        at = rng.randrange(3, 11)
        phone = phone[:at] + str((int(phone[at]) + rng.randrange(1, 10)) % 10) + phone[at + 1 :]
    if "no_phone" in happens and (number or "no_name" not in happens):
        phone = ""
    if "no_name" in happens and (number or phone):
        name = rng.choice(("", name[0] + "师傅", f"老{name[0]}"))
    elif "homophone" in happens:
        name = by_ear(name, rng)
    return PersonFacts(name, number, phone)


def _alike_sounding() -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for sign in sorted(set(words.GIVEN + words.BRAND + words.SITE_FIRST + words.SURNAMES)):
        found[syllables(sign)].append(sign)
    return found


_ALIKE = _alike_sounding()


def by_ear(name: str, rng: random.Random) -> str:
    """One character of the first three written as another that sounds the same, where there is one."""
    places = [n for n, sign in enumerate(name[:3]) if len(_ALIKE.get(syllables(sign), ())) > 1]
    if not places:
        return name
    at = rng.choice(places)
    return name[:at] + rng.choice(_ALIKE[syllables(name[at])]) + name[at + 1 :]


def _firm_again(name: str, happens: set[str], rng: random.Random) -> str:
    said = name
    if "firm_said" in happens:
        for trade, short in words.TRADES:
            if name.endswith(trade):
                own = name.removesuffix(trade)[-2:]
                said = own + rng.choice((short, short, "公司", ""))
    if "firm_sounds" in happens:
        head = next((n for n in range(len(said)) if said[n] in words.BRAND and said[:n] in ("", *_PREFIXES)), 0)
        said = said[:head] + by_ear(said[head:][:2], rng) + said[head + 2 :]
    return said


_PREFIXES = {f"{before}{place}{after}" for before in ("", "河南") for place in words.PLACES for after in ("市", "")} | {
    "河南",
    "河南省",
}


def _site_again(name: str, happens: set[str], rng: random.Random) -> str:
    said = name
    if "site_said" in happens:
        for place in words.PLACES:
            said = said.removeprefix(f"{place}市").removeprefix(place)
        for tail in sorted(words.SITE_TAILS, key=len, reverse=True):
            said = said.removesuffix(tail)
        said += rng.choice(("", "工地", "项目部"))
        said = "".join(str(words.NUMERALS.index(s) + 1) if s in words.NUMERALS else s for s in said)
    if "site_sounds" in happens:
        said = said[:-3] + by_ear(said[-3:], rng) if len(said) > 6 else by_ear(said, rng)
    return said


def _money_and_months(facts: ClueFacts, happens: set[str], rng: random.Random) -> dict:
    amount: int | None = facts.amount_fen
    if "rounded" in happens and amount:
        amount = max(100_000, round(amount / 100_000) * 100_000)
    first, last = facts.owed_from, facts.owed_to
    months = facts.months
    if "other_months" in happens and months:
        first = _month(months[0] - 2 - rng.randrange(2))
    if "no_months" in happens:
        first = last = ""
    return {"amount_fen": None if "no_amount" in happens else amount, "owed_from": first, "owed_to": last}
