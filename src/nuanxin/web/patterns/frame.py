"""What stands round every page: product name, door, menu, text size, and whether this is a demonstration."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds

PRODUCT = "暖薪"
PRODUCT_LINE = "根治欠薪工作平台"
TEXT_COOKIE = "nuanxin_text"
TEXT_SIZES = {"": "标准", "large": "大字", "larger": "特大", "largest": "超大"}

# The policy forbids inline styles and eval, and pages with personal data must not stay in the browser's storage.
HTMX_CONFIG = json.dumps(
    {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "allowScriptTags": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
    }
)

Allows = Callable[[Any], bool]


@dataclass(frozen=True)
class MenuItem:
    """One line of a door's menu. `permission`: a right, or a function of the signed-in person; None = everybody of the door.

    alone: current on its own page only, not on the pages below its address.
    """

    label: str
    url_name: str
    permission: Permission | Allows | None = None
    icon: str = "list"
    group: str = ""
    badge: Callable[[HttpRequest], int] | None = None
    alone: bool = False


@dataclass(frozen=True)
class Door:
    """One door of the house. `key` is the URL namespace; `template` the frame that its pages stand in."""

    key: str
    title: str
    home: str
    menu: tuple[MenuItem, ...] = ()
    template: str = "patterns/desk.html"
    mail: MenuItem | None = None  # stands in the head of every page, with its number
    multilingual: bool = False  # follows the reader's language; the other doors speak Chinese only


@dataclass(frozen=True)
class MenuLine:
    """A menu item as drawn for one request."""

    label: str
    url: str
    icon: str
    current: bool
    badge: int


_doors: dict[str, Door] = {}


def open_door(door: Door) -> Door:
    """Register a door with its menu; called once by the door's own module. A second door of the same name is a mistake."""
    if _doors.get(door.key, door) != door:
        raise ValueError(f"door {door.key!r} is declared twice")
    _doors[door.key] = door
    return door


def door_of(request: HttpRequest) -> Door | None:
    """The door that this request came through: by URL namespace, else by the first part of the path (error pages)."""
    match = request.resolver_match
    if match and match.namespaces:
        return _doors.get(match.namespaces[0])
    return _doors.get(request.path.strip("/").split("/")[0])


def _allowed(item: MenuItem, user: Any) -> bool:
    if item.permission is None:
        return True
    if isinstance(item.permission, Permission):
        return isinstance(user, Staff) and holds(user, item.permission)
    return item.permission(user)


def menu_of(request: HttpRequest, door: Door) -> list[tuple[str, list[MenuLine]]]:
    """The door's menu for this person in its groups; the longest address that the path begins with is the current one."""
    user = getattr(request, "user", None)
    items = [(item, reverse(item.url_name)) for item in door.menu if _allowed(item, user)]
    fitting = [url for item, url in items if request.path == url or (not item.alone and request.path.startswith(url))]
    current = max(fitting, key=len, default="")

    def lines(of: Iterator[tuple[MenuItem, str]]) -> list[MenuLine]:
        return [
            MenuLine(item.label, url, item.icon, url == current, item.badge(request) if item.badge else 0)
            for item, url in of
        ]

    return [(group, lines(of)) for group, of in groupby(items, key=lambda pair: pair[0].group)]


def _mail(request: HttpRequest, door: Door | None) -> MenuLine | None:
    """The line in the head, counted only where somebody is signed in."""
    item = door.mail if door else None
    if item is None or not isinstance(getattr(request, "user", None), Staff):
        return None
    url = reverse(item.url_name)
    return MenuLine(item.label, url, item.icon, request.path == url, item.badge(request) if item.badge else 0)


def _searches(request: HttpRequest) -> bool:
    """Administrators see no matter and need no field to look for one."""
    user = getattr(request, "user", None)
    return isinstance(user, Staff) and holds(user, Permission.CLUE_VIEW)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page (named in settings). The menu is worked out only where a template asks for it."""
    door = door_of(request)
    size = request.COOKIES.get(TEXT_COOKIE, "")
    return {
        "product": PRODUCT,
        "product_line": PRODUCT_LINE,
        "door": door,
        "frame_template": door.template if door else "patterns/plain.html",
        "menu": SimpleLazyObject(lambda: menu_of(request, door) if door else []),
        "mail": SimpleLazyObject(lambda: _mail(request, door)),
        "may_search": SimpleLazyObject(lambda: _searches(request)),
        "demo": settings.NUANXIN_DEMO,
        "sign_in_tries": settings.AXES_FAILURE_LIMIT,
        "sign_in_pause": settings.AXES_COOLOFF_TIME,
        "text_size": size if size in TEXT_SIZES else "",
        "text_sizes": TEXT_SIZES.items(),
        "htmx_config": HTMX_CONFIG,
    }


def text_size(request: HttpRequest) -> HttpResponse:
    """Keep the chosen text size for a year and go back to the page. A link, so that it works without scripts."""
    size = request.GET.get("size", "")
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    if size in TEXT_SIZES and size:
        response.set_cookie(TEXT_COOKIE, size, max_age=365 * 86400, samesite="Lax", secure=request.is_secure())
    else:
        response.delete_cookie(TEXT_COOKIE, samesite="Lax")
    return response
