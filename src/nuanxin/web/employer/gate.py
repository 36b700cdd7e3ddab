"""Who comes in at the employer's door: every page asks anew what the telephone may do today."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.watch.monitoring.employers.caller import Caller, caller_of

KEY = "employer"
OPEN_FOR = 8 * 3600  # seconds: a working day
View = Callable[..., HttpResponse]


def let_in(request: HttpRequest, caller: Caller) -> None:
    """From now on the pages open in this browser, under a session number that nobody knew before."""
    request.session.cycle_key()
    request.session[KEY] = {"phone": caller.phone_index, "at": int(occasion.now().timestamp())}


def let_out(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def caller_at(request: HttpRequest) -> Caller | None:
    """The caller of this browser; None where nobody signed in, the day is over, or what was granted was ended."""
    held = request.session.get(KEY)
    if not isinstance(held, dict) or occasion.now().timestamp() - held.get("at", 0) > OPEN_FOR:
        return None
    return caller_of(str(held.get("phone", "")))


def employer_page(view: View) -> View:
    """Hand the caller to the page; show every refusal as a page, never as a fault."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        caller = caller_at(request)
        if caller is None:
            there = f"{reverse('employer:sign_in')}?{urlencode({'next': request.get_full_path()})}"
            return HttpResponseRedirect(there)
        try:
            response = view(request, caller, *args, **kwargs)
        except Refusal as refusal:
            response = refused(request, refusal)
        except BadInput as wrong:
            response = refused(
                request, Refusal("填写的内容不能保存", why=str(wrong), remedy="请改正后再提交"), status=422
            )
        add_never_cache_headers(response)
        return response

    return page


def refused(request: HttpRequest, refusal: Refusal, *, status: int = 0) -> HttpResponse:
    """403 no right, 404 not found or out of sight, 409 not now."""
    kinds = {NotAllowed: 403, NotFound: 404}
    back = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("employer:home")
    context = {"refusal": refusal, "back_url": back}
    return render(request, "patterns/refusal.html", context, status=status or kinds.get(type(refusal), 409))


def only_post(request: HttpRequest) -> None:
    """Refuse a visit by address to what is only done by a button."""
    if request.method != "POST":
        raise NotFound("没有找到这一页", why="这一操作只能从页面上的按钮提交", remedy="请返回后点按钮办理")
