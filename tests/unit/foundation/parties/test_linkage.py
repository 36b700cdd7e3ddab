"""Which party is meant, and what is offered where that is not certain."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.foundation.parties.linkage import find_employer, find_project, find_worker
from nuanxin.foundation.parties.models import Employer, EmployerAlias, Project, Worker
from nuanxin.foundation.parties.site_codes import site_code_of

CODE = "91410721MA3X12345Y"


@pytest.fixture
def hongda(regions: None) -> Employer:
    return Employer.objects.create(name="新乡市宏达建筑劳务有限公司", credit_code=CODE, region_id="410721")


def test_employer_by_number_then_name_then_alias(hongda: Employer) -> None:
    EmployerAlias.objects.create(party=hongda, name="大老宏", name_key="大老宏")
    assert find_employer("随便写的", CODE).party == hongda
    assert find_employer("新乡市宏达建筑劳务公司", region="410721").party is None
    assert find_employer("新乡市宏达建筑劳务有限公司", region="410721").how == "名称相同"
    assert find_employer("大老宏", region="410721").how == "别名相同"


def test_a_name_alike_is_offered_never_taken(hongda: Employer) -> None:
    Employer.objects.create(name="鑫源服饰厂", region_id="410721")
    found = find_employer("洪达劳务", region="410724")  # another county of the city
    assert found.party is None
    assert found.alike == (hongda,)
    assert find_employer("洪达劳务", region="410100").alike == ()
    assert find_employer("").alike == ()


def test_a_merged_employer_leads_to_the_one_kept(hongda: Employer) -> None:
    other = Employer.objects.create(name="宏达公司", region_id="410721", merged_into=hongda)
    assert find_employer("宏达公司", region="410721").party == hongda
    assert other not in find_employer("宏达", region="410721").alike


def test_project_by_code_name_and_likeness(hongda: Employer) -> None:
    site = Project.objects.create(name="新乡县阳光花园二期工程", region_id="410721", employer=hongda)
    Project.objects.filter(pk=site.pk).update(site_code=site_code_of(site.pk))
    code = site_code_of(site.pk)
    assert find_project("", site_code=f" {code[:3].lower()}-{code[3:]} ").party == site
    assert find_project("新乡县阳光花园二期工程", region="410721").party == site
    assert find_project("阳光花园2期", region="410721").alike == (site,)
    stranger = Employer.objects.create(name="鑫源服饰厂", region_id="410721")
    assert find_project("新乡县阳光花园二期工程", region="410721", employer=stranger).party is None


def test_worker_by_number_or_by_telephone_and_name(db: Any) -> None:
    zhang = Worker.objects.create(name="张伟", id_number="410721198506152017", phone="13837312345")
    assert find_worker(id_number="41072119850615 2017") == zhang
    assert find_worker(phone="138 3731 2345", name="张伟") == zhang
    assert find_worker(phone="13837312345", name="李强") is None
    assert find_worker(phone="13837312345") is None
    assert find_worker() is None
