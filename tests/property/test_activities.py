"""Random histories of activities and materials: entered, answered same or another, corrected, joined, parted, withdrawn, a county
merged; every figure of every area, day and kind is what a slow obvious book says, and opens to as many rows."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.models import RegionReach
from nuanxin.services.events.counting import (
    Figures,
    Window,
    activities,
    count,
    count_by,
    count_everything_by_unit,
    handouts,
    materials,
)
from nuanxin.services.events.facts import facts_of
from nuanxin.services.events.joining import join_activity, part_activity
from nuanxin.services.events.materials.giving import Given, give_material, withdraw_handout
from nuanxin.services.events.materials.making import MaterialFacts, correct_material, make_material
from nuanxin.services.events.materials.models import Handout, Material
from nuanxin.services.events.models import Activity, ActivityPartner
from nuanxin.services.events.recording import correct_activity, record_activity, withdraw_activity
from nuanxin.services.events.resembling import Answer, MayBeSame
from tests.conftest import TODAY, People
from tests.unit.foundation.organisations.boundaries.test_changing import change, keeper
from tests.unit.services.events.entering import facts

__all__ = ["keeper"]
pytestmark = pytest.mark.django_db
FIRST = TODAY - timedelta(days=40)
AREAS = ("410000", "410700", "410721", "410724", "410721101")


@dataclass
class Told:
    """What the book says of one record from a day on; persons None: it no longer stands."""

    day: date
    facts: Any = None
    crowd: Any = None


@dataclass
class Book:
    """series → what was said of it and when; batches and handouts likewise. Kept by hand beside the acts."""

    activities: dict[Any, list[Told]] = field(default_factory=dict)
    batches: dict[Any, list[tuple[date, Any]]] = field(default_factory=dict)
    handouts: dict[Any, list[tuple[date, Any]]] = field(default_factory=dict)

    def figures(self, window: Window, inside: set[str]) -> Figures:
        """Every record looked at, one after another, in lists."""

        def counts(day: date, region: str, unit: int) -> bool:
            return window.start <= day <= window.last and region in inside and window.unit in (None, unit)

        persons: dict[Any, int] = {}
        migrants: dict[Any, int] = {}
        number = unstated = viewers = 0
        for said in self.activities.values():
            known = [one for one in said if one.day <= window.as_of]
            now = known[-1].facts if known else None
            if now is None or not counts(now.held_on, now.region_id, now.unit_id):
                continue
            if window.kinds and now.kind not in window.kinds:
                continue
            if window.audience and (now.audience or "workers") != window.audience:
                continue
            crowd = (known[-1].crowd, now.region_id, now.held_on)
            number += 1
            unstated += now.migrants is None
            viewers += now.viewers or 0
            persons[crowd] = max(persons.get(crowd, 0), now.persons)
            migrants[crowd] = max(migrants.get(crowd, 0), now.migrants or 0)
        made = given = 0
        for lines, is_made in ((self.batches, True), (self.handouts, False)):
            for said in lines.values():
                known = [what for day, what in said if day <= window.as_of]
                if known and known[-1] and counts(*known[-1][:3]):
                    made += known[-1][3] * is_made
                    given += known[-1][3] * (not is_made)
        return Figures(number, sum(persons.values()), sum(migrants.values()), unstated, viewers, made, given)


@dataclass
class History:
    """Acts at random, one day after another, each written into the book by hand."""

    people: People
    seed: int
    book: Book = field(default_factory=Book)
    refused: int = 0

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.on = FIRST

    def live(self) -> None:
        for _ in range(60):
            self.on = min(self.on + timedelta(days=self.rng.choice((0, 0, 1, 1, 2))), TODAY)
            acts = (self.enter, self.enter, self.enter, self.correct, self.join, self.part, self.withdraw, self.make, self.give, self.take_back, self.reprint)  # fmt: skip
            try:
                self.rng.choice(acts)()
            except (Refusal, BadInput):
                self.refused += 1

    def said(self) -> Any:
        rng, by = self.rng, self.rng.choice((self.people.owner, self.people.housing, self.people.stranger))
        own = "410724" if by is self.people.stranger else "410721"
        persons = rng.randrange(1, 200)
        return by, facts(
            by, kind=rng.choice(("publicity", "law_lecture", "job_fair")), place=rng.choice(("城南零工市场", "县一中", "")),
            region_id=rng.choice((own, own, "410721101")) if own == "410721" else own, persons=persons,
            held_on=self.on - timedelta(days=rng.randrange(3)), migrants=rng.choice((None, persons // 2)),
            viewers=rng.choice((None, 500)), audience=rng.choice(("", "", "firms")),
        )  # fmt: skip

    def standing(self) -> Activity:
        rows = list(Activity.objects.filter(withdrawn_on__isnull=True).order_by("pk"))
        if not rows:
            raise Refusal("nothing")
        return self.rng.choice(rows)

    def owner_of(self, row: Any) -> Any:
        units = {one.unit_id: one for one in (self.people.owner, self.people.housing, self.people.stranger)}
        return units[row.unit_id]

    def enter(self) -> None:
        by, told = self.said()
        answers: dict[Any, Answer] = {}
        crowd = None
        key = _uuid(self.rng)
        try:
            record_activity(facts=told, key=key, by=by, on=self.on)
        except MayBeSame as asked:
            first, *rest = asked.found
            same, share = self.rng.random() < 0.4, self.rng.random() < 0.5
            answers = {one.activity.series: Answer(same=False, why="各办各的") for one in rest}
            answers[first.activity.series] = Answer(same=same, why="同场", same_people=share)
            record_activity(facts=told, key=key, by=by, on=self.on, answers=answers)
            if same:
                return
            crowd = self.book.activities[first.activity.series][-1].crowd if share else None
        self.book.activities[key] = [Told(self.on, told, crowd or key)]

    def correct(self) -> None:
        row = self.standing()
        told = replace(facts_of(row), persons=self.rng.randrange(100, 300), held_on=row.held_on - timedelta(days=self.rng.randrange(2)))  # fmt: skip
        correct_activity(activity=row, facts=told, reason="核对", apart_why="各一场", by=self.owner_of(row), on=self.on)
        said = self.book.activities[row.series]
        said.append(Told(self.on, told, said[-1].crowd))

    def join(self) -> None:
        row, into = self.standing(), self.standing()
        join_activity(activity=row, into=into, why="同一场", by=self.owner_of(row), on=self.on)
        self.book.activities[row.series].append(Told(self.on, None, self.book.activities[row.series][-1].crowd))

    def part(self) -> None:
        rows = list(ActivityPartner.objects.filter(parted_on__isnull=True).order_by("pk"))
        if not rows:
            return
        made = part_activity(partner=self.rng.choice(rows), why="两场", by=self.people.superior, on=self.on)
        said = self.book.activities.setdefault(made.series, [])
        said.append(Told(self.on, facts_of(made), said[-1].crowd if said else made.series))

    def withdraw(self) -> None:
        row = self.standing()
        withdraw_activity(activity=row, why="没有举办", by=self.owner_of(row), on=self.on)
        self.book.activities[row.series].append(Told(self.on, None, self.book.activities[row.series][-1].crowd))
        for one in Handout.objects.filter(activity=row.series):
            self.book.handouts[one.series].append((self.on, None))

    def make(self) -> None:
        by = self.rng.choice((self.people.owner, self.people.stranger, self.people.superior))
        row = make_material(facts=MaterialFacts("handbook", "手册", 300, self.on), by=by, on=self.on)
        self.book.batches[row.series] = [(self.on, (row.made_on, row.region_id, row.unit_id, 300))]

    def reprint(self) -> None:
        """The number made is put right; refused below what was given."""
        row = self._batch()
        told = MaterialFacts("handbook", "手册", self.rng.randrange(1, 400), row.made_on)
        by = {one.unit_id: one for one in (self.people.owner, self.people.stranger, self.people.superior)}[row.unit_id]
        correct_material(material=row, facts=told, reason="复核", by=by, on=self.on)
        self.book.batches[row.series].append((self.on, (row.made_on, row.region_id, row.unit_id, told.made)))

    def _batch(self) -> Material:
        rows = list(Material.objects.filter(withdrawn_on__isnull=True).order_by("pk"))
        if not rows:
            raise Refusal("nothing")
        return self.rng.choice(rows)

    def give(self) -> None:
        batch, by = self._batch(), self.rng.choice((self.people.owner, self.people.housing, self.people.stranger))
        n = self.rng.randrange(1, 150)
        rows = [one for one in Activity.objects.filter(withdrawn_on__isnull=True, unit=by.unit).order_by("pk") if one.held_on >= batch.made_on]  # fmt: skip
        activity = self.rng.choice([None, *rows])
        given = Given(n, activity.held_on if activity else self.on, by.unit.region_id, by.unit_id)
        row = give_material(material=batch, given=given, by=by, on=self.on, activity=activity)
        self.book.handouts[row.series] = [(self.on, (row.given_on, row.region_id, row.unit_id, n))]

    def take_back(self) -> None:
        rows = list(Handout.objects.filter(withdrawn_on__isnull=True).order_by("pk"))
        if rows:
            row = self.rng.choice(rows)
            withdraw_handout(handout=row, why="记错", by=self.owner_of(row), on=self.on)
            self.book.handouts[row.series].append((self.on, None))


def _uuid(rng: random.Random) -> Any:
    return UUID(int=rng.getrandbits(128))


def _map() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for area, member in RegionReach.objects.values_list("area_id", "member_id"):
        found.setdefault(area, set()).add(member)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_every_figure_is_what_the_book_says(people: People, keeper: Any, seed: int) -> None:
    history = History(people, seed)
    history.live()
    rng, before = random.Random(seed), _map()
    merged_on = FIRST + timedelta(days=rng.randrange(20, 60))
    change(keeper, "merge", ["410721"], "410724", merged_on, on=TODAY + timedelta(days=30))
    after = _map()
    for _ in range(25):
        start = FIRST + timedelta(days=rng.randrange(30))
        as_of = FIRST + timedelta(days=rng.randrange(60))
        end = start + timedelta(days=rng.randrange(45))
        kinds = rng.choice(((), (), ("publicity",), ("law_lecture", "job_fair")))
        unit = rng.choice((None, None, people.owner.unit_id))
        window = Window(rng.choice(AREAS), start, end, as_of, kinds, unit, rng.choice(("", "", "firms", "workers")))
        inside = (before if window.last < merged_on else after).get(window.region, set())
        told = count(window)
        assert told == history.book.figures(window, inside), window
        assert activities(window).count() == told.activities
        assert sum(row.made for row in materials(window)) == told.made
        assert sum(row.amount for row in handouts(window)) == told.given
        parts = count_by(window, "kind")
        assert sum(one.activities for one in parts.values()) == told.activities
        units = count_everything_by_unit(window)
        for key, one in units.items():
            if window.unit in (None, key):
                assert one == count(replace(window, unit=key)), key
        assert sum(one.given for one in units.values()) == told.given


def test_histories_reach_what_they_are_about(people: People) -> None:
    """Joined, parted, one crowd at two activities, corrected, refused: all of it happens in one long history."""
    history = History(people, 1)
    for _ in range(3):
        history.live()
    reached = [
        ActivityPartner.objects.filter(parted_on__isnull=False).count(),
        sum(row.people != row.series for row in Activity.objects.all()),
        Activity.objects.filter(corrects__isnull=False).count(),
        history.refused,
    ]
    assert all(reached), reached
