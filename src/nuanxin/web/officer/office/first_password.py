"""The page that shows a first password: once, to whoever made it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.organisations.models import Staff


def password_page(request: HttpRequest, member: Staff, password: str) -> HttpResponse:
    """The first password, in the answer to the post and nowhere else: no message, no session, no address."""
    context = {
        "member": member,
        "password": password,
        "crumbs": [("工作台", reverse("officer:desk")), ("人员岗位", reverse("officer:staff")), (member.name, "")],
    }
    return render(request, "officer/office/first_password.html", context)
