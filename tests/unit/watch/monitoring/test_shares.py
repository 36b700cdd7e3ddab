"""Shares over an area against a slow count; what nobody looked at is unknown and never met."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.organisations.models import Region
from nuanxin.watch.monitoring.register.models import MonitoredProject, SystemState
from nuanxin.watch.monitoring.register.shares import Share, area_shares, standings, together
from nuanxin.watch.monitoring.register.systems import record_system, standing_of
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.making import watched

pytestmark = pytest.mark.django_db


def looked_at(people: People) -> None:
    for code, region in (("A1", "410721"), ("A2", "410721"), ("A3", "410721"), ("B1", "410724")):
        watched(code, region)
    watched("A9", "410721", ends_on=date(2023, 12, 31))  # over: counts nowhere
    said = (
        ("A1", "deposit", "met", "保函1"), ("A2", "deposit", "not_met", ""), ("A3", "deposit", "not_applicable", "免存批复"),
        ("A1", "real_name", "met", "截图"), ("A1", "real_name", "not_met", ""), ("B1", "deposit", "met", "保函2"),
        ("A2", "wage_clerk", "unknown", ""), ("A9", "deposit", "met", "保函9"),
    )  # fmt: skip
    for code, system, state, proof in said:
        one = MonitoredProject.objects.get(code=code)
        record_system(
            project=one, system=system, state=state, proof=proof, owner=people.superior, checked_on=TODAY, by=people.superior, on=TODAY
        )  # fmt: skip


def slowly(codes: list[str], system: str) -> Share:
    counts: dict[str, Any] = dict.fromkeys([*SystemState.values, "proven"], 0)
    for one in MonitoredProject.objects.filter(region__in=codes, ends_on=None):
        standing = next(each for each in standing_of(one, TODAY) if each.system.key == system)
        counts[standing.state] += 1
        if standing.state == "not_met" or (standing.check and standing.check.proof and standing.state != "unknown"):
            counts["proven"] += 1
    return Share(**counts)


def test_counted_as_by_hand(people: People) -> None:
    looked_at(people)
    city = Region.objects.get(pk="410700")
    systems, lines = area_shares(city, TODAY)
    assert len(systems) == 8
    by_code = {line.code: line for line in lines}
    for code in ("410721", "410724"):
        assert all(by_code[code].shares[one.key] == slowly([code], one.key) for one in systems)
    whole = together(lines, city)
    assert whole.projects == 4 and all(whole.shares[s.key] == slowly(["410721", "410724"], s.key) for s in systems)
    deposit = by_code["410721"].shares["deposit"]
    assert (deposit.met, deposit.not_met, deposit.not_applicable, deposit.percent) == (1, 1, 1, 50.0)
    assert by_code["410721"].complete_percent == round(100 * 4 / 24, 1)
    assert next(line for line in lines if line.code not in ("410721", "410724")).complete_percent is None


def test_a_county_without_parts_stands_for_itself(people: People) -> None:
    looked_at(people)
    _, lines = area_shares(Region.objects.get(pk="410724"), TODAY)
    assert lines[-1].projects == 1 and lines[-1].shares["deposit"].percent == 100.0
    (one,) = standings(["410724"], "deposit", TODAY)
    assert (one.project.code, one.state, one.check.proof) == ("B1", "met", "保函2")  # type: ignore[union-attr]
    assert {row.project.code for row in standings(["410721"], "real_name", TODAY)} == {"A1", "A2", "A3"}


def test_nothing_watched_gives_no_share() -> None:
    assert Share().percent is None and Share(unknown=3).percent == 0.0 and Share(not_applicable=2).percent is None
