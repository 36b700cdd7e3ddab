"""The first three administrators of a new installation: from then on every right comes from two of them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.account.passwords import set_password
from nuanxin.foundation.organisations.account.resetting import first_password
from nuanxin.foundation.organisations.duties import ADMINISTRATOR_DUTIES, DUTIES
from nuanxin.foundation.organisations.models import Post, Region, Staff
from nuanxin.foundation.organisations.receiving import operator, receiving_unit

# The user name that each duty's first account gets, before the code of the place.
USERNAMES = {"system_admin": "system", "security_admin": "security", "audit_admin": "audit"}


@transaction.atomic
def appoint_first(*, region: str, names: dict[str, str], on: date) -> list[tuple[Staff, str]]:
    """An account for each administrator's duty, with its first password. `names`: duty → name of three different persons.

    Refusal where an administrator holds a post already: then they appoint, two by two.
    """
    if set(names) != ADMINISTRATOR_DUTIES or len({name.strip() for name in names.values()} - {""}) != len(names):
        why = "系统管理员、安全管理员、审计管理员须各有其人，且不是同一个人"
        raise Refusal("不能设立首任管理员", why=why, remedy="请写明三个人的姓名")
    place = Region.objects.filter(pk=region).first()
    if place is None:
        raise NotFound(f"没有找到区划{region}", remedy="请核对区划代码")
    held = Post.objects.filter(duty__in=ADMINISTRATOR_DUTIES).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    if held.exists():
        raise Refusal("不能设立首任管理员", why="已有在任的管理员", remedy="请由系统管理员登记、安全管理员核准")
    unit, by = receiving_unit(place), operator()
    made = []
    for duty, begins in USERNAMES.items():
        staff = Staff.objects.create_user(username=f"{begins}-{region}", name=names[duty].strip(), unit=unit)
        password = first_password()
        set_password(staff, password, must_change=True, on=on)
        Post.objects.create(staff=staff, unit=unit, duty=duty, region=place, valid_from=on)
        record("appoint_first", about=staff, by=by, reason=DUTIES[duty].name, details={"region": region, "on": on})
        made.append((staff, password))
    return made
