"""A project filed by its firm, confirmed by the office of its place, seen on both sides; nothing entered is written over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.monitoring.employers.filing.confirming import FACTS, beside
from nuanxin.watch.monitoring.employers.filing.models import ProjectFiling
from nuanxin.watch.monitoring.employers.filing.proposing import ProjectFacts, filing_faults
from tests.conftest import People
from tests.employer_scene import BOSS, CLERK, RIVAL, Firms
from tests.unit.web.employer.test_pages import Knock

HERE = "/employer/filings/"
WITH_DATABASE = pytest.mark.django_db
Enter = Callable[[Any], Client]


def filed(knock: Knock, firms: Firms, who: str = BOSS, **changes: str) -> Any:
    told = {
        "account": str(firms.account.pk), "name": "和谐苑三期", "region": "410721", "address": "和平路3号", "owner_name": "新乡县城投公司",
        "industry": "housing", "government": "yes", "state_firm": "", "pay_day": "15", "starts_on": "2024-02-01",
        "contract_fen": "35000000", "permit_number": "410721202401",
    }  # fmt: skip
    return knock(who).post(HERE, {**told, **changes})


@WITH_DATABASE
def test_filed_confirmed_as_new_and_seen_on_both_sides(
    firms: Firms, people: People, knock: Knock, enter: Enter
) -> None:
    assert filed(knock, firms).status_code == 302
    row = ProjectFiling.objects.get()
    assert (row.state, row.government, row.state_firm, row.contract_fen) == ("open", True, None, 35000000_00)
    assert Message.objects.get(template="officer_project_filed", channel="in_site").to == people.owner.username
    there = reverse("officer:project_filing", args=[row.pk])
    assert enter(people.stranger).get(there).status_code == 404
    assert "和谐苑三期" in enter(people.owner).get(reverse("officer:project_filings")).content.decode()
    assert "35,000,000.00元" in enter(people.owner).get(there).content.decode()
    assert enter(people.owner).post(there, {"project": "new"}).status_code == 302
    made = Project.objects.get(name="和谐苑三期")
    assert (made.employer_id, made.pay_day, made.government, made.state_firm) == (
        firms.account.employer_id,
        15,
        True,
        None,
    )
    page = knock(BOSS).get(reverse("employer:filing", args=[row.pk])).content.decode()
    assert "已确认" in page and "410721202401" in page and reverse("employer:site", args=[made.pk]) in page
    assert "和谐苑三期" in knock(BOSS).get("/employer/").content.decode()
    assert knock(RIVAL).get(reverse("employer:filing", args=[row.pk])).status_code == 404


@WITH_DATABASE
def test_confirmed_onto_a_record_fills_blanks_and_tells_the_rest(
    firms: Firms, people: People, knock: Knock, enter: Enter
) -> None:
    filed(knock, firms, name="和谐苑二期", pay_day="20", address="和平路2号")
    row = ProjectFiling.objects.get()
    there = reverse("officer:project_filing", args=[row.pk])
    assert "和谐苑二期（已登记" in enter(people.owner).get(there).content.decode()
    enter(people.owner).post(there, {"project": str(firms.second.pk)})
    firms.second.refresh_from_db()
    assert (firms.second.pay_day, firms.second.address, firms.second.government) == (15, "和平路2号", True)
    row.refresh_from_db()
    assert row.project_id == firms.second.pk and row.answer == "工资支付日与登记不一致，登记没有改动"
    assert Project.objects.filter(name="和谐苑二期").count() == 1
    assert enter(people.owner).post(there, {"project": "new"}).status_code == 422


@WITH_DATABASE
def test_another_firms_project_is_never_offered(firms: Firms, people: People, knock: Knock, enter: Enter) -> None:
    filed(knock, firms, name="他山大厦")
    there = reverse("officer:project_filing", args=[ProjectFiling.objects.get().pk])
    assert "他山大厦（已登记" not in enter(people.owner).get(there).content.decode()
    assert enter(people.owner).post(there, {"project": str(firms.elsewhere.pk)}).status_code == 422
    firms.elsewhere.refresh_from_db()
    assert firms.elsewhere.employer_id == firms.rival.employer_id


@WITH_DATABASE
def test_returned_withdrawn_and_not_twice(firms: Firms, people: People, knock: Knock, enter: Enter) -> None:
    filed(knock, firms)
    assert "不能重复报备" in filed(knock, firms, name="和谐苑 三期").content.decode()
    back = reverse("officer:project_filing_return", args=[ProjectFiling.objects.get().pk])
    assert enter(people.leader).post(back, {"reason": "x"}).status_code in (403, 404)
    assert enter(people.owner).post(back, {"reason": ""}).status_code == 422
    assert enter(people.owner).post(back, {"reason": "名称和许可证不一致"}).status_code == 302
    assert "名称和许可证不一致" in knock(BOSS).get(HERE).content.decode()
    filed(knock, firms)
    away = reverse("employer:filing_withdraw", args=[ProjectFiling.objects.latest("pk").pk])
    assert knock(RIVAL).post(away).status_code == 404 and knock(BOSS).post(away).status_code == 302
    assert sorted(ProjectFiling.objects.values_list("state", flat=True)) == ["returned", "withdrawn"]


@WITH_DATABASE
@pytest.mark.parametrize(
    ("who", "changes"),
    [(BOSS, {"name": ""}), (BOSS, {"pay_day": "32"}), (BOSS, {"region": "999999"}), (BOSS, {"ends_on": "2024-01-01"})],
)
def test_what_a_filing_lacks_is_said(firms: Firms, knock: Knock, who: str, changes: dict[str, str]) -> None:
    assert filed(knock, firms, who, **changes).status_code == 422 and not ProjectFiling.objects.exists()


@WITH_DATABASE
def test_a_clerk_and_another_firm_cannot_file(firms: Firms, knock: Knock) -> None:
    for who in (CLERK, RIVAL):
        filed(knock, firms, who)
    assert not ProjectFiling.objects.exists()


_VALUES = st.dictionaries(st.sampled_from(list(FACTS)), st.sampled_from([None, "", "a", "b", True, False, 3]))


@given(held=_VALUES, said=_VALUES)
def test_blanks_are_filled_and_nothing_is_written_over(held: dict[str, Any], said: dict[str, Any]) -> None:
    found = beside(held, said)
    after = {**held, **found.added}
    for key in FACTS:
        was, new = held.get(key), said.get(key)
        if was not in (None, ""):
            assert after[key] == was
            assert (key in found.otherwise) == (new not in (None, "") and new != was)
        elif new not in (None, ""):
            assert after[key] == new and key not in found.otherwise


def test_every_fault_at_once() -> None:
    facts = ProjectFacts("", " ", "", "", 0, date(2024, 2, 1), date(2024, 1, 1))
    assert len(filing_faults(facts)) == 6
