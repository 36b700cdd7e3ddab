"""Lost passwords and telephones: the security administrator sets them back, with a reason, and never for himself."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.account.models import CredentialReset, SecondFactor
from nuanxin.foundation.organisations.account.passwords import set_password
from nuanxin.foundation.organisations.account.second_factor import RULE, obligatory
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must

Kind = CredentialReset.Kind
# Whoever sets back both of an administrator could sign in in his place.
APART = timedelta(days=90)


@transaction.atomic
def reset_password(*, staff: Staff, reason: str, by: Staff, on: date) -> str:
    """A first password anew, in clear and only here; every session of the account ends."""
    staff = _held(staff)
    _must_reset(staff, Kind.PASSWORD, reason, by, on)
    password = first_password()
    set_password(staff, password, must_change=True, on=on)
    _keep(staff, Kind.PASSWORD, reason, by, on)
    return password


@transaction.atomic
def reset_second_factor(*, staff: Staff, reason: str, by: Staff, on: date) -> None:
    """The one-time code and its recovery codes end; an administrator enrols anew at the next sign-in."""
    staff = _held(staff)
    _must_reset(staff, Kind.SECOND_FACTOR, reason, by, on)
    now = occasion.now()
    if not SecondFactor.objects.filter(staff=staff, ended_at__isnull=True).update(ended_at=now):
        raise Refusal(f"不能重置{staff.name}的动态口令", why="没有启用动态口令", remedy="不用重置")
    _keep(staff, Kind.SECOND_FACTOR, reason, by, on)


def first_password() -> str:
    """A password for the first sign-in, to be read out on the telephone: four groups of four without look-alikes."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))


def _held(staff: Staff) -> Staff:
    return Staff.objects.select_for_update(of=("self",)).select_related("unit").get(pk=staff.pk)


def _must_reset(staff: Staff, kind: Kind, reason: str, by: Staff, on: date) -> None:
    doing = f"重置{staff.name}的{kind.label}"
    must(by, Permission.RIGHTS_MANAGE, FileFacts(region=staff.unit.region_id if staff.unit else ""), doing=doing)
    if staff.pk == by.pk:
        raise NotAllowed(f"不能{doing}", why="不能给自己重置", remedy="请由其他安全管理员办理", cites=RULE)
    if not reason.strip():
        raise Refusal(f"不能{doing}", why="没有写明理由", remedy="请写明本人何时、以何种方式申请，怎样核实身份")
    other = CredentialReset.objects.filter(staff=staff, by=by, reset_on__gt=on - APART).exclude(kind=kind).first()
    if other and obligatory(staff):
        raise NotAllowed(
            f"不能{doing}",
            why=f"您已于{other.reset_on}重置过这名管理员的{other.get_kind_display()}；两样都由一人重置，就能冒用其账号",
            remedy="请由另一名或上级安全管理员办理",
            cites=RULE,
        )


def _keep(staff: Staff, kind: Kind, reason: str, by: Staff, on: date) -> None:
    CredentialReset.objects.create(
        staff=staff, kind=kind, reason=reason.strip(), by=by, reset_on=on, recorded_at=occasion.now()
    )
    record(f"reset_{kind.value}", about=staff, by=by, reason=reason.strip(), details={"on": on})
