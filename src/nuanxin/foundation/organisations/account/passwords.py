"""Passwords: what one must be like, the change by the person, and how long one holds (GB/T 22239-2019 8.1.4.1)."""

from __future__ import annotations

import re
import string
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.account.models import PasswordRecord
from nuanxin.foundation.organisations.models import Staff

KINDS = {
    "大写字母": string.ascii_uppercase,
    "小写字母": string.ascii_lowercase,
    "数字": string.digits,
}
OTHER = "符号（如 - _ @ #）"


class EnoughLength:
    """At least so many characters, and no more than a hash is asked to bear."""

    def __init__(self, least: int = 10, most: int = 128) -> None:
        self.least, self.most = least, most

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.least:
            raise ValidationError(f"太短：现有{len(password)}个字符，至少要{self.least}个")
        if len(password) > self.most:
            raise ValidationError(f"太长：最多{self.most}个字符")

    def get_help_text(self) -> str:
        return f"至少{self.least}个字符"


class SeveralKinds:
    """Characters of at least so many kinds; the message names those that are missing."""

    def __init__(self, least: int = 3) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        found = kinds_in(password)
        if len(found) < self.least:
            missing = "、".join(kind for kind in [*KINDS, OTHER] if kind not in found)
            raise ValidationError(
                f"种类太少：大写字母、小写字母、数字、符号中至少要{self.least}种，还可以加上{missing}"
            )

    def get_help_text(self) -> str:
        return f"大写字母、小写字母、数字、符号中至少{self.least}种"


class NotTheName:
    """Neither the user name (either way round) nor the telephone lies in it."""

    def validate(self, password: str, user: Any = None) -> None:
        if not isinstance(user, Staff):
            return
        said = password.casefold()
        name = user.username.casefold()
        if len(name) >= 3 and (name in said or name[::-1] in said):
            raise ValidationError("含有登录名，请去掉")
        digits = re.sub(r"\D", "", user.phone)
        if len(digits) >= 6 and digits[-6:] in said:
            raise ValidationError("含有电话号码，请去掉")

    def get_help_text(self) -> str:
        return "不含登录名和电话号码"


class NotUsedBefore:
    """Not the present password and not one of the last ones."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: Any = None) -> None:
        if not isinstance(user, Staff) or user.pk is None:
            return
        earlier = PasswordRecord.objects.filter(staff=user).order_by("-set_at", "-pk")[: self.last]
        digests = {user.password, *earlier.values_list("digest", flat=True)}
        if any(check_password(password, digest) for digest in digests):
            raise ValidationError(f"与现在或最近{self.last}次用过的密码相同，请换一个")

    def get_help_text(self) -> str:
        return f"不与最近{self.last}次的密码相同"


def kinds_in(password: str) -> set[str]:
    """Which kinds of characters a password has; whatever is neither letter nor digit of ASCII counts as a symbol."""
    found = {kind for kind, members in KINDS.items() if any(one in members for one in password)}
    plain = string.ascii_letters + string.digits
    return found | ({OTHER} if any(one not in plain for one in password) else set())


def password_faults(password: str, staff: Staff) -> list[str]:
    """Everything that is wrong with a password at once, in Chinese; empty where it may be taken."""
    try:
        validate_password(password, staff)
    except ValidationError as wrong:
        return [str(message) for message in wrong.messages]
    return []


@transaction.atomic
def change_password(*, by: Staff, current: str, new: str, on: date) -> None:
    """One's own password anew. BadInput: the present one is wrong, or what the new one lacks. Ends all other sessions,

    because a session carries a digest of the password it was opened with.
    """
    staff = Staff.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if not staff.check_password(current):
        raise BadInput(Fault("现在的密码不对", column="现在的密码", remedy="请核对大小写后再填"))
    faults = password_faults(new, staff)
    if faults:
        raise BadInput(Fault(fault, column="新密码") for fault in faults)
    set_password(staff, new, must_change=False, on=on)
    by.password, by.must_change_password, by.password_set_on = staff.password, False, on
    record("change_password", about=staff, by=by, details={"on": on})


def set_password(staff: Staff, password: str, *, must_change: bool, on: date) -> None:
    """Write a password and keep its digest among those used; the act around it checks the right and records."""
    staff.set_password(password)
    staff.must_change_password, staff.password_set_on = must_change, on
    staff.save(update_fields=["password", "must_change_password", "password_set_on"])
    PasswordRecord.objects.create(staff=staff, digest=staff.password, set_at=occasion.now())


def why_change(staff: Staff, *, days: int, on: date) -> str:
    """Why the password must be changed before anything else, or nothing. `days`: how long one holds; 0 = no end."""
    if staff.must_change_password:
        return "这是初始密码或者重置后的密码，只能用来第一次登录。请先改成只有您自己知道的密码。"
    if days and staff.password_set_on and on >= staff.password_set_on + timedelta(days=days):
        return f"密码已经用了{(on - staff.password_set_on).days}天，超过{days}天须更换。"
    return ""
