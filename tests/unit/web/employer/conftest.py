"""Browsers of the people at the employer's door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from nuanxin.foundation.common.occasion import now
from nuanxin.foundation.parties.models import phone_index
from nuanxin.web.employer.gate import KEY
from tests.conftest import People
from tests.employer_scene import Firms, make_firms
from tests.unit.web.officer.conftest import enter

__all__ = ["enter"]


@pytest.fixture
def firms(people: People, settings: Any, tmp_path: Path) -> Iterator[Firms]:
    settings.NUANXIN_WAGES = tmp_path / "wages"
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    cache.clear()
    yield make_firms(people)


@pytest.fixture
def knock() -> Callable[[str], Client]:
    """A browser in which a telephone was proven; empty: nobody."""

    def come(phone: str) -> Client:
        client = Client()
        if phone:
            session = client.session
            session[KEY] = {"phone": phone_index(phone), "at": int(now().timestamp())}
            session.save()
        return client

    return come
