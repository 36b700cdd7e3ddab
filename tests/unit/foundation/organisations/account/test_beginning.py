"""How a new installation gets its first three administrators, once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.account.beginning import appoint_first
from nuanxin.foundation.organisations.duties import ADMINISTRATOR_DUTIES
from nuanxin.foundation.organisations.models import Post, Staff
from tests.conftest import TODAY, person

pytestmark = pytest.mark.django_db
NAMES = {"system_admin": "何系统", "security_admin": "卫安全", "audit_admin": "褚审计"}


def test_three_accounts_with_one_duty_each(regions: None) -> None:
    made = appoint_first(region="410721", names=NAMES, on=TODAY)
    assert [staff.username for staff, _ in made] == ["system-410721", "security-410721", "audit-410721"]
    for staff, password in made:
        assert staff.check_password(password)
        assert staff.must_change_password
    assert {post.duty for post in Post.objects.all()} == ADMINISTRATOR_DUTIES
    assert AuditEvent.objects.filter(act="appoint_first").count() == 3


def test_once_only(regions: None) -> None:
    appoint_first(region="410721", names=NAMES, on=TODAY)
    with pytest.raises(Refusal, match="已有在任的管理员"):
        appoint_first(region="410724", names=NAMES, on=TODAY)
    assert Staff.objects.filter(username__endswith="-410724").count() == 0


@pytest.mark.parametrize("names", [{}, NAMES | {"audit_admin": "何系统"}, NAMES | {"audit_admin": " "}])
def test_three_different_persons(regions: None, names: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="须各有其人"):
        appoint_first(region="410721", names=names, on=TODAY)


def test_an_unknown_place(regions: None) -> None:
    with pytest.raises(NotFound):
        appoint_first(region="999999", names=NAMES, on=TODAY)


def test_the_command(regions: None, capsys: Any) -> None:
    options = {"region": "410721", "system": "何系统", "security": "卫安全", "audit": "褚审计", "json": True}
    call_command("first_administrators", **options)
    told = json.loads(capsys.readouterr().out)
    assert len(told["accounts"]) == 3
    assert all(Staff.objects.get(username=one["username"]).check_password(one["password"]) for one in told["accounts"])


def test_an_officer_does_not_count(people: Any) -> None:
    Post.objects.filter(duty="audit_admin").delete()
    person("another", "某人", people.owner.unit, "inspector")
    assert len(appoint_first(region="410721", names=NAMES, on=TODAY)) == 3
