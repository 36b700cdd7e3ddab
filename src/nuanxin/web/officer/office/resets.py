"""Setting back a password or a one-time code: the security administrator, with a reason."""

from __future__ import annotations

from axes.utils import reset as unlock
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.account.resetting import Kind, reset_password, reset_second_factor
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.office.first_password import must_be_own, password_page
from nuanxin.web.officer.office.people import WhyForm, find_member

WHY = "请写明本人何时、以何种方式申请，怎样核实身份。理由记入审计。"


@officer_page(Permission.RIGHTS_MANAGE)
def staff_reset(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """`password` gives a first password, shown once; `second-factor` ends the one-time code."""
    found = find_member(request, number)
    if kind == "password":
        must_be_own(found)
        return _reset_password(request, found)
    if kind != "second-factor":
        raise NotFound("没有找到这种重置", remedy="请从人员页面选择")
    return act_page(
        request,
        WhyForm,
        run=lambda v: reset_second_factor(staff=found, reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"重置动态口令：{found.name}",
        intro=f"{WHY}重置后原来的口令和恢复码作废；管理员下次登录时重新启用。",
        back_url=reverse("officer:staff_member", args=[number]),
        save=f"重置{Kind.SECOND_FACTOR.label}",
        done="已重置。",
    )


def _reset_password(request: HttpRequest, found: Staff) -> HttpResponse:
    back = reverse("officer:staff_member", args=[found.pk])
    crumbs = [("工作台", reverse("officer:desk")), ("人员岗位", reverse("officer:staff")), (found.name, back)]
    return act_page(
        request,
        WhyForm,
        run=lambda v: _fresh_password(request, found, v["reason"]),
        title=f"重置密码：{found.name}",
        save=f"重置{Kind.PASSWORD.label}",
        intro=f"{WHY}重置后该账号的所有登录立即结束。",
        back_url=back,
        context={"crumbs": [*crumbs, ("重置密码", "")]},
    )


def _fresh_password(request: HttpRequest, found: Staff, reason: str) -> HttpResponse:
    """Shown once, on the answer itself."""
    password = reset_password(staff=found, reason=reason, by=me(request), on=occasion.today())
    unlock(username=found.username)  # whoever forgot it has also locked it
    return password_page(request, found, password)
