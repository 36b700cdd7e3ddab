"""The language of a door: officers and leaders read Chinese whatever their browser asks for; the worker's door keeps its choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from nuanxin.web.patterns.frame import door_of


class DoorLanguage:
    """Stands right after Django's LocaleMiddleware, which follows the browser."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """The door is known only once the address is resolved."""
        door = door_of(request)
        if door is None or not door.multilingual:
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = translation.get_language()
