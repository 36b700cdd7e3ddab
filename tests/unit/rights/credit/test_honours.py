"""Honour lists: the ledger answers each criterion with its rows, awards need all of them, and fall when arrears appear."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.ledger import verify_claim
from nuanxin.rights.credit.honours.criteria import CRITERIA, FIRM, Record, Row, judge, why_fallen
from nuanxin.rights.credit.honours.models import Candidate, Selection
from nuanxin.rights.credit.honours.selecting import award, check_again, enter_candidate, fall_awards, open_selection
from nuanxin.rights.credit.honours.selecting import take_back as taken_back
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_case, make_clue, on_day, pay_all, walk

pytestmark = pytest.mark.django_db
ALL_FIRM = ["arrears", "unpaid", "open_clues", "orders", "listings", "publications"]


def selection(people: People, kind: str = "firm", **changes: Any) -> Selection:
    said = {"label": "2023年度不欠薪企业", "start": date(2023, 1, 1), "end": date(2023, 12, 31), "criteria": ALL_FIRM}
    return open_selection(kind=kind, unit=people.owner.unit, by=people.owner, on=TODAY, **{**said, **changes})


def firm(name: str = "守信建筑有限公司") -> Employer:
    return Employer.objects.create(name=name, region_id="410721", legal_representative="王五")


def awarded(people: People, subject: Any, chosen: Selection) -> Candidate:
    candidate = enter_candidate(selection=chosen, subject=subject, by=people.owner, on=TODAY)
    return award(candidate=candidate, by=people.head, on=TODAY)


def test_a_firm_with_nothing_on_record_is_awarded(people: People) -> None:
    candidate = awarded(people, firm(), selection(people))
    assert all(one["met"] for one in candidate.results) and len(candidate.results) == len(ALL_FIRM)
    assert fall_awards(on=TODAY) == 0


def test_each_criterion_shows_the_rows_behind(people: People) -> None:
    case = make_case(people)
    walk(case, "evidence investigated order order_served", people, date(2023, 12, 6))
    with on_day(date(2023, 12, 11)) as on:
        for claim in claims(case.clue):
            verify_claim(claim=claim, verified_fen=1_000_000, basis="工资表", by=people.owner, on=on)
    assert case.clue.employer is not None
    candidate = enter_candidate(selection=selection(people), subject=case.clue.employer, by=people.owner, on=TODAY)
    told = {one["key"]: one for one in candidate.results}
    assert [key for key, one in told.items() if not one["met"]] == ["arrears", "unpaid", "open_clues", "orders"]
    assert told["arrears"]["clues"] == [case.clue.number] and "30,000.00元" in told["arrears"]["rows"][0]
    with pytest.raises(Refusal, match="没有查实欠薪"):
        award(candidate=candidate, by=people.head, on=TODAY)


def test_an_award_falls_when_arrears_are_verified(people: People) -> None:
    clue = make_clue(people)
    assert clue.employer is not None
    candidate = awarded(people, clue.employer, selection(people, criteria=["arrears", "unpaid"]))
    with on_day(date(2024, 1, 12)) as on:
        verify_claim(claim=claims(clue)[0], verified_fen=500_000, basis="工资表", by=people.owner, on=on)
        assert fall_awards(on=on) == 1
        assert fall_awards(on=on) == 0
    candidate.refresh_from_db()
    assert candidate.fell_on == date(2024, 1, 12) and clue.number in candidate.fell_why
    with pytest.raises(Refusal, match="已经撤销"):
        taken_back(candidate=candidate, reason="再次", by=people.head, on=TODAY)


def test_a_city_and_a_project(people: People) -> None:
    case = make_case(people, government=True, project_name="县医院")
    walk(case, "evidence investigated", people, date(2023, 12, 6))
    pay_all(case.clue, people, date(2023, 12, 12))
    with on_day(date(2023, 12, 13)) as on:
        settle_and_close(case=case, by=people.owner, on=on)
    keys = ["unpaid", "overdue", "government"]
    city = selection(people, "city", label="不欠薪县", criteria=keys)
    place = enter_candidate(selection=city, subject=Region.objects.get(pk="410721"), by=people.owner, on=TODAY)
    assert {one["key"]: one["met"] for one in place.results} == {"unpaid": True, "overdue": True, "government": False}
    sites = selection(people, "project", label="不欠薪项目", criteria=["unpaid", "open_clues"])
    assert case.clue.project is not None
    site = enter_candidate(selection=sites, subject=case.clue.project, by=people.owner, on=TODAY)
    assert award(candidate=check_again(candidate=site, by=people.owner, on=TODAY), by=people.head, on=TODAY).awarded_on


def test_what_a_selection_refuses(people: People) -> None:
    for changes, why in (
        ({"criteria": []}, "没有选择条件"),
        ({"criteria": ["overdue"]}, "不适用"),
        ({"end": date(2024, 3, 1)}, "还没有结束"),
        ({"label": " "}, "没有名称"),
    ):
        with pytest.raises(Refusal, match=why):
            selection(people, **changes)
    chosen = selection(people)
    with pytest.raises(Refusal, match="与评选类别不符"):
        enter_candidate(selection=chosen, subject=Region.objects.get(pk="410721"), by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="不在本地区"):
        elsewhere = Employer.objects.create(name="外县公司", region_id="410724")
        enter_candidate(selection=chosen, subject=elsewhere, by=people.owner, on=TODAY)
    candidate = enter_candidate(selection=chosen, subject=firm(), by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有权限"):
        award(candidate=candidate, by=people.owner, on=TODAY)


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda one: one.key)
def test_every_criterion_is_broken_by_its_own_rows_only(criterion: Any) -> None:
    row = Row("记录", TODAY, "X-1", 100, government=True)
    field = "arrears" if criterion.key == "government" else criterion.key
    kind = criterion.kinds[0]
    (broken,) = judge(kind, [criterion.key], Record(**{field: (row,)}))
    (kept,) = judge(kind, [criterion.key], Record())
    assert (broken.met, broken.rows, kept.met) == (False, (row,), True)
    assert bool(why_fallen(kind, [criterion.key], Record(**{field: (row,)}))) == criterion.falls
    assert judge(FIRM, [], Record(**{field: (row,)})) == ()
