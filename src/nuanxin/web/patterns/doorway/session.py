"""A session from opening to end: how it is opened, when it ends by itself, and what must be done before anything else."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.account.passwords import why_change
from nuanxin.foundation.organisations.account.second_factor import factor_of, obligatory
from nuanxin.foundation.organisations.models import Staff
from nuanxin.web.patterns.frame import door_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSED = "second_step_passed"
_MARK, _OPENED, _SEEN = "session_mark", "opened_at", "seen_at"
NOTED_EVERY = 60  # seconds between two notes of activity: not every request writes the session
PASSWORD_PAGE, FACTOR_PAGE = "officer:password", "officer:second_factor"
# Pages that stay open meanwhile: each leads on, none shows a matter.
WHILE_CHANGING = {PASSWORD_PAGE, "officer:alive"}
WHILE_ENROLLING = {FACTOR_PAGE, "officer:alive"}


def open_session(request: HttpRequest, staff: Staff, *, how: str, second_step: bool) -> None:
    """Signed in: a new session key, the mark of the youngest session, the moment, one line in the audit trail."""
    login(request, staff, backend=BACKEND)
    now = occasion.now().timestamp()
    staff.session_mark = secrets.token_hex(16)
    staff.save(update_fields=["session_mark"])
    request.session[_MARK], request.session[_OPENED], request.session[_SEEN] = staff.session_mark, now, now
    if second_step:
        request.session[PASSED] = True
    record("sign_in", about=staff, by=staff, details={"how": how})


def why_ended(request: HttpRequest, staff: Staff) -> str:
    """Why this session is over, or nothing; notes that it was used."""
    session, now = request.session, occasion.now().timestamp()
    if settings.NUANXIN_ONE_SESSION and session.get(_MARK) != staff.session_mark:
        return "这个账号已在别处登录，这里的登录已经结束。不是您本人登录的，请马上告诉安全管理员。"
    idle = settings.NUANXIN_IDLE_MINUTES
    if idle and now - session.get(_SEEN, now) > idle * 60:
        return f"超过{idle}分钟没有操作，已自动退出，请重新登录。"
    if now - session.setdefault(_OPENED, now) > settings.SESSION_COOKIE_AGE:
        return f"登录已满{settings.SESSION_COOKIE_AGE // 3600}小时，请重新登录。"
    if now - session.get(_SEEN, 0) >= NOTED_EVERY:
        session[_SEEN] = now
    return ""


class SessionGuard:
    """Stands before every page that asks for an account. The worker's door and the interface (tokens) do not pass here."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """End what is over; lead to the change of password and to enrolment until they are done."""
        staff, door = request.user, door_of(request)
        if not isinstance(staff, Staff) or door is None or door.multilingual:
            return None
        ended = why_ended(request, staff)
        if ended:
            record("session_ended", about=staff, by=staff, reason=ended)
            return _sent_away(request, ended)
        here = request.resolver_match.view_name if request.resolver_match else ""
        if why_change(staff, days=settings.NUANXIN_PASSWORD_DAYS, on=occasion.today()):
            return None if here in WHILE_CHANGING else _led(request, PASSWORD_PAGE)
        if request.session.get(PASSED) or not obligatory(staff):
            return None
        if factor_of(staff):  # became an administrator, or enrolled elsewhere, while this session was open
            return _sent_away(request, "这个账号须用动态口令登录，请重新登录。")
        return None if here in WHILE_ENROLLING else _led(request, FACTOR_PAGE)


def _sent_away(request: HttpRequest, why: str) -> HttpResponse:
    address = request.get_full_path() if request.method == "GET" else "/officer/"
    logout(request)
    messages.warning(request, why)
    return _whole_page(request, redirect_to_login(address))


def _led(request: HttpRequest, name: str) -> HttpResponse:
    return _whole_page(request, HttpResponseRedirect(reverse(name)))


def _whole_page(request: HttpRequest, there: HttpResponseRedirect) -> HttpResponse:
    """A part of a page asked for by htmx must not be replaced by a whole one: the browser goes there instead."""
    if not request.headers.get("HX-Request"):
        return there
    return HttpResponse(status=204, headers={"HX-Redirect": there.url})
