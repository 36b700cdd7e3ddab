"""Who comes in, and how a refusal looks: every page of the officer's door passes here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

from nuanxin.foundation.common.errors import BadInput, NotAllowed, NotFound, Refusal
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds, posts_of

View = Callable[..., HttpResponseBase]


def officer_page(*needs: Permission) -> Callable[[View], View]:
    """Let in whoever holds one of these rights (none named: any post); show every refusal as a page, never as a fault."""

    return lambda view: _dressed(view, lambda staff: why_barred(staff, needs))


def own_page(view: View) -> View:
    """A page about the own account: whoever is signed in, with or without a post."""
    return _dressed(view, lambda staff: None)


def _dressed(view: View, bar: Callable[[Staff], Refusal | None]) -> View:
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, Staff):
            return redirect_to_login(request.get_full_path())
        barred = bar(request.user)
        if barred:
            return refused(request, barred)
        try:
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            return refused(request, refusal)
        except BadInput as wrong:
            return refused(request, as_refusal(wrong), status=422)
        add_never_cache_headers(response)
        return response

    return page


def why_barred(staff: Staff, needs: tuple[Permission, ...]) -> Refusal | None:
    """Why the person may not open the page at all: no post in force, or none with the right."""
    if not posts_of(staff):
        return NotAllowed(
            "您现在没有在任岗位", why="账号没有生效的岗位授权", remedy="请系统管理员登记岗位，由安全管理员核准后生效"
        )
    if needs and not any(holds(staff, need) for need in needs):
        duties = "、".join(duty.name for duty in DUTIES.values() if any(need in duty.grants for need in needs))
        held = "、".join(DUTIES[post.duty].name for post in posts_of(staff))
        return NotAllowed(
            "您没有权限打开这一页",
            why=f"需要“{duties}”中的一项职责；您现在的职责是“{held}”",
            remedy="因工作需要的，请安全管理员核对您的岗位",
        )
    return None


def as_refusal(wrong: BadInput) -> Refusal:
    """Faults of an input as one page."""
    return Refusal("填写的内容不能保存", why=str(wrong), remedy="请改正后再提交")


def status_of(refusal: Refusal) -> int:
    """403 no right, 404 not found or out of sight, 409 not now: the kind of the refusal decides, never its words."""
    if isinstance(refusal, NotAllowed):
        return 403
    return 404 if isinstance(refusal, NotFound) else 409


def refused(request: HttpRequest, refusal: Refusal, *, status: int = 0) -> HttpResponse:
    """The refusal as a page with the way back."""
    back = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("officer:desk")
    context = {"refusal": refusal, "back_url": back}
    return render(request, "patterns/refusal.html", context, status=status or status_of(refusal))


def me(request: HttpRequest) -> Staff:
    """The signed-in member of staff; the gate has seen to it that there is one."""
    if not isinstance(request.user, Staff):
        raise Http404
    return request.user


def only_post(request: HttpRequest) -> None:
    """Refuse a visit by address to what is only done by a button."""
    if request.method != "POST":
        raise NotFound("没有找到这一页", why="这一操作只能从页面上的按钮提交", remedy="请返回后点按钮办理")
