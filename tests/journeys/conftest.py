"""The page patterns' sample ledger, the scene of a county office and one browser a module are at hand here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from nuanxin.foundation.common.occasion import occasion
from tests.conftest import TODAY, People, at
from tests.journeys.looking import CHROMIUM, PATIENCE
from tests.sample_fixtures import sample, sample_tables
from tests.unit.web.officer.conftest import enter

__all__ = ["enter", "sample", "sample_tables"]


@pytest.fixture(scope="session", autouse=True)
def static_folder() -> None:
    """The live server, which is one for the session, wants its folder before it starts."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium. Playwright's loop runs in this thread; Django would take our own queries for asynchronous ones."""
    playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    playwright_api.expect.set_options(timeout=PATIENCE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(settings: Any, tmp_path: Path, people: People, live_server: Any) -> Any:
    """The house at work with everybody who tries it; passwords need not be strong for a morning."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    return live_server


@pytest.fixture
def that_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's thread knows nothing of the test's occasion: each of its requests happens on the working morning."""
    from nuanxin.web.patterns import moment

    monkeypatch.setattr(moment, "occasion", lambda **_: occasion(at=at(TODAY), source="test"))


@pytest.fixture
def scene(site: Any, people: People) -> Any:
    """A small county office at work."""
    from tests.journeys.scene import make_scene

    return make_scene(people)
