"""Signs that no page can show and no database takes: they become � at the door, and fields refuse them by name.

PostgreSQL refuses a NUL, SQLite keeps it unseen and cuts later look-ups short. As browsers do with a NUL in a page
(WHATWG HTML, "unexpected-null-character") and Django with bytes that are no UTF-8, it is replaced by U+FFFD, wherever
text enters: address, query, cookies, posted values. What is looked up by such text is then simply not found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_TYPED = ("application/x-www-form-urlencoded", "multipart/form-data")


def shown(text: str) -> str:
    """The text with � for every NUL and every half of a surrogate pair."""
    return _UNSTORABLE.sub(UNREADABLE, text)


def readable(text: Any) -> None:
    """Refuses text with a � in it: ValidationError in Chinese that says where it stands. The validator of text fields."""
    place = str(text).find(UNREADABLE)
    if place >= 0:
        words = _("第%(place)d个字看不见或已损坏，请删掉后重新输入。")
        raise ValidationError(words, code="unreadable", params={"place": place + 1})


class SignsMiddleware:
    """Every request passes here before anything reads it."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path, request.path_info = shown(request.path), shown(request.path_info)
        request.GET = _shown_query(request.GET)  # type: ignore[assignment]
        request.COOKIES = {name: shown(value) for name, value in request.COOKIES.items()}
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: Any, arguments: Any, named: Any) -> None:
        """Posted values: only where a form is read anyway for the forgery check; the interface reads its own body."""
        if request.method == "POST" and request.content_type in _TYPED and not getattr(view, "csrf_exempt", False):
            request.POST = _shown_query(request.POST)  # type: ignore[assignment]


def _shown_query(typed: QueryDict) -> QueryDict:
    if not any(_UNSTORABLE.search(text) for name, values in typed.lists() for text in (name, *values)):
        return typed
    clean = QueryDict(mutable=True, encoding=typed.encoding)
    for name, values in typed.lists():
        clean.setlist(shown(name), [shown(value) for value in values])
    clean._mutable = False
    return clean
