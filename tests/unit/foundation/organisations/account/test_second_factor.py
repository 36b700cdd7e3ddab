"""The one-time code: RFC 6238's own figures, taken once, locked after five wrong ones, recovery codes good once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.account.models import RecoveryCode, SecondFactor
from nuanxin.foundation.organisations.account.one_time_code import (
    LOCK,
    MOST_WRONG,
    RECOVERY_CODES,
    code_at,
    enrolment_uri,
    fresh_code,
    in_fours,
    new_recovery_codes,
    new_secret,
    step_of,
    strike,
)
from nuanxin.foundation.organisations.account.second_factor import (
    check_code,
    codes_left,
    enrol,
    factor_of,
    obligatory,
    renew_recovery_codes,
)
from tests.conftest import TODAY, People, at, person

SECRET = base64.b32encode(b"12345678901234567890").decode()
NOW = at(TODAY)


def by_hand(secret: str, moment: datetime) -> str:
    """RFC 4226 and 6238 written out."""
    counter = struct.pack(">Q", int(moment.timestamp()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")],
)
def test_the_figures_of_the_rfc(seconds: int, code: str) -> None:
    assert code_at(SECRET, datetime.fromtimestamp(seconds, UTC)) == code  # appendix B, last six digits


@given(st.integers(0, 4_000_000_000), st.binary(min_size=20, max_size=20))
def test_codes_by_the_slow_way(seconds: int, key: bytes) -> None:
    secret, moment = base64.b32encode(key).decode(), datetime.fromtimestamp(seconds, UTC)
    assert code_at(secret, moment) == by_hand(secret, moment)


@given(st.integers(-4, 4))
def test_half_a_minute_of_difference_is_borne(steps: int) -> None:
    moment = NOW + timedelta(seconds=30 * steps)
    assert (step_of(SECRET, code_at(SECRET, moment), at=NOW) is not None) is (abs(steps) <= 1)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5"])
def test_what_is_no_code(typed: str) -> None:
    assert step_of(SECRET, typed, at=NOW) is None


def test_a_code_is_taken_once() -> None:
    code = code_at(SECRET, NOW)
    step = step_of(SECRET, f"{code[:3]} {code[3:]}", at=NOW)
    assert step is not None
    assert step_of(SECRET, code, at=NOW, after=step) is None


def test_a_used_code_is_followed_by_one_that_is_taken() -> None:
    """Two visitors of the demonstration in the same half minute."""
    step = step_of(SECRET, code_at(SECRET, NOW), at=NOW)
    assert step is not None
    assert fresh_code(SECRET, NOW, after=0) == code_at(SECRET, NOW)
    assert step_of(SECRET, fresh_code(SECRET, NOW, after=step), at=NOW, after=step) == step + 1


def test_five_wrong_ones_lock() -> None:
    failures, until = 0, None
    for _ in range(MOST_WRONG):
        assert until is None
        after = strike(failures, at=NOW)
        failures, until = after.failures, after.locked_until
    assert (failures, until) == (0, NOW + LOCK)


def test_what_the_telephone_is_told() -> None:
    secret = new_secret()
    assert in_fours(secret).replace(" ", "") == secret
    assert len(in_fours(secret).split()) == 8
    assert enrolment_uri(SECRET, "wang") == (
        f"otpauth://totp/%E6%9A%96%E8%96%AA%3Awang?secret={SECRET}&issuer=%E6%9A%96%E8%96%AA"
    )
    codes = new_recovery_codes()
    assert len(set(codes)) == RECOVERY_CODES
    assert not set("".join(codes)) & set("IO01")


@pytest.mark.django_db
def test_who_must_have_one(people: People) -> None:
    unit = people.owner.unit
    for duty in ("system_admin", "security_admin"):
        assert obligatory(person(duty, "管理员", unit, duty))
    assert obligatory(people.auditor)
    assert not any(obligatory(one) for one in (people.owner, people.head, people.leader, people.statistician))


@pytest.mark.django_db
class TestEnrolled:
    """An enrolled auditor."""

    @pytest.fixture
    def codes(self, people: People) -> list[str]:
        return enrol(secret=SECRET, code=code_at(SECRET, NOW), by=people.auditor, at=NOW)

    def test_the_secret_lies_sealed_and_codes_as_digests(self, people: People, codes: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT secret FROM {SecondFactor._meta.db_table}")
            assert SECRET not in str(cursor.fetchall())
        digests = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
        assert not any(code.replace("-", "") in digests for code in codes)
        told = repr([event.__dict__ for event in AuditEvent.objects.all()])
        assert SECRET not in told
        assert not any(code in told for code in codes)

    def test_a_wrong_code_does_not_enrol(self, people: People) -> None:
        with pytest.raises(BadInput, match="口令不对"):
            enrol(secret=SECRET, code="000000", by=people.auditor, at=NOW)
        assert factor_of(people.auditor) is None

    def test_the_code_of_enrolment_is_used_up(self, people: People, codes: list[str]) -> None:
        assert not check_code(staff=people.auditor, code=code_at(SECRET, NOW), at=NOW).taken
        later = NOW + timedelta(seconds=30)
        assert check_code(staff=people.auditor, code=code_at(SECRET, later), at=later).taken
        assert not check_code(staff=people.auditor, code=code_at(SECRET, later), at=later).taken

    def test_locked_even_for_the_right_code_until_the_time_is_over(self, people: People, codes: list[str]) -> None:
        answers = [check_code(staff=people.auditor, code="000000", at=NOW) for _ in range(MOST_WRONG)]
        assert "还可以试4次" in answers[0].why
        assert "已锁定15分钟" in answers[-1].why
        later = NOW + timedelta(minutes=2)
        assert not check_code(staff=people.auditor, code=code_at(SECRET, later), at=later).taken
        assert not check_code(staff=people.auditor, code=codes[0], at=later).taken
        over = NOW + LOCK
        assert check_code(staff=people.auditor, code=code_at(SECRET, over), at=over).taken
        events = AuditEvent.objects.filter(act="wrong_second_factor")
        assert [event.details["locked"] for event in events] == [False] * (MOST_WRONG - 1) + [True]

    def test_a_recovery_code_is_good_once_however_it_is_typed(self, people: People, codes: list[str]) -> None:
        typed = codes[3].lower().replace("-", " ")
        answer = check_code(staff=people.auditor, code=typed, at=NOW)
        assert (answer.taken, answer.how) == (True, "恢复码")
        assert not check_code(staff=people.auditor, code=codes[3], at=NOW).taken
        factor = factor_of(people.auditor)
        assert factor is not None
        assert codes_left(factor) == RECOVERY_CODES - 1

    def test_new_recovery_codes_make_the_old_ones_void(self, people: People, codes: list[str]) -> None:
        fresh = renew_recovery_codes(by=people.auditor, at=NOW)
        assert not check_code(staff=people.auditor, code=codes[0], at=NOW).taken
        assert check_code(staff=people.auditor, code=fresh[0], at=NOW).taken

    def test_one_persons_recovery_code_is_nobody_elses(self, people: People, codes: list[str]) -> None:
        other = new_secret()
        enrol(secret=other, code=code_at(other, NOW), by=people.owner, at=NOW)
        assert not check_code(staff=people.owner, code=codes[0], at=NOW).taken

    def test_a_new_one_ends_the_one_before(self, people: People, codes: list[str]) -> None:
        later, other = NOW + timedelta(minutes=5), new_secret()
        enrol(secret=other, code=code_at(other, later), by=people.auditor, at=later)
        assert SecondFactor.objects.filter(staff=people.auditor).count() == 2
        over = later + timedelta(minutes=1)
        assert not check_code(staff=people.auditor, code=code_at(SECRET, over), at=over).taken
        assert not check_code(staff=people.auditor, code=codes[0], at=over).taken
        assert check_code(staff=people.auditor, code=code_at(other, over), at=over).taken

    def test_without_one_there_is_nothing_to_renew_or_check(self, people: People) -> None:
        with pytest.raises(Refusal, match="还没有启用"):
            renew_recovery_codes(by=people.owner, at=NOW)
        assert not check_code(staff=people.owner, code="000000", at=NOW).taken
