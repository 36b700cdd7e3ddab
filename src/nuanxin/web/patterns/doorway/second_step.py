"""The second step of signing in: after the right password the one-time code, before which nobody is signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.account.one_time_code import fresh_code
from nuanxin.foundation.organisations.account.second_factor import check_code, codes_left, factor_of
from nuanxin.foundation.organisations.models import Staff
from nuanxin.web.patterns.doorway.session import open_session

WAITING = "second_step"
WAITS = 300  # seconds between password and code


def wait_for_code(request: HttpRequest, staff: Staff, next_url: str) -> HttpResponse:
    """The password was right: remember for whom the code is asked, under a new session key."""
    request.session.cycle_key()
    request.session[WAITING] = {
        "staff": staff.pk,
        "password": staff.get_session_auth_hash(),
        "at": occasion.now().timestamp(),
        "next": next_url,
    }
    return HttpResponseRedirect(reverse("sign_in_code"))


@sensitive_post_parameters()
@never_cache
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; five wrong ones lock this step, whichever address they come from."""
    waiting: dict[str, Any] = request.session.get(WAITING, {})
    staff = _who(waiting)
    if staff is None:
        request.session.pop(WAITING, None)
        if waiting:
            messages.warning(request, "第二步验证已过期，请重新输入账号和密码。")
        return HttpResponseRedirect(reverse("sign_in"))
    why = ""
    if request.method == "POST":
        answer = check_code(staff=staff, code=request.POST.get("code", "")[:40], at=occasion.now())
        if answer.taken:
            del request.session[WAITING]
            open_session(request, staff, how=f"密码和{answer.how}", second_step=True)
            if answer.how == "恢复码":
                _warn_of_few(request, staff)
            return HttpResponseRedirect(waiting["next"])
        why = answer.why
    context = {"why": why, "demo_code": demo_code(staff), "who": staff}
    return render(request, "patterns/sign_in_code.html", context, status=422 if why else 200)


def demo_code(staff: Staff) -> str:
    """In the demonstration, whose data are invented, the code of a demonstration account stands on the page."""
    factor = factor_of(staff) if shown_to_all(staff) else None
    return fresh_code(factor.secret, occasion.now(), after=factor.last_step) if factor else ""


def shown_to_all(staff: Staff) -> bool:
    """Whether this is an account that everybody who tries the demonstration shares."""
    return bool(settings.NUANXIN_DEMO) and staff.username.startswith("demo-")


def _who(waiting: dict[str, Any]) -> Staff | None:
    """Whose code is awaited: still in use, the password unchanged, not too long ago."""
    if not waiting or occasion.now().timestamp() - waiting["at"] > WAITS:
        return None
    staff = Staff.objects.filter(pk=waiting["staff"], is_active=True).first()
    return staff if staff and staff.get_session_auth_hash() == waiting["password"] else None


def _warn_of_few(request: HttpRequest, staff: Staff) -> None:
    factor = factor_of(staff)
    left = codes_left(factor) if factor else 0
    messages.warning(request, f"您用了一个恢复码，还剩{left}个。手机丢失的，请重新启用动态口令。")
