"""With an English browser: Chinese at the doors of officers and leaders and at the sign-in, English where the worker wants it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.conftest import People

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en-US,en;q=0.9"}


@pytest.fixture
def page(people: People, settings: Any) -> Any:
    settings.STATIC_ROOT.mkdir(exist_ok=True)

    def read(address: str, staff: Any = None, **cookies: str) -> tuple[str, Any]:
        client = Client(headers=ENGLISH)
        if staff is not None:
            client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
        for name, value in cookies.items():
            client.cookies[name] = value
        response = client.get(address)
        return response.content.decode(), response

    return read


def test_officers_read_chinese(page: Any, people: People) -> None:
    text, response = page("/officer/clues/new/", people.owner)
    assert response.headers["Content-Language"] == "zh-hans"
    assert "必填" in text
    assert page("/officer/clues/", people.owner)[1].headers["Content-Language"] == "zh-hans"


def test_a_kept_choice_of_english_does_not_reach_the_desk(page: Any, people: People) -> None:
    assert page("/officer/", people.owner, nuanxin_language="en")[1].headers["Content-Language"] == "zh-hans"


def test_leaders_read_chinese(page: Any, people: People) -> None:
    text, response = page("/leader/", people.leader)
    assert response.headers["Content-Language"] == "zh-hans"
    assert "领导看板" in text


def test_the_sign_in_complains_in_chinese(people: People, settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    response = Client(headers=ENGLISH).post("/sign-in/", {"username": "owner", "password": "wrong"})
    assert response.headers["Content-Language"] == "zh-hans"
    assert "Please enter" not in response.content.decode()


def test_the_workers_door_keeps_its_language(page: Any) -> None:
    assert page("/")[1].headers["Content-Language"] == "en"
    assert page("/", nuanxin_language="zh-hans")[1].headers["Content-Language"] == "zh-hans"


def test_one_readers_language_does_not_stay_for_the_next(page: Any, people: People) -> None:
    page("/officer/", people.owner)
    assert page("/")[1].headers["Content-Language"] == "en"
