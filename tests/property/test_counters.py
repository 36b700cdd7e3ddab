"""Counters against a recount on random ledgers: after a rebuild, and after each day's refresh, equal in every figure."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nuanxin.command.counters.facts import Window
from nuanxin.command.reporting.counting import figures_everywhere, figures_of, winter_report
from nuanxin.command.reporting.forms.loading import WINTER, form
from nuanxin.command.reporting.models import CounterShare, NodeCount
from nuanxin.command.reporting.presummed.counters import counted_table, rebuild_counters, refresh_counters
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.watch.inspection.models import Visit
from tests.property.random_ledger import ASKED, DAYS, FIRST, RandomLedger

pytestmark = pytest.mark.django_db
START = FIRST + timedelta(days=10)


@pytest.mark.parametrize("seed", range(24))
def test_rebuilt_counters_equal_the_recount(seed: int) -> None:
    ledger = RandomLedger(seed)
    ledger.write()
    on = FIRST + timedelta(days=ledger.dice.randrange(30, DAYS + 30))
    rebuild_counters(start=START, on=on)
    for area in ASKED:
        end = START + timedelta(days=ledger.dice.randrange(0, 120))
        table = counted_table(area, START, end, on)
        assert table is not None
        assert table.as_json() == winter_report(area, START, end, on).as_json(), (area, end)


@pytest.mark.parametrize("seed", range(12))
def test_refreshed_counters_equal_the_recount_on_every_later_day(seed: int) -> None:
    """As days pass, facts happen, are recorded, withdrawn and merged: each refresh brings the counters to a recount."""
    ledger = RandomLedger(seed)
    ledger.write()
    on = START + timedelta(days=ledger.dice.randrange(0, 20))
    rebuild_counters(start=START, on=on)
    for _ in range(6):
        on += timedelta(days=ledger.dice.randrange(0, 25))
        refresh_counters(start=START, on=on)
        assert refresh_counters(start=START, on=on) == 0
        for area in ASKED:
            table = counted_table(area, START, on, on)
            assert table is not None
            assert table.as_json() == winter_report(area, START, on, on).as_json(), (area, on)
    after_refreshes = stored()
    rebuild_counters(start=START, on=on)
    assert stored() == after_refreshes


def stored() -> dict[str, object]:
    """Shares that say something, and the last figures of every area that has any."""
    shares: dict[str, object] = dict(CounterShare.objects.exclude(steps={}).values_list("key", "steps"))
    nodes = dict(NodeCount.objects.order_by("day").values_list("area_id", "figures"))
    return shares | {area: figures for area, figures in nodes.items() if any(figures)}


def test_what_counters_do_not_hold_is_said() -> None:
    RandomLedger(3).write()
    rebuild_counters(start=START, on=FIRST + timedelta(days=60))
    assert counted_table("410700", START, FIRST + timedelta(days=60), FIRST + timedelta(days=61)) is None
    assert counted_table("410700", FIRST, FIRST + timedelta(days=60), FIRST + timedelta(days=60)) is None


def test_a_withdrawal_on_the_day_of_the_refresh_is_seen_by_the_next() -> None:
    ledger = RandomLedger(11)
    ledger.write()
    on = FIRST + timedelta(days=DAYS)
    rebuild_counters(start=START, on=on)
    for model in (Settlement, OfficialAct, Visit):
        last = model.objects.filter(withdrawn_on__isnull=True).order_by("-pk").first()
        assert last is not None
        model.objects.filter(pk=last.pk).update(withdrawn_on=on)
    assert refresh_counters(start=START, on=on) > 0
    table = counted_table("410000", START, on, on)
    assert table is not None
    assert table.as_json() == winter_report("410000", START, on, on).as_json()


@pytest.mark.parametrize("seed", range(16))
def test_all_areas_at_once_equal_each_area_by_itself(seed: int) -> None:
    ledger = RandomLedger(seed)
    ledger.write()
    of, (_, start, end, as_of) = form(WINTER), ledger.asked()
    for ways in ("outside", "inside"):
        settings = of.chosen({"other_ways": ways})
        everywhere = figures_everywhere(of, start, end, as_of, settings=settings)
        for area in ASKED:
            alone = figures_of(of, Window(area, start, end, as_of), settings)
            assert alone == everywhere.get(area, dict.fromkeys(alone, 0))
