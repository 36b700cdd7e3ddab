"""The sample ledger's tables and addresses as fixtures; tests of page patterns load them by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def sample_tables(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    from tests.sample_rows import drop_tables, make_tables

    with django_db_blocker.unblock():
        make_tables()
    yield
    with django_db_blocker.unblock():
        drop_tables()


@pytest.fixture
def sample(sample_tables: None, db: None, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.sample_pages"
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder
