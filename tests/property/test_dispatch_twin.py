"""Four falls, clearing and rankings over random ledgers equal a slow, obvious twin that asks each row by itself."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from nuanxin.command.dispatch.clearing.open_cases import ALL, VERIFIED, narrowed, open_rows, open_table
from nuanxin.command.dispatch.falls.counting import LAST, THIS, asked, rows_of, table
from nuanxin.command.dispatch.falls.judging import FALLS, SEED_TARGET, YELLOW
from nuanxin.command.dispatch.house import age_bands
from nuanxin.command.dispatch.ranking.publishing import ranking_lines
from nuanxin.command.dispatch.ranking.reckoning import LOW, Part
from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.foundation.organisations.receiving import operator, receiving_unit
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.justice.petition.models import Petition
from nuanxin.watch.inspection.models import Visit
from tests.conftest import at

PLACES = ["410721", "410724", "410771", "410721101", "410700", "410105"]
ASKED = ["410700", "410721", "410000", "410724"]
TARGET = dict.fromkeys(FALLS, SEED_TARGET)


@dataclass
class Twin:
    """The same rows as plain dicts."""

    clues: list[dict[str, Any]]
    petitions: list[dict[str, Any]]
    visits: list[dict[str, Any]]


def _day(dice: random.Random, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=dice.randrange(90))


def write(dice: random.Random) -> Twin:
    """Some forty clues, a dozen petitions and visits in the first quarters of 2023 and 2024."""
    twin = Twin([], [], [])
    by, unit = operator(), receiving_unit(Region.objects.get(pk="410721"))
    for n in range(dice.choice([0, 6, 40])):
        received = _day(dice, dice.choice([2023, 2023, 2024]))
        closed = received + timedelta(days=dice.randrange(40)) if dice.random() < 0.5 else None
        row = {
            "region_id": dice.choice(PLACES),
            "received_on": received,
            "recorded_on": received + timedelta(days=dice.choice([0, 0, 5, 60])),
            "accepted_on": dice.choice([None, received + timedelta(days=3)]),
            "due_on": dice.choice([None, received + timedelta(days=dice.randrange(60))]),
            "persons": dice.choice([None, dice.randrange(1, 30)]),
            "amount_fen": dice.choice([None, dice.randrange(1, 10**9)]),
            "government": dice.choice([None, False, True]),
            "closed_on": closed,
        }
        clue = Clue.objects.create(
            number=f"T{n}", channel="12345", sector="other", unit=unit, officer=by, first_officer=by,
            state="closed" if closed else "received", conclusion="unfounded" if closed else "", **row,
        )  # fmt: skip
        twin.clues.append({"pk": clue.pk, **row})
        if dice.random() < 0.4:
            _petition(dice, clue, by, unit, twin)
    for n in range(dice.choice([0, 8])):
        visited = _day(dice, 2024)
        row = {
            "region_id": dice.choice(PLACES),
            "visited_on": visited,
            "recorded_on": visited,
            "arrears_found": dice.random() < 0.6,
            "government": dice.choice([None, False, True]),
            "rectified_on": dice.choice([None, visited + timedelta(days=10)]),
            "withdrawn_on": dice.choice([None, None, visited + timedelta(days=4)]),
        }
        firm = Employer.objects.create(name=f"检查{n}", name_key=f"检查{n}")
        made = Visit.objects.create(employer=firm, sector="other", workforce=1, migrants=0, **row)
        twin.visits.append({"pk": made.pk, **row})
    return twin


def _petition(dice: random.Random, clue: Clue, by: Any, unit: Any, twin: Twin) -> None:
    case = Case.objects.create(
        clue=clue, procedure="petition", procedure_version="1", step="x", unit=unit, officer=by, opened_on=clue.received_on
    )  # fmt: skip
    seen = clue.received_on + timedelta(days=dice.randrange(10))
    known = seen + timedelta(days=dice.choice([0, 30]))
    step = CaseStep.objects.create(case=case, step="x", done_on=seen, recorded_at=at(known), by=by)
    row = {
        "region_id": clue.region_id,
        "received_on": seen,
        "kind": dice.choice(["first", "skip_level"]),
        "mass": dice.random() < 0.5,
        "withdrawn_on": dice.choice([None, None, known + timedelta(days=2)]),
    }
    made = Petition.objects.create(clue=clue, step=step, way="visit", persons=5, place="县委", urgent=False, **row)
    twin.petitions.append({"pk": made.pk, "known": known, **row})


def _inside(area: str, member: str) -> bool:
    return RegionReach.objects.filter(area=area, member=member).exists()


def obvious(twin: Twin, key: str, area: str, start: date, last: date, on: date) -> tuple[int, set[int]]:
    """The figure and its rows, row by row."""
    total, rows = 0, set()
    for clue in twin.clues if key in ("cases", "persons", "amount") else []:
        if _inside(area, clue["region_id"]) and start <= clue["received_on"] <= last and clue["recorded_on"] <= on:
            total += {"cases": 1, "persons": clue["persons"] or 0, "amount": clue["amount_fen"] or 0}[key]
            rows.add(clue["pk"])
    for one in twin.petitions if key in ("mass", "skip") else []:
        said = one["mass"] if key == "mass" else one["kind"] == "skip_level"
        stands = one["known"] <= on and (one["withdrawn_on"] is None or one["withdrawn_on"] > on)
        if said and stands and _inside(area, one["region_id"]) and start <= one["received_on"] <= last:
            total += 1
            rows.add(one["pk"])
    return total, rows


def _open(clue: dict[str, Any], area: str, on: date) -> bool:
    known = clue["recorded_on"] <= on and clue["received_on"] <= on
    return known and (clue["closed_on"] is None or clue["closed_on"] > on) and _inside(area, clue["region_id"])


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(16))
def test_falls_zero_clearing_and_shares_equal_the_twin(seed: int) -> None:
    dice = random.Random(seed)
    twin = write(dice)
    area = Region.objects.get(pk=dice.choice(ASKED))
    start, end = date(2024, 1, 1), date(2024, dice.choice([1, 2, 3]), 28)
    on = dice.choice([date(2024, 1, 20), date(2024, 2, 29), date(2024, 5, 1)])
    days = asked(start, end, on)
    found = table(area, days, TARGET)
    standings = [found.whole, *(one for one in found.parts if one.code != area.code)]
    for standing in standings:
        place = Region.objects.get(pk=standing.code)
        for key, fall in standing.falls.items():
            this, rows = obvious(twin, key, standing.code, start, days.last, on)
            before = days.last.replace(year=2023, day=min(days.last.day, 28))
            last, last_rows = obvious(twin, key, standing.code, date(2023, 1, 1), before, on)
            assert (fall.this, fall.last) == (this, last), (standing.code, key)
            assert set(rows_of(key, THIS, place, days).values_list("pk", flat=True)) == rows or key in (
                "persons",
                "amount",
            )
            assert set(rows_of(key, LAST, place, days).values_list("pk", flat=True)) == last_rows
            assert fall.met == (this == 0 if last == 0 else (this - last) / last <= -0.2)
            assert (fall.light == YELLOW) == (not fall.met and this < last)
        assert standing.zero.clues == sum(
            bool(clue["government"]) and _inside(standing.code, clue["region_id"]) and clue["recorded_on"] <= on
            and clue["received_on"] <= days.last < (clue["closed_on"] or date.max)
            for clue in twin.clues
        )  # fmt: skip
        assert standing.zero.visits == sum(
            one["arrears_found"] and bool(one["government"]) and _inside(standing.code, one["region_id"])
            and start <= one["visited_on"] <= days.last and (one["withdrawn_on"] or date.max) > on
            and (one["rectified_on"] or date.max) > on
            for one in twin.visits
        )  # fmt: skip
    for key, fall in found.whole.falls.items():
        assert sum(one.falls[key].this for one in found.parts) == fall.this or not found.parts
    _clearing_equals(twin, area, on)
    _shares_equal(twin, area, start, on)


def _clearing_equals(twin: Twin, area: Region, on: date) -> None:
    bands = age_bands(area.code, on)
    for which in (VERIFIED, ALL):
        still = [
            one for one in twin.clues
            if _open(one, area.code, on) and (which == ALL or (one["accepted_on"] and one["accepted_on"] <= on))
        ]  # fmt: skip
        shown = open_table(area, on, which)
        late = sum(one["due_on"] is not None and one["due_on"] < on for one in still)
        assert (shown.whole.open, shown.whole.overdue) == (len(still), late)
        assert shown.whole.amount_fen == sum(one["amount_fen"] or 0 for one in still)
        rows = open_rows(area, on, which)
        for n, band in enumerate(bands.bands):
            ages = [(on - one["received_on"]).days for one in still]
            expected = sum(band.least <= age and (band.most is None or age <= band.most) for age in ages)
            assert shown.whole.ages[n] == expected == narrowed(rows, bands, on, band=n).count()
        assert sum(line.open for line in shown.areas) == sum(line.open for line in shown.units) == len(still)


def _shares_equal(twin: Twin, area: Region, start: date, on: date) -> None:
    part = Part("按期未办结", "open_clues", "clues_received", LOW, 1)
    lines = ranking_lines(area, [part], start, on, on)
    shares: dict[str, float] = {}
    for line in lines:
        here = [one for one in twin.clues if _inside(line["code"], one["region_id"])]
        received = sum(start <= one["received_on"] <= on and one["recorded_on"] <= on for one in here)
        still = sum(_open(one, line["code"], on) for one in here)
        assert (line["parts"][0]["top"], line["parts"][0]["bottom"]) == (still, received)
        if received:
            shares[line["code"]] = still / received
    for line in lines:
        mine = shares.get(line["code"])
        expected = None if mine is None else 1 + sum(other < mine for other in shares.values())
        assert line["parts"][0]["rank"] == line["rank"] == expected


def test_the_target_of_a_campaign_decides() -> None:
    from nuanxin.command.dispatch.falls.judging import Fall

    assert Fall("cases", 80, 100).met and not Fall("cases", 81, 100).met
    assert not Fall("cases", 80, 100, Decimal(25)).met
    assert Fall("cases", 0, 0).met and Fall("cases", 1, 0).light == "red"
    assert (Fall("cases", 81, 100).percent, Fall("cases", 1, 0).percent) == ("-19.0%", "—")
