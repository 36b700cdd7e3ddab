"""Visits: once a day, corrected by a new row, arrears become one clue, rectification due and overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.rectification import confirm_rectified, due_within, overdue
from nuanxin.watch.inspection.visits import Seen, correct_visit, record_visit, register_arrears
from tests.conftest import TODAY, People

pytestmark = pytest.mark.django_db
SEEN = Seen(
    workforce=50, migrants=40, finding="未按月足额发放", rectify_by=TODAY + timedelta(days=10), recording="AV-0110-1"
)
ARREARS = replace(SEEN, arrears_found=True, arrears_persons=12, arrears_fen=3_600_000)


def visit(people: People, seen: Seen = SEEN, *, by: str = "owner", project: bool = True) -> Visit:
    region = Region.objects.get(pk="410721")
    employer, _ = Employer.objects.get_or_create(
        name="新乡乙建筑有限公司", defaults={"sector": "manufacturing", "region": region}
    )
    site = None
    if project:
        site, _ = Project.objects.get_or_create(
            name="乙小区", region=region, defaults={"employer": employer, "government": True, "state_firm": False}
        )
    return record_visit(
        employer=employer, project=site, region=region, visited_on=TODAY, seen=seen, by=getattr(people, by), on=TODAY
    )


def test_the_project_tie_decides_sector_and_kind(people: People) -> None:
    on_site, office = visit(people), visit(people, project=False)
    assert (on_site.sector, on_site.government, on_site.state_firm) == ("construction", True, False)
    assert (office.sector, office.government) == ("manufacturing", None)


def test_once_a_day(people: People) -> None:
    visit(people)
    with pytest.raises(Refusal, match="已经登记"):
        visit(people)


@pytest.mark.parametrize(
    ("seen", "column"),
    [
        (Seen(workforce=1, migrants=2), "其中农民工"),
        (Seen(workforce=5, migrants=2, arrears_found=True), "欠薪人数、欠薪金额"),
        (Seen(workforce=5, migrants=2, arrears_persons=1), "查实欠薪"),
        (Seen(workforce=5, migrants=2, recording="  "), "执法记录"),
        (Seen(workforce=5, migrants=2, sector="farming"), "行业领域"),
        (Seen(workforce=5, migrants=2, rectify_by=TODAY - timedelta(days=1)), "整改期限"),
    ],
)
def test_what_does_not_fit_is_named(people: People, seen: Seen, column: str) -> None:
    with pytest.raises(BadInput, match=column):
        visit(people, seen)
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("owner", True), ("head", True), ("superior", True), ("stranger", False), ("housing", False), ("leader", False)],
)
def test_who_may_record(people: People, name: str, allowed: bool) -> None:
    if allowed:
        assert visit(people, by=name).recorded_by == getattr(people, name)
    else:
        with pytest.raises(Refusal, match="没有权限"):
            visit(people, by=name)


def test_a_correction_is_a_new_row(people: People) -> None:
    old = visit(people)
    day = TODAY + timedelta(days=2)
    new = correct_visit(visit=old, seen=replace(SEEN, migrants=30), reason="漏数", by=people.owner, on=day)
    old.refresh_from_db()
    assert (old.withdrawn_on, old.migrants, new.migrants, new.corrects) == (day, 40, 30, old)
    with pytest.raises(Refusal, match="已经更正过"):
        correct_visit(visit=old, seen=SEEN, reason="再改", by=people.owner, on=day)


def test_arrears_become_one_clue(people: People) -> None:
    with pytest.raises(Refusal, match="没有查实欠薪"):
        register_arrears(visit=visit(people, project=False), by=people.owner, on=TODAY)
    found = visit(people, ARREARS)
    clue = register_arrears(visit=found, by=people.owner, on=TODAY)
    assert (clue.channel, clue.persons, clue.amount_fen, clue.employer) == (
        Channel.INSPECTION,
        12,
        3_600_000,
        found.employer,
    )
    assert clue.project == found.project
    corrected = correct_visit(
        visit=found, seen=replace(ARREARS, arrears_persons=13), reason="漏", by=people.owner, on=TODAY
    )
    assert register_arrears(visit=corrected, by=people.colleague, on=TODAY) == clue
    assert Clue.objects.count() == 1


def test_rectification_due_and_overdue(people: People) -> None:
    seen = visit(people)
    due = TODAY + timedelta(days=10)
    assert list(due_within(region="410700", on=TODAY, days=10)) == [seen]
    assert list(overdue(region="410721", on=due)) == []
    assert list(overdue(region="410721", on=due + timedelta(days=1))) == [seen]
    assert list(overdue(region="410724", on=due + timedelta(days=1))) == []
    with pytest.raises(Refusal, match="不能登记整改完成"):
        confirm_rectified(visit=seen, rectified_on=TODAY - timedelta(days=1), by=people.owner, on=TODAY)
    confirm_rectified(visit=seen, rectified_on=TODAY, by=people.owner, on=TODAY)
    assert list(overdue(region="410721", on=due + timedelta(days=1))) == []
