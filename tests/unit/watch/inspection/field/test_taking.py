"""What a phone takes along: the own area only, names of firms only, what stands in open visits, a choice where it is too much."""

from __future__ import annotations

import json

import pytest

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project, Worker
from nuanxin.watch.inspection.field import taking
from nuanxin.watch.inspection.field.syncing import take_batch
from nuanxin.watch.inspection.field.taking import load_for
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.field.phone import Phone, batch, firm

pytestmark = pytest.mark.django_db


def firms() -> None:
    employer, site = firm()
    employer.phone, site.wage_clerk, site.wage_clerk_phone = "0373-1112222", "周专管", "13900002222"
    employer.save()
    site.save()
    Worker.objects.create(name="张某某")
    far = Employer.objects.create(name="获嘉某厂", region=Region.objects.get(pk="410724"))
    Project.objects.create(name="外来队伍工地", region=Region.objects.get(pk="410721"), employer=far)
    Employer.objects.create(name="获嘉另一厂", region=Region.objects.get(pk="410724"))
    Employer.objects.create(name="并掉的厂", region=Region.objects.get(pk="410721"), merged_into=employer)


def test_only_the_own_area_and_no_person(people: People) -> None:
    firms()
    content = load_for(by=people.owner, on=TODAY).content
    assert {one[1] for one in content["employers"]} == {"新乡丙建筑有限公司", "获嘉某厂"}  # the latter builds here
    assert {one[1] for one in content["projects"]} == {"丙家园", "外来队伍工地"}
    assert len(content["checklists"]) == 9 and content["good_until"] == "2024-01-12T00:00:00+08:00"
    told = json.dumps(content, ensure_ascii=False)
    assert not [
        word for word in ("周专管", "13900002222", "0373-1112222", "张某某", "获嘉另一厂", "并掉的厂") if word in told
    ]
    assert load_for(by=people.stranger, on=TODAY).content["projects"] == []


def test_open_visits_of_the_own_unit_with_both_values(people: People) -> None:
    mine, hers = Phone("a"), Phone("b")
    take_batch(batch=batch([mine.visit()], [mine.edit("workforce", 60)]), by=people.owner, on=TODAY)
    take_batch(batch=batch([hers.visit()], [hers.edit("workforce", 58)]), by=people.colleague, on=TODAY)
    (visit,) = load_for(by=people.colleague, on=TODAY).content["visits"]
    assert {(one["by"], one["value"]) for one in visit["fields"]["workforce"]} == {("王承办", 60), ("李同事", 58)}
    assert not visit["recorded"] and visit["employer_name"] == "新乡丙建筑有限公司"
    assert load_for(by=people.superior, on=TODAY).content["visits"] == []


def test_too_much_for_a_phone_is_chosen_from(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    firms()
    monkeypatch.setattr(taking, "MOST", 2)
    load = load_for(by=people.superior, on=TODAY)
    assert load.content == {} and ("410721", "新乡县") in load.choose
    assert load_for(by=people.superior, on=TODAY, area="410721").content["projects"]
    with pytest.raises(NotFound):
        load_for(by=people.owner, on=TODAY, area="410724")
