"""Enrolling a one-time code, asking for it at sign-in, and the recovery codes. Obligatory for the three administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.account.models import RecoveryCode, SecondFactor
from nuanxin.foundation.organisations.account.one_time_code import (
    LOCK,
    MOST_WRONG,
    new_recovery_codes,
    plain_recovery_code,
    step_of,
    strike,
)
from nuanxin.foundation.organisations.duties import ADMINISTRATOR_DUTIES
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import posts_of

RULE = "信息安全技术 网络安全等级保护基本要求（GB/T 22239-2019）8.1.4.1"


@dataclass(frozen=True)
class Answer:
    """Whether a code was taken, how, and otherwise why not."""

    taken: bool
    how: str = ""
    why: str = ""


def obligatory(staff: Staff) -> bool:
    """Whether one of the person's posts of today is an administrator's."""
    return any(post.duty in ADMINISTRATOR_DUTIES for post in posts_of(staff))


def factor_of(staff: Staff) -> SecondFactor | None:
    """The one-time code in force, if there is one."""
    return SecondFactor.objects.filter(staff=staff, ended_at__isnull=True).first()


@transaction.atomic
def enrol(*, secret: str, code: str, by: Staff, at: datetime) -> list[str]:
    """Take a secret into use once the app shows the right code; an earlier one ends. Returns the recovery codes in clear.

    BadInput: the code does not fit.
    """
    step = step_of(secret, code, at=at)
    if step is None:
        remedy = "请看手机上最新的6位数字；手机时间要设为自动"
        raise BadInput(Fault("口令不对", column="6位动态口令", remedy=remedy))
    Staff.objects.select_for_update(of=("self",)).get(pk=by.pk)
    before = SecondFactor.objects.filter(staff=by, ended_at__isnull=True)
    renewed = before.update(ended_at=at) > 0
    factor = SecondFactor.objects.create(staff=by, secret=secret, confirmed_at=at, last_step=step)
    record("enrol_second_factor", about=by, by=by, details={"renewed": renewed})
    return _give_codes(factor)


@transaction.atomic
def renew_recovery_codes(*, by: Staff, at: datetime) -> list[str]:
    """New recovery codes in clear; the old ones are void."""
    factor = factor_of(by)
    if factor is None:
        raise Refusal("不能生成恢复码", why="还没有启用动态口令", remedy="请先启用动态口令")
    factor.recovery_codes.filter(used_at__isnull=True, void_at__isnull=True).update(void_at=at)
    record("renew_recovery_codes", about=by, by=by)
    return _give_codes(factor)


@transaction.atomic
def check_code(*, staff: Staff, code: str, at: datetime) -> Answer:
    """The second step of signing in: the app's code or a recovery code. Wrong ones are counted, recorded, and lock.

    Never raises for a wrong code, because the count must be kept.
    """
    factor = SecondFactor.objects.select_for_update(of=("self",)).filter(staff=staff, ended_at__isnull=True).first()
    if factor is None:
        return Answer(False, why="这个账号没有启用动态口令，请重新登录。")
    if factor.locked_until and at < factor.locked_until:
        return Answer(False, why=_locked(factor.locked_until, at))
    step = step_of(factor.secret, code, at=at, after=factor.last_step)
    if step is not None:
        factor.last_step, factor.failures, factor.locked_until = step, 0, None
        factor.save(update_fields=["last_step", "failures", "locked_until"])
        return Answer(True, how="动态口令")
    if _use_recovery_code(factor, code, at):
        factor.failures, factor.locked_until = 0, None
        factor.save(update_fields=["failures", "locked_until"])
        record("use_recovery_code", about=staff, by=staff, details={"left": codes_left(factor)})
        return Answer(True, how="恢复码")
    after = strike(factor.failures, at=at)
    factor.failures, factor.locked_until = after.failures, after.locked_until
    factor.save(update_fields=["failures", "locked_until"])
    record("wrong_second_factor", about=staff, by=staff, details={"locked": after.locked_until is not None})
    if after.locked_until:
        return Answer(False, why=_locked(after.locked_until, at))
    return Answer(
        False, why=f"口令不对或者已经用过，还可以试{MOST_WRONG - after.failures}次。请等手机显示下一组数字再填。"
    )


def codes_left(factor: SecondFactor) -> int:
    """How many recovery codes are still good."""
    return factor.recovery_codes.filter(used_at__isnull=True, void_at__isnull=True).count()


def _locked(until: datetime, at: datetime) -> str:
    minutes = max(1, round((until - at).total_seconds() / 60))
    return (
        f"连续{MOST_WRONG}次口令不对，第二步验证已锁定{LOCK.seconds // 60}分钟，请约{minutes}分钟后再试，"
        "或者联系安全管理员重置动态口令。"
    )


def _digest(factor: SecondFactor, code: str) -> str:
    return sm3(f"{factor.pk}:{plain_recovery_code(code)}".encode()).hex()


def _use_recovery_code(factor: SecondFactor, typed: str, at: datetime) -> bool:
    if len(plain_recovery_code(typed)) != 10:
        return False
    good = factor.recovery_codes.filter(digest=_digest(factor, typed), used_at__isnull=True, void_at__isnull=True)
    return good.update(used_at=at) == 1


def _give_codes(factor: SecondFactor) -> list[str]:
    codes = new_recovery_codes()
    RecoveryCode.objects.bulk_create([RecoveryCode(factor=factor, digest=_digest(factor, one)) for one in codes])
    return codes
