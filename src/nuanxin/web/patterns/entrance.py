"""Signing in and out, the demonstration's list of accounts, and the health check."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.organisations.account.second_factor import factor_of
from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.models import Post, Staff
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.web.patterns.doorway.second_step import wait_for_code
from nuanxin.web.patterns.doorway.session import open_session

DEMO_PASSWORD = "nuanxin-demo"  # noqa: S105  (printed on the sign-in page of the demonstration, which holds invented data)


class SignIn(LoginView):
    """One sign-in page for officers and leaders; workers need no account."""

    template_name = "patterns/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        demo = demo_accounts() if settings.NUANXIN_DEMO else []
        return {**super().get_context_data(**kwargs), "demo_accounts": demo}

    def get_default_redirect_url(self) -> str:
        return home_of(self.request.user)

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is right: the second step for whoever has one, else in."""
        staff = form.get_user()
        there = self.get_redirect_url() or home_of(staff)
        if factor_of(staff):
            return wait_for_code(self.request, staff, there)
        open_session(self.request, staff, how="密码", second_step=False)
        return HttpResponseRedirect(there)

    def form_invalid(self, form: Any) -> HttpResponse:
        """A wrong password for an account that exists is on record; that it is locked, once an hour."""
        staff = Staff.objects.filter(username=self.request.POST.get("username", "")[:60]).first()
        if staff:
            locked = getattr(self.request, "axes_locked_out", False)
            if not locked:
                record(
                    "sign_in_failed",
                    about=staff,
                    by=Outsider(f"登录“{staff.username}”的人", audit_unit=staff.audit_unit),
                )
            elif cache.add(f"locked-{staff.pk}-{self.request.META.get('REMOTE_ADDR', '')}", 1, 3600):
                record(
                    "sign_in_locked",
                    about=staff,
                    by=Outsider(f"登录“{staff.username}”的人", audit_unit=staff.audit_unit),
                )
        return super().form_invalid(form)


class SignOut(LogoutView):
    """Leaves the session; by POST only."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On record like the signing in."""
        if isinstance(request.user, Staff):
            record("sign_out", about=request.user, by=request.user)
        return super().post(request, *args, **kwargs)


def home_of(staff: Any) -> str:
    """Leaders start at their board, everybody else at the officer's desk."""
    duties = {post.duty for post in posts_of(staff)} if isinstance(staff, Staff) else set()
    return "/leader/" if duties and duties <= {"leader"} else "/officer/"


def demo_accounts() -> list[dict[str, str]]:
    """Who can be tried in the demonstration: sign-in name, duty, place."""
    posts = Post.objects.filter(staff__is_active=True, staff__username__startswith="demo").select_related(
        "staff", "unit"
    )
    return [
        {
            "username": post.staff.username,
            "password": DEMO_PASSWORD,
            "role": f"{DUTIES[post.duty].name} {post.staff.name}",
            "place": post.unit.name,
        }
        for post in posts.order_by("unit__region_id", "pk")
    ]


def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"status": "down", "database": False}, status=503)
    return JsonResponse({"status": "ok", "database": True})
