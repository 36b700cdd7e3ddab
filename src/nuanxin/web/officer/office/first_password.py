"""First passwords: shown once, to whoever made them; those of the demonstration's shared accounts stay as they are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.web.patterns.doorway.second_step import shown_to_all


def must_be_own(member: Staff) -> None:
    """Whoever tries the demonstration must not lock the next one out."""
    if shown_to_all(member):
        raise Refusal("演示账号不能停用或者重置密码", why="这个账号由大家共用", remedy="请登记一名新人员来试")


def password_page(request: HttpRequest, member: Staff, password: str) -> HttpResponse:
    """The first password, in the answer to the post and nowhere else: no message, no session, no address."""
    context = {
        "member": member,
        "password": password,
        "crumbs": [("工作台", reverse("officer:desk")), ("人员岗位", reverse("officer:staff")), (member.name, "")],
    }
    return render(request, "officer/office/first_password.html", context)
