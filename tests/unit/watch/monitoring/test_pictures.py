"""Watching at a glance, against rows counted slowly; and the way from a warning to money paid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.cases.money import PaymentSource
from nuanxin.rights.intake.models import Claim
from nuanxin.watch.monitoring.pictures.areas import AreaRisk, area_risks, together
from nuanxin.watch.monitoring.pictures.funnel import Funnel, funnel
from nuanxin.watch.monitoring.warnings.checking import check_warning, end_warning, turn_to_clue
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue
from tests.unit.watch.monitoring.making import monitor, row, rules_in_force, warning, watched

pytestmark = pytest.mark.django_db


def city_of_warnings(people: People) -> dict[str, Any]:
    """Three warnings in one county, one in another, one of them ended as false."""
    mine = monitor(people)
    other = monitor(people, "monitor2", "410724")
    rules_for = {"410721": mine, "410724": other}
    for code, region in (("A1", "410721"), ("A2", "410721"), ("A3", "410721"), ("B1", "410724")):
        watched(code, region)
    for region, who in rules_for.items():
        rules_in_force(who, region)
    made = {code: warning(mine, code, wages_overdue=[row(code)]) for code in ("A1", "A2", "B1")}
    made["A3"] = warning(
        mine, "A3", wages_overdue=[row("A3", workers=40, amount_fen=90_000_000)], deposit_missing=[row("A3")]
    )
    return made | {"mine": mine}


def slowly(code: str, name: str) -> AreaRisk:
    rows = [one for one in RiskWarning.objects.all() if one.region_id == code]
    open_ones = [one for one in rows if one.ended_on is None]
    return AreaRisk(
        code,
        name,
        projects=len({one.project_id for one in rows}),
        **{colour: sum(one.grade == colour for one in open_ones) for colour in ("red", "orange", "yellow")},
        overdue=sum(one.due_on is not None and one.due_on < TODAY + timedelta(days=30) for one in open_ones),
        confirmed=sum(one.outcome == "confirmed" for one in rows),
        false=sum(one.outcome == "false" for one in rows),
    )


def test_areas_are_counted_as_by_hand(people: People) -> None:
    made = city_of_warnings(people)
    RiskWarning.objects.filter(pk=made["A1"].pk).update(due_on=TODAY + timedelta(days=3))
    check_warning(warning=made["A2"], text="已逐人核对", by=made["mine"], on=TODAY)
    end_warning(warning=made["A2"], outcome="false", reason="核对无误", by=made["mine"], on=TODAY)
    city = Region.objects.get(pk="410700")
    lines = area_risks(city, on=TODAY + timedelta(days=30))
    found = {one.code: one for one in lines if one.projects}
    assert found == {code: slowly(code, Region.objects.get(pk=code).name) for code in ("410721", "410724")}
    whole = together(lines, city)
    assert (whole.projects, whole.open, whole.overdue, whole.false) == (4, 3, 1, 1)
    (own,) = area_risks(Region.objects.get(pk="410724"), on=TODAY)[-1:]
    assert own.projects == 1


def test_from_warning_to_money_paid(people: People) -> None:
    made = city_of_warnings(people)
    assert funnel(["410721"], TODAY, TODAY) == Funnel(raised=3)
    turn_to_clue(warning=made["A1"], by=made["mine"], on=TODAY)
    clue = make_clue(people)
    RiskWarning.objects.filter(pk=made["A1"].pk).update(clue=clue)
    first, second, _ = Claim.objects.filter(clue=clue).order_by("pk")
    for claim, fen in ((first, 900_000), (second, 400_000)):
        verify_claim(claim=claim, verified_fen=fen, basis="考勤表", by=people.owner, on=TODAY)
    record_payment(
        claim=first, source=PaymentSource.EMPLOYER, amount_fen=600_000, paid_on=TODAY, voucher="回单1", by=people.owner, on=TODAY
    )  # fmt: skip
    found = funnel(["410721", "410724"], TODAY, TODAY)
    assert (found.raised, found.clues, found.workers_verified, found.verified_fen) == (4, 1, 2, 1_300_000)
    assert (found.workers_paid, found.workers_in_full, found.paid_fen) == (1, 0, 600_000)
    record_payment(
        claim=first, source=PaymentSource.EMPLOYER, amount_fen=300_000, paid_on=TODAY, voucher="回单2", by=people.owner, on=TODAY
    )  # fmt: skip
    full = funnel(["410721", "410724"], TODAY, TODAY)
    assert (full.workers_paid, full.workers_in_full, full.paid_fen) == (1, 1, 900_000)
    assert funnel(["410721"], TODAY - timedelta(days=9), TODAY - timedelta(days=1)) == Funnel()
