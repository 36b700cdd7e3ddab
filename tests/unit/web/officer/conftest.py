"""The scene of a county office, and a browser for each of its people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from nuanxin.web.patterns.doorway.session import PASSED
from tests.conftest import People
from tests.journeys.scene import Scene, make_scene


@pytest.fixture
def scene(people: People, settings: Any) -> Scene:
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder
    return make_scene(people)


def passed(client: Client) -> None:
    """As if the second step of signing in, which administrators have, had been passed."""
    session = client.session
    session[PASSED] = True
    session.save()


@pytest.fixture
def enter() -> Callable[[Any], Client]:
    """A client signed in as a person."""

    def sign_in(staff: Any) -> Client:
        client = Client()
        if staff is not None:
            client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
            passed(client)
        return client

    return sign_in
