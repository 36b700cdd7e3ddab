"""Counties merged and split under random ledgers: last year's table stays, this year's goes to the successor, cell by cell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.command.reporting.counting import figures_everywhere, winter_report
from nuanxin.command.reporting.drafting import draft, filled_form
from nuanxin.command.reporting.forms.checking import flat
from nuanxin.command.reporting.forms.loading import WINTER, form
from nuanxin.command.reporting.models import Report
from nuanxin.command.reporting.presummed.counters import counted_table, rebuild_counters, refresh_counters
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.boundaries.changing import NewRegion
from nuanxin.foundation.organisations.models import Region, RegionReach
from tests.conftest import TODAY, People, at
from tests.property.obvious_winter import obvious_winter
from tests.property.random_ledger import FIRST, RandomLedger
from tests.unit.command.reporting.test_filing import filed, report_of, solved
from tests.unit.foundation.organisations.boundaries.test_changing import change, keeper, region

__all__ = ["keeper"]
pytestmark = pytest.mark.django_db
ASKED = ["410700", "410721", "410724", "410712", "410000", "410721101"]


def figures(report: Any) -> Any:
    found = report.as_json()
    return found["rows"], found["items"]


@pytest.mark.parametrize("seed", range(16))
def test_before_the_day_as_it_was_from_the_day_on_with_the_new_map(people: People, keeper: Any, seed: int) -> None:
    ledger = RandomLedger(seed)
    twin = ledger.write()
    day = FIRST + timedelta(days=60)
    last_year = [
        (area, FIRST, FIRST + timedelta(days=n), day + timedelta(days=40)) for area in ASKED[:3] for n in (30, 59)
    ]
    before = {asked: figures(winter_report(*asked)) for asked in last_year}
    with occasion(at=at(day), source="test"):
        if seed % 2:
            change(keeper, "merge", ["410721"], "410724", day)
        else:
            change(keeper, "replace", ["410721"], NewRegion("410712", "新乡区"), day)
        if seed % 3 == 0:
            change(keeper, "split", ["410771"], "410772", day, towns=[_town("410771")])
    assert {asked: figures(winter_report(*asked)) for asked in last_year} == before
    twin.inside.clear()
    for area, member in RegionReach.objects.values_list("area_id", "member_id"):
        twin.inside.setdefault(area, set()).add(member)
    known = day + timedelta(days=50)
    everywhere = figures_everywhere(form(WINTER), FIRST, known, known)
    for area in ASKED:
        if not Region.objects.filter(pk=area).exists():
            continue
        asked = (area, FIRST, day + timedelta(days=30), known)
        rows, items = figures(winter_report(*asked))
        expected = obvious_winter(twin, *asked)
        assert rows == {row: {str(c): n for c, n in cells.items()} for row, cells in expected["rows"].items()}
        assert items == expected["items"]
        whole = winter_report(area, FIRST, known, known)
        one_pass = everywhere.get(area, dict.fromkeys(whole.form.cells, 0))
        assert {cell: flat(whole.rows, whole.items)[cell] for cell in one_pass} == one_pass


def _town(county: str) -> Region:
    made = Region.objects.create(code=f"{county}900", name="某街道", full_name="某街道", level="town", parent_id=county)
    RegionReach.objects.bulk_create(
        RegionReach(area_id=area, member=made) for area in ("410000", "410700", county, made.pk)
    )
    return made


@pytest.mark.parametrize("seed", [3, 8])
def test_counters_say_where_they_cannot_and_hold_from_then_on(people: People, keeper: Any, seed: int) -> None:
    ledger = RandomLedger(seed)
    ledger.write()
    on, day = FIRST + timedelta(days=120), FIRST + timedelta(days=60)
    rebuild_counters(start=FIRST, on=on)
    kept = counted_table("410724", FIRST, day - timedelta(days=1), on)
    assert kept is not None
    with occasion(at=at(on), source="test"):
        change(keeper, "merge", ["410721"], "410724", day, on=on)
    again = counted_table("410724", FIRST, day - timedelta(days=1), on)
    assert again is not None
    assert figures(again) == figures(kept)
    assert counted_table("410724", FIRST, day, on) is None
    refresh_counters(start=FIRST, on=on)
    assert figures(counted_table("410724", FIRST, day - timedelta(days=1), on)) == figures(kept)
    rebuild_counters(start=day, on=on)
    for area in ("410724", "410721", "410700"):
        held = counted_table(area, day, on, on)
        assert held is not None
        assert figures(held) == figures(winter_report(area, day, on, on))


def test_a_filed_report_stays_and_the_round_counts_nothing_twice(people: People, keeper: Any) -> None:
    """Filed by the county, then the county is merged: the same recount; the successor's report leaves the filed part alone."""
    asked = open_round(
        form_key="winter_2023", title="2024年1月报送", region=Region.objects.get(pk="410700"), start=date(2023, 11, 15),
        end=date(2024, 2, 10), due_county=TODAY, by=people.coordinator,
    )  # fmt: skip
    solved(people, fen=500_000)
    solved(people, region="410724", fen=70_000)
    report = filed(report_of(asked, "410721"), people)
    day = TODAY + timedelta(days=5)
    with occasion(at=at(day), source="test"):
        change(keeper, "merge", ["410721"], "410724", day, on=day)
        recount = winter_report("410721", asked.start, asked.end, TODAY)
        assert figures(recount) == figures(filled_form(Report.objects.get(pk=report.pk)))
        assert figures(winter_report("410724", asked.start, asked.end, TODAY))[0]["total"]["8"] == 70_000
        # The window is cumulative: from the day on all of it is the successor's, but for what its own report says.
        assert winter_report("410724", asked.start, asked.end, day).rows["total"]["8"] == 570_000
        heir = draft(report_of(asked, "410724"), day)
        assert heir.filled.rows["total"]["8"] == 70_000
        assert heir.missing == ()
        solved(people, fen=9_000, on=day)
        assert winter_report("410724", asked.start, asked.end, day).rows["total"]["8"] == 579_000


def test_a_round_opened_afterwards_asks_the_successor_alone(people: People, keeper: Any) -> None:
    change(keeper, "replace", ["410721"], NewRegion("410712", "新乡区"))
    asked = open_round(
        form_key="winter_2023", title="下一年", region=region("410700"), start=TODAY, end=TODAY + timedelta(days=60),
        due_county=TODAY, by=people.coordinator,
    )  # fmt: skip
    codes = set(asked.reports.values_list("region_id", flat=True))
    assert "410712" in codes
    assert "410721" not in codes
