"""A NUL or half a sign, wherever it enters: no page fails, fields say it, look-ups find nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.signs import UNREADABLE, SignsMiddleware, shown
from tests.conftest import People

ANY_TEXT = st.text(st.characters(codec=None, categories=None))


class Note(PatternForm):
    words = forms.CharField(label="说明", widget=forms.Textarea)


@given(ANY_TEXT)
def test_what_is_shown_can_be_stored(text: str) -> None:
    clean = shown(text)
    assert "\0" not in clean and clean.encode().decode() == clean
    assert len(clean) == len(text) and shown(clean) == clean
    assert all(a == b or b == UNREADABLE for a, b in zip(text, clean, strict=True))


def test_the_field_says_where() -> None:
    form = Note({"words": "一二�四"})
    assert form.errors["words"] == ["第3个字看不见或已损坏，请删掉后重新输入。"]
    assert Note({"words": "一二三四"}).is_valid()


def seen(request: HttpRequest) -> tuple[QueryDict, QueryDict, dict[str, str], str]:
    """The request as a view behind the door meets it."""
    met: list[HttpRequest] = []

    def respond(request: HttpRequest) -> HttpResponse:
        door.process_view(request, respond, (), {})
        met.append(request)
        return HttpResponse()

    door = SignsMiddleware(respond)
    door(request)
    return met[0].GET, met[0].POST, met[0].COOKIES, met[0].path_info


def test_address_query_cookies_and_posted_values() -> None:
    factory = RequestFactory()
    factory.cookies["sessionid"] = "abcdefgh\0"
    query, posted, cookies, path = seen(factory.post("/a%00b/?q=x%00&q=y&%00=1", {"name": ["公司\0", "乙"], "n": "1"}))
    assert (query.getlist("q"), query[UNREADABLE]) == (["x�", "y"], "1")
    assert (posted.getlist("name"), posted["n"]) == (["公司�", "乙"], "1")
    assert (cookies["sessionid"], path) == ("abcdefgh�", "/a�b/")


def test_what_is_whole_is_not_touched() -> None:
    request = RequestFactory().post("/甲/?q=𠮷&q=", {"name": " 乙\r\n\u200b"})
    before = (request.GET, request.POST)
    query, posted, _, path = seen(request)
    assert (query, posted) == before and query is before[0] and path == "/甲/"


def addresses(resolver: Any, before: str = "/") -> Iterator[str]:
    """Every address of the house, a NUL in place of each word in it."""
    for pattern in resolver.url_patterns:
        written = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, written)
        else:
            yield re.sub("<(?!int)[^>]*>", "%00", re.sub("<int:[^>]*>", "1", written))


FIELDS = [
    "username",
    "password",
    "next",
    "q",
    "code",
    "phone",
    "name",
    "words",
    "text",
    "note",
    "reason",
    "answer",
    "key",
    "act",
    "number",
    "columns",
    "demand",
    "place",
]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "leader", "auditor", None])
def test_no_page_fails(people: People, who: str | None) -> None:
    browser = Client()
    if who:
        browser.force_login(getattr(people, who))
    every = sorted(set(addresses(get_resolver())))
    assert len(every) > 100
    query = "?" + "&".join(f"{name}=%00" for name in ("q", "state", "region", "after", "sort", "site", "next", "%00"))
    for address in every:
        assert browser.get(address + query).status_code < 500, address
        if address != "/sign-out/":
            assert browser.post(address + query, dict.fromkeys(FIELDS, "甲\0")).status_code < 500, address


@pytest.mark.django_db
def test_no_cookie_fails(regions: None) -> None:
    browser = Client()
    browser.cookies["sessionid"] = "abcdefgh\0"
    assert browser.get("/officer/").status_code == 302
