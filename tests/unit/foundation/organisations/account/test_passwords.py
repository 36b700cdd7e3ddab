"""What a password must be like, how it is changed and how long it holds."""

from __future__ import annotations

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.organisations.account.models import PasswordRecord
from nuanxin.foundation.organisations.account.passwords import (
    OTHER,
    change_password,
    kinds_in,
    password_faults,
    set_password,
    why_change,
)
from nuanxin.foundation.organisations.models import Staff
from tests.conftest import TODAY, People

pytestmark = pytest.mark.django_db
FIRST, GOOD, BETTER = "first-Word-01", "Plum-Blossom-7", "Winter&Wages-9"


@pytest.fixture
def staff(people: People) -> Staff:
    set_password(people.owner, FIRST, must_change=True, on=TODAY)
    return people.owner  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("Ab1-", "现有4个字符，至少要10个"),
        ("A1-" + "x" * 130, "最多128个字符"),
        ("alllowercase", "还可以加上大写字母、数字、符号"),
        ("lower-and-sign", "还可以加上大写字母、数字"),
        ("Owner-2024-x", "含有登录名"),
        ("Xx-renwo-2024", "含有登录名"),
        ("Xx-5550000-a", "含有电话号码"),
        (FIRST, "最近5次"),
    ],
)
def test_the_message_says_what_is_missing(staff: Staff, password: str, says: str) -> None:
    faults = password_faults(password, staff)
    assert any(says in fault for fault in faults), faults


def test_all_faults_at_once(staff: Staff) -> None:
    assert len(password_faults("owner", staff)) == 3  # short, one kind, the user name


def test_a_common_password_is_refused_in_chinese(staff: Staff) -> None:
    from django.utils import translation

    with translation.override("zh-hans"):
        assert any("常见" in fault for fault in password_faults("password123", staff))


def test_a_good_one_is_taken(staff: Staff) -> None:
    assert password_faults(GOOD, staff) == []
    assert password_faults("暖薪暖薪Ab1暖薪暖", staff) == []


@given(st.text(alphabet=string.printable.strip() + "暖薪é", max_size=30))
def test_kinds_by_the_slow_way(password: str) -> None:
    slow = set()
    for one in password:
        if "A" <= one <= "Z":
            slow.add("大写字母")
        elif "a" <= one <= "z":
            slow.add("小写字母")
        elif "0" <= one <= "9":
            slow.add("数字")
        else:
            slow.add(OTHER)
    assert kinds_in(password) == slow


def test_change(staff: Staff) -> None:
    change_password(by=staff, current=FIRST, new=GOOD, on=TODAY)
    fresh = Staff.objects.get(pk=staff.pk)
    assert fresh.check_password(GOOD)
    assert (fresh.must_change_password, fresh.password_set_on) == (False, TODAY)
    event = AuditEvent.objects.get(act="change_password")
    assert (event.actor_id, event.about_id) == (staff.pk, str(staff.pk))
    assert GOOD not in repr(event.__dict__)
    assert not PasswordRecord.objects.filter(digest__contains=GOOD).exists()


def test_a_wrong_present_password_changes_nothing(staff: Staff) -> None:
    with pytest.raises(BadInput, match="现在的密码不对"):
        change_password(by=staff, current="guess", new=GOOD, on=TODAY)
    assert Staff.objects.get(pk=staff.pk).check_password(FIRST)
    assert not AuditEvent.objects.filter(act="change_password").exists()


def test_the_last_five_are_not_taken_again(staff: Staff, settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    set_password(staff, "Zeroth-Word-0", must_change=False, on=TODAY)
    now = "Zeroth-Word-0"
    for n in range(1, 6):
        change_password(by=staff, current=now, new=f"Next-Word-No-{n}", on=TODAY)
        now = f"Next-Word-No-{n}"
    with pytest.raises(BadInput, match="最近5次"):
        change_password(by=staff, current=now, new="Next-Word-No-1", on=TODAY)
    change_password(by=staff, current=now, new="Zeroth-Word-0", on=TODAY)  # the sixth before is free again


@pytest.mark.parametrize(
    ("must", "set_on", "days", "says"),
    [
        (True, TODAY, 90, "初始密码"),
        (False, TODAY, 90, ""),
        (False, TODAY - timedelta(days=89), 90, ""),
        (False, TODAY - timedelta(days=90), 90, "超过90天"),
        (False, TODAY - timedelta(days=900), 0, ""),
        (False, None, 90, ""),
    ],
)
def test_why_change(must: bool, set_on: date | None, days: int, says: str) -> None:
    why = why_change(Staff(must_change_password=must, password_set_on=set_on), days=days, on=TODAY)
    assert says in why
    assert bool(why) is bool(says)
