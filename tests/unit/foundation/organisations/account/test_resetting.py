"""Lost passwords and telephones: by the security administrator of the area alone, with a reason, never both by one hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.account.models import CredentialReset
from nuanxin.foundation.organisations.account.one_time_code import code_at, new_secret
from nuanxin.foundation.organisations.account.resetting import first_password, reset_password, reset_second_factor
from nuanxin.foundation.organisations.account.second_factor import enrol, factor_of
from nuanxin.foundation.organisations.models import Staff
from tests.conftest import TODAY, People, at, person

pytestmark = pytest.mark.django_db
NOW, WHY = at(TODAY), "本人来电，核对身份证"


@pytest.fixture
def security(people: People) -> Any:
    return person("security", "卫安全", people.owner.unit, "security_admin")


def enrolled(staff: Any) -> Any:
    secret = new_secret()
    enrol(secret=secret, code=code_at(secret, NOW), by=staff, at=NOW)
    return staff


def test_reset_password(people: People, security: Any) -> None:
    password = reset_password(staff=people.owner, reason=WHY, by=security, on=TODAY)
    fresh = Staff.objects.get(pk=people.owner.pk)
    assert fresh.check_password(password)
    assert fresh.must_change_password
    event = AuditEvent.objects.get(act="reset_password")
    assert (event.actor_id, event.reason) == (security.pk, WHY)
    assert password not in repr(event.__dict__)
    kept = CredentialReset.objects.get()
    assert (kept.staff_id, kept.by_id, kept.kind) == (people.owner.pk, security.pk, "password")


def test_reset_second_factor(people: People, security: Any) -> None:
    enrolled(people.owner)
    reset_second_factor(staff=people.owner, reason=WHY, by=security, on=TODAY)
    assert factor_of(people.owner) is None
    assert AuditEvent.objects.get(act="reset_second_factor").reason == WHY
    with pytest.raises(Refusal, match="没有启用"):
        reset_second_factor(staff=people.owner, reason=WHY, by=security, on=TODAY)


@pytest.mark.parametrize(
    "who", ["owner", "head", "superior", "auditor", "leader", "coordinator", "system", "elsewhere"]
)
def test_nobody_else_may(people: People, who: str) -> None:
    more = {
        "system": lambda: person("system", "何系统", people.owner.unit, "system_admin"),
        "elsewhere": lambda: person("elsewhere", "邻县安全", people.stranger.unit, "security_admin"),
    }
    by = more[who]() if who in more else getattr(people, who)
    enrolled(people.colleague)
    for act in (reset_password, reset_second_factor):
        with pytest.raises(NotAllowed):
            act(staff=people.colleague, reason=WHY, by=by, on=TODAY)
    assert not CredentialReset.objects.exists()


def test_not_for_oneself_and_not_without_reason(people: People, security: Any) -> None:
    with pytest.raises(NotAllowed, match="不能给自己重置"):
        reset_password(staff=security, reason=WHY, by=security, on=TODAY)
    with pytest.raises(Refusal, match="没有写明理由"):
        reset_password(staff=people.owner, reason="  ", by=security, on=TODAY)


def test_one_hand_does_not_set_back_both_of_an_administrator(people: People, security: Any) -> None:
    enrolled(people.auditor)
    reset_password(staff=people.auditor, reason=WHY, by=security, on=TODAY)
    with pytest.raises(NotAllowed, match="就能冒用"):
        reset_second_factor(staff=people.auditor, reason=WHY, by=security, on=TODAY + timedelta(days=1))
    assert factor_of(people.auditor)
    above = person("above", "市安全", people.superior.unit, "security_admin")
    reset_second_factor(staff=people.auditor, reason=WHY, by=above, on=TODAY)
    assert factor_of(people.auditor) is None


def test_of_an_officer_one_hand_may(people: People, security: Any) -> None:
    enrolled(people.owner)
    reset_password(staff=people.owner, reason=WHY, by=security, on=TODAY)
    reset_second_factor(staff=people.owner, reason=WHY, by=security, on=TODAY)
    assert factor_of(people.owner) is None


def test_first_passwords_can_be_read_out() -> None:
    drawn = {first_password() for _ in range(50)}
    assert len(drawn) == 50
    assert not set("".join(drawn)) & set("ilo01")
