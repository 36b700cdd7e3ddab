"""The account at a glance: who I am here, what I may do, how I sign in, and when somebody did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.organisations.account.second_factor import codes_left, factor_of, obligatory
from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.web.officer.gate import me, own_page

SHOWN = 30
HISTORY = {
    "sign_in": "登录",
    "sign_out": "退出",
    "session_ended": "自动退出",
    "sign_in_failed": "密码错误",
    "sign_in_locked": "连续输错，已锁定",
    "wrong_second_factor": "动态口令错误",
    "use_recovery_code": "使用恢复码",
    "change_password": "修改密码",
    "reset_password": "密码被重置",
    "enrol_second_factor": "启用动态口令",
    "renew_recovery_codes": "重新生成恢复码",
    "reset_second_factor": "动态口令被重置",
}
BAD = {"sign_in_failed", "sign_in_locked", "wrong_second_factor"}


@dataclass(frozen=True)
class HistoryLine:
    """One line of the sign-in history."""

    at: datetime
    what: str
    source: str
    note: str
    bad: bool


@own_page
def account(request: HttpRequest) -> HttpResponse:
    """Posts, password, one-time code, and the last signings in with their addresses."""
    staff = me(request)
    factor = factor_of(staff)
    context = {
        "member": staff,
        "posts": [(f"{post.unit} {DUTIES[post.duty].name}", post.region.name) for post in posts_of(staff)],
        "password_set_on": staff.password_set_on,
        "password_until": password_until(staff),
        "factor": factor,
        "codes_left": codes_left(factor) if factor else 0,
        "obligatory": obligatory(staff),
        "history": history(staff),
        "shown": SHOWN,
        "idle_minutes": settings.NUANXIN_IDLE_MINUTES,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "crumbs": [("工作台", reverse("officer:desk")), ("我的账号", "")],
    }
    return render(request, "officer/account/account.html", context)


def password_until(staff: Staff) -> date | None:
    """The day from which the password must be changed; None where it holds without end."""
    days = settings.NUANXIN_PASSWORD_DAYS
    return staff.password_set_on + timedelta(days=days) if days and staff.password_set_on else None


def history(staff: Staff) -> list[HistoryLine]:
    """What the audit trail holds about this account's signings in, the youngest first."""
    events = AuditEvent.objects.filter(about_kind="staff", about_id=str(staff.pk), act__in=HISTORY)
    return [
        HistoryLine(e.at, HISTORY[e.act], e.source, str(e.details.get("how", "")) or e.reason, e.act in BAD)
        for e in events.order_by("-sequence")[:SHOWN]
    ]


@own_page
def alive(request: HttpRequest) -> HttpResponse:
    """Somebody is typing: the session is not idle. The page says so, at most every few minutes."""
    return HttpResponse(status=204)
