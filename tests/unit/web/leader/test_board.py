"""The leader's board: its numbers equal an obvious twin, each opens to exactly its clues, only for who answers."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from math import ceil
from typing import Any

import pytest
from django.test import Client

from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.open_clues import BANDS, Standing, clearing, standings, together
from nuanxin.web.leader.links import link_to
from tests.conftest import TODAY, People
from tests.unit.web.officer.conftest import passed

pytestmark = pytest.mark.django_db
AGES = (0, 1, 7, 8, 9, 30, 31, 32, 60, 61, 62, 200)
LIMITS = (None, -30, -1, 0, 1, 7, 8, 20)


@pytest.fixture(autouse=True)
def ready(settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def enter(staff: Any) -> Client:
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    passed(client)
    return client


def ledger(people: People, seed: int, count: int = 60) -> list[Clue]:
    """Random clues of the city: at its own level, in counties, in towns below; open, closed, merged."""
    chance = random.Random(seed)
    for county in ("410721", "410724"):
        Region.objects.get_or_create(
            code=f"{county}100",
            defaults={
                "name": "某镇",
                "full_name": f"{county}某镇",
                "level": "town",
                "parent_id": county,
                "valid_from": date(2000, 1, 1),
            },
        )
    _reach()
    made: list[Clue] = []
    for n in range(count):
        age = chance.choice(AGES)
        limit = chance.choice(LIMITS)
        received = TODAY - timedelta(days=age)
        closed = received + timedelta(days=chance.randint(0, age)) if chance.random() < 0.4 else None
        merged = chance.choice(made) if made and chance.random() < 0.15 else None
        made.append(
            Clue.objects.create(
                number=f"线{n:03d}", channel="visit", received_on=received, recorded_on=received,
                region_id=chance.choice(("410700", "410721", "410721101", "410724", "410724100", "410771")), sector="other",
                unit=people.owner.unit, officer=people.owner, first_officer=people.owner, merged_into=merged,
                due_on=None if limit is None else TODAY + timedelta(days=limit), closed_on=closed,
                conclusion="coordinated" if closed else "", persons=chance.choice((None, 1, 12)),
                amount_fen=chance.choice((None, 100, 2_400_000)),
            )
        )  # fmt: skip
    return made


def _reach() -> None:
    """The towns lie in their county, the city, the province: as loading regions writes it."""
    from nuanxin.foundation.organisations.models import RegionReach

    for town in Region.objects.filter(code__in=("410721101", "410724100")):
        for area in (town.code, town.parent_id, "410700", "410000"):
            RegionReach.objects.get_or_create(area_id=area, member_id=town.code)


def in_area(clue: Clue, area: str) -> bool:
    """By the tree, step by step."""
    here: Region | None = Region.objects.get(pk=clue.region_id)
    while here is not None:
        if here.pk == area:
            return True
        here = here.parent
    return False


def obvious(clues: list[Clue], code: str, name: str) -> Standing:
    """The same line, counted one clue at a time."""
    still = [c for c in clues if c.closed_on is None and c.merged_into_id is None]
    ages = [0] * len(BANDS)
    for clue in still:
        days = (TODAY - clue.received_on).days
        ages[0 if days <= 7 else 1 if days <= 30 else 2 if days <= 60 else 3] += 1
    limits = [(c.due_on - TODAY).days for c in still if c.due_on]
    return Standing(
        code, name, open=len(still), overdue=sum(d < 0 for d in limits), due_week=sum(0 <= d <= 7 for d in limits),
        ages=tuple(ages), persons=sum(c.persons or 0 for c in still), amount_fen=sum(c.amount_fen or 0 for c in still),
        oldest_on=min((c.received_on for c in still), default=None),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_every_line_equals_the_twin(people: People, seed: int) -> None:
    clues = ledger(people, seed)
    city = Region.objects.get(pk="410700")
    lines = {line.code: line for line in standings(Clue.objects.all(), area=city, on=TODAY)}
    for code in ("410721", "410724", "410771"):
        assert lines[code] == obvious([c for c in clues if in_area(c, code)], code, Region.objects.get(pk=code).name)
    own = [c for c in clues if c.region_id == "410700"]
    if any(c.closed_on is None and c.merged_into_id is None for c in own):
        assert lines["410700"] == obvious(own, "410700", "新乡市本级")
    assert together(lines.values(), area=city) == obvious(clues, "410700", "新乡市")


@pytest.mark.parametrize("seed", range(3))
def test_every_number_opens_to_its_clues(people: People, seed: int) -> None:
    clues = ledger(people, seed)
    client = enter(people.superior)
    for line in standings(Clue.objects.all(), area=Region.objects.get(pk="410700"), on=TODAY):
        if line.code not in ("410700", "410721", "410724"):
            continue
        numbers = {"open": line.open, "overdue": line.overdue, "due_week": line.due_week}
        for kind, number in (numbers | {f"age_{n}": age for n, age in enumerate(line.ages)}).items():
            page = client.get(link_to(line.code, kind, own=line.code == "410700")).content.decode()
            shown = re.findall(r'href="/officer/clues/(线\d{3})/"', page)
            assert len(shown) == len(set(shown)) == number, f"{line.code} {kind}"
            mine = {
                c.number for c in clues if in_area(c, line.code) and c.closed_on is None and c.merged_into_id is None
            }
            assert set(shown) <= mine


def test_the_board_shows_the_whole_and_its_parts(people: People) -> None:
    clues = ledger(people, 5)
    whole = obvious(clues, "410700", "新乡市")
    page = enter(people.superior).get("/leader/").content.decode()
    assert f"<b>{whole.open}</b><span>在办（件）" in page
    assert "新乡县" in page and "新乡市本级" in page
    assert "赵队长" in page  # who answers for the county
    county = enter(people.leader).get("/leader/")
    part = obvious([c for c in clues if in_area(c, "410721")], "410721", "新乡县")
    assert f"<b>{part.open}</b><span>在办（件）" in county.content.decode()


def test_only_who_answers_for_the_area(people: People) -> None:
    for path in ("/leader/area/410721/", "/leader/area/410721/clues/?kind=overdue"):
        for who, status in (
            ("superior", 200),
            ("head", 200),
            ("leader", 200),
            ("coordinator", 200),
            ("stranger", 403),
            ("housing", 403),
            ("owner", 403),
            ("auditor", 403),
        ):
            assert enter(getattr(people, who)).get(path).status_code == status, f"{who} {path}"
        assert Client().get(path).status_code == 302
    assert enter(people.head).get("/leader/area/410700/").status_code == 403
    assert enter(people.head).get("/leader/area/999999/").status_code == 404


def test_the_forecast_of_clearing(people: People) -> None:
    clues = ledger(people, 7)
    left = obvious(clues, "410700", "").open
    lately = sum(c.closed_on is not None and TODAY - timedelta(days=14) < c.closed_on <= TODAY for c in clues)
    assert lately
    until = date(2024, 2, 9)
    told = clearing(Clue.objects.all(), left=left, until=until, on=TODAY)
    days, rest = 0, left * 14
    while rest > 0:
        rest, days = rest - lately, days + 1
    assert (told.left, told.days_left, told.needed_a_day, told.closed_lately) == (left, 30, ceil(left / 30), lately)
    assert told.forecast == TODAY + timedelta(days=days)
    assert told.in_time == (told.forecast <= until)
    none = clearing(Clue.objects.none(), left=3, until=until, on=TODAY)
    assert (none.forecast, none.in_time) == (None, False)
    assert clearing(Clue.objects.none(), left=0, until=until, on=TODAY).in_time
    page = enter(people.superior).get("/leader/", {"until": "2024-02-09"}).content.decode()
    assert "还有 <b>30</b> 天" in page
    assert "昨天" in enter(people.superior).get("/leader/", {"until": "昨天"}).content.decode()
    assert "早于今天" in enter(people.superior).get("/leader/", {"until": "2024-01-09"}).content.decode()
    for edge in ("2024-01-10", "2020-01-01", "9999-12-31"):
        assert enter(people.superior).get("/leader/", {"until": edge}).status_code == 200
