"""How a refusal is answered: its kind decides, not its words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from nuanxin.foundation.organisations.appointing import decide_post, propose_post, set_staff_active
from nuanxin.web.officer.gate import status_of
from tests.architecture.house import SOURCE, shown, source_files
from tests.conftest import TODAY, People, person


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotAllowed("不能办理"), 403),
        (NotFound("这里没有"), 404),
        (Refusal("不能办理"), 409),
        (Refusal("您没有权限打开这一页"), 409),
        (Refusal("没有找到这条线索"), 409),
    ],
)
def test_the_kind_decides_not_the_words(refusal: Refusal, status: int) -> None:
    assert status_of(refusal) == status


def test_no_refusal_for_want_of_a_right_is_a_plain_one() -> None:
    """Whoever says “you have no right” says it as NotAllowed, and “not found” at the officer's door as NotFound."""
    plain = re.compile(r'\bRefusal\(\s*f?"(您没有权限|您不能|您现在没有)')
    assert [shown(p) for p in source_files() if plain.search(p.read_text())] == []
    missing = re.compile(r'\bRefusal\(\s*f?"没有找到')
    assert [shown(p) for p in (SOURCE / "web" / "officer").rglob("*.py") if missing.search(p.read_text())] == []


@pytest.mark.django_db
def test_an_administrator_may_not_decide_for_himself(people: People) -> None:
    unit = people.owner.unit
    system, security = (
        person("system", "何系统", unit, "system_admin"),
        person("security", "卫安全", unit, "security_admin"),
    )
    with pytest.raises(NotAllowed, match="不能对自己办理"):
        set_staff_active(staff=system, active=False, reason="试", by=system, on=TODAY)
    asked: dict[str, Any] = {"unit": unit, "region": unit.region, "valid_from": TODAY, "by": system, "on": TODAY}
    proposal = propose_post(staff=security, duty="security_admin", **asked)
    with pytest.raises(NotAllowed, match="本人不能核准"):
        decide_post(proposal=proposal, approve=True, reason="", by=security, on=TODAY)
