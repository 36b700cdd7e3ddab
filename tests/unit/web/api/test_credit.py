"""Asking whether an employer is listed: by code, by name with the reason of the match; each question stands in the chain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.organisations.tokens import Scope
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.credit.models import Listing
from tests.conftest import TODAY, People
from tests.unit.rights.credit.making import listed, take
from tests.unit.web.api.conftest import System

pytestmark = pytest.mark.django_db
Connect = Callable[..., System]
CODE = "91410721MA45KNPU5X"


@pytest.fixture
def listing(people: People) -> Listing:
    found = listed(people)
    Employer.objects.filter(pk=found.employer_id).update(credit_code=CODE)
    return found


def test_listed_why_and_until_when(listing: Listing, people: People, system: Connect) -> None:
    asking = system(people.owner, Scope.CREDIT_READ)
    told = asking.get("credit/listed", credit_code=CODE.lower(), purpose="bidding").json()
    assert (told["listed"], told["how"], told["as_of"]) == (True, "统一社会信用代码相同", TODAY.isoformat())
    (entry,) = told["entries"]
    assert (entry["decided_on"], entry["until"], entry["organ"]) == ("2023-12-29", "2026-12-29", people.owner.unit.name)
    assert "数额标准" in entry["why"] and "第五条" in entry["cites"] and entry["decision"]
    event = AuditEvent.objects.get(act="ask_listing")
    assert (
        event.details["purpose"] == "招标投标" and event.details["listed"] is True and event.actor_id == people.owner.pk
    )


def test_a_name_is_matched_with_its_reason(listing: Listing, people: People, system: Connect) -> None:
    asking = system(people.owner, Scope.CREDIT_READ)
    told = asking.get("credit/listed", name=" 新乡甲建筑有限公司 ", region="410721").json()
    assert (told["listed"], told["how"], told["credit_code"]) == (True, "名称相同", CODE)
    near = asking.get("credit/listed", name="新乡市甲建筑公司", region="410721").json()
    assert near["listed"] is None and near["entries"] == [] and near["alike"][0]["name"] == "新乡甲建筑有限公司"
    unknown = asking.get("credit/listed", name="郑州乙物业服务中心").json()
    assert unknown["listed"] is False and "没有查到" in unknown["how"]
    assert AuditEvent.objects.filter(act="ask_listing").count() == 3


def test_removed_and_annulled_are_not_listed(listing: Listing, people: People, system: Connect) -> None:
    take(listing.case, "annul", people, date(2024, 1, 9))
    told = system(people.owner, Scope.CREDIT_READ).get("credit/listed", credit_code=CODE).json()
    assert told["listed"] is False and told["employer"] == "新乡甲建筑有限公司"


def test_who_may_ask(listing: Listing, people: People, system: Connect) -> None:
    asked: dict[str, Any] = {"credit_code": CODE}
    assert system(people.owner, Scope.CLUES_READ).get("credit/listed", **asked).status_code == 401
    asking = system(people.owner, Scope.CREDIT_READ)
    assert asking.get("credit/listed").status_code == 422
    assert asking.get("credit/listed", credit_code=CODE, purpose="curiosity").status_code == 422
    assert asking.get("clues").status_code == 401
