"""What the night writes of every area equals the tables counted live, and the weeks a twin that looks at each clue."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.daily.freezing import freeze_day
from nuanxin.command.dispatch.daily.models import AreaDay
from nuanxin.command.dispatch.daily.reading import day_of, rows_written, written
from nuanxin.command.dispatch.daily.windows import Span, year_of
from nuanxin.command.dispatch.falls.counting import LAST, THIS, asked, rows_of, table
from nuanxin.command.dispatch.falls.judging import FALLS
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.receiving import operator, receiving_unit
from nuanxin.rights.intake.models import Clue
from tests.property.test_dispatch_twin import ASKED, TARGET, Twin, _inside, write

pytestmark = pytest.mark.django_db
WINTER = Span(date(2024, 1, 10), date(2024, 3, 10))


def night(seed: int) -> tuple[Twin, date]:
    """A random ledger, a campaign in its middle, and the night after a random day."""
    dice = random.Random(seed)
    twin = write(dice)
    unit = receiving_unit(Region.objects.get(pk="410700"))
    Campaign.objects.create(
        unit=unit, region_id="410700", title="冬季行动", plan={}, plan_digest="x", start=WINTER.start, end=WINTER.end,
        opened_by=operator(),
    )  # fmt: skip
    on = dice.choice([date(2024, 1, 20), date(2024, 2, 29), date(2024, 5, 1)])
    freeze_day(on=on + timedelta(days=1))
    return twin, on


@pytest.mark.parametrize("seed", range(8))
def test_the_night_writes_what_is_counted(seed: int) -> None:
    twin, on = night(seed)
    for span in (year_of(on), WINTER):
        days = asked(span.start, span.end, on)
        for code in ASKED:
            area = Region.objects.get(pk=code)
            live, kept = table(area, days, TARGET), written(area, span, TARGET, on=on)
            assert kept is not None
            assert (kept.whole, kept.parts, list(kept.outlooks.values())) == (live.whole, live.parts, live.outlooks)
            told = [(key, year) for key in FALLS for year in (THIS, LAST)] + [("open_clues", THIS), ("visits", THIS)]
            for key, year in told:
                assert rows_written(key, year, area, span, on) == rows_of(key, year, area, days).count()
            if kept.weeks:
                _weeks_equal(twin, area.pk, kept.weeks, on)


def _weeks_equal(twin: Twin, area: str, weeks: list[tuple[date, int, int]], on: date) -> None:
    here = [one for one in twin.clues if _inside(area, one["region_id"]) and one["recorded_on"] <= on]
    assert len(weeks) == 8 and weeks[-1][0] <= on < weeks[-1][0] + timedelta(weeks=1)
    for monday, received, closed in weeks:
        week = [day for n in range(7) if (day := monday + timedelta(days=n)) <= on]
        assert received == sum(one["received_on"] in week for one in here)
        assert closed == sum(one["closed_on"] in week for one in here)


def test_what_is_written_stays_and_is_written_once() -> None:
    _, on = night(3)
    before = {one.pk: one.figures for one in AreaDay.objects.all()}
    Clue.objects.update(persons=1000)
    assert freeze_day(on=on + timedelta(days=1)) == 0
    assert {one.pk: one.figures for one in AreaDay.objects.all()} == before


def test_the_last_night_is_read_and_not_a_later_one() -> None:
    _, on = night(3)
    city = Region.objects.get(pk="410700")
    assert day_of(city, year_of(on), TARGET, before=on) is None
    found = day_of(city, year_of(on), TARGET, before=on + timedelta(days=9))
    assert found is not None and found.on == on
