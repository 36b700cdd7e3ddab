"""A code to the telephone instead of a password (docs/adr/0014). Counting is by row, so that it holds for every process.

Asked for an unknown number, everything looks and counts the same, only no message goes out.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from hmac import compare_digest

from django.db import transaction
from django.db.models import F

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import enqueue
from nuanxin.foundation.parties.models import phone_index
from nuanxin.foundation.vault.fields import blind_index
from nuanxin.watch.monitoring.employers.accounts import mobile
from nuanxin.watch.monitoring.employers.caller import Caller, caller_of
from nuanxin.watch.monitoring.employers.models import SignInCode

# The house's choice, no statute: long enough to find the phone, too short to guess six digits.
MINUTES = 10
MOST_TRIES = 5
CODES_AN_HOUR = 5  # for one telephone
CODES_FROM_ADDRESS = 30  # in an hour: a head office with many clerks has one address
_HOUR = timedelta(hours=1)
_TEMPLATE = "login_code"


@transaction.atomic
def ask_code(*, phone: str, address: str) -> str:
    """Send a code to this telephone if it has an account; the code itself goes back for the demonstration alone.

    BadInput for what is no mobile number; Refusal where too many were asked for.
    """
    number = mobile(phone, "手机号")
    index, place, now = phone_index(number), blind_index(address, "sign-in-address"), occasion.now()
    recent = SignInCode.objects.filter(made_at__gt=now - _HOUR)
    if recent.filter(phone_index=index).count() >= CODES_AN_HOUR or (
        place and recent.filter(address_index=place).count() >= CODES_FROM_ADDRESS
    ):
        raise Refusal("暂时不能再发验证码", why="一小时内要得太多了", remedy="请过一小时再试，或者联系当地人社局")
    code = f"{secrets.randbelow(1_000_000):06d}"
    row = SignInCode.objects.create(phone_index=index, address_index=place, digest=_digest(index, code), made_at=now)
    if caller_of(index) is None:
        return ""
    enqueue(
        channel=Message.Channel.SMS,
        to=number,
        template=_TEMPLATE,
        values={"code": code, "minutes": str(MINUTES)},
        about=row,
        calendar=WorkingCalendar(),
        urgent=True,
    )
    return code


def sign_in(*, phone: str, code: str) -> Caller:
    """Who it is, where the last code sent to the telephone is this one. Refusal, the same for every reason.

    Not in one transaction: a wrong try must stay counted although the page is refused.
    """
    index, now = phone_index(mobile(phone, "手机号")), occasion.now()
    fresh = SignInCode.objects.filter(phone_index=index, made_at__gt=now - timedelta(minutes=MINUTES))
    row = fresh.filter(used_at__isnull=True).order_by("-pk").first()
    # The try is counted before it is looked at: two at the same moment are two.
    if row is None or not SignInCode.objects.filter(pk=row.pk, tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise _refused()
    caller = caller_of(index) if compare_digest(row.digest, _digest(index, code.strip())) else None
    if caller is None or not SignInCode.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=now):
        raise _refused()
    record("employer_sign_in", about=("monitoring.signincode", str(row.pk)), by=caller.actor)
    return caller


def drop_old_codes() -> int:
    """Codes of yesterday and before are nobody's business any more. How many went."""
    gone, _ = SignInCode.objects.filter(made_at__lt=occasion.now() - timedelta(days=1)).delete()
    return gone


def _refused() -> Refusal:
    return Refusal(
        "不能登录",
        why="验证码不对、已经过期，或者这个手机没有开通",
        remedy="请核对后再试；没有收到短信的，请企业联系人核对授权的手机号，企业账号由当地人社局开通",
    )


def _digest(index: str, code: str) -> str:
    return blind_index(f"{index}:{code}", "sign-in-code")
