"""A worker with a phone: a client without an account, a bureau that answers, a site with a code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.models import Clue
from tests.conftest import People
from tests.unit.web.officer.conftest import enter
from tests.worker_report import report

__all__ = ["enter"]


@pytest.fixture(autouse=True)
def no_tries_yet(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Counters start at nothing; files go to a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def phone(people: People) -> Client:
    """A browser that has never been here."""
    return Client()


@pytest.fixture
def site(people: People) -> Project:
    contractor = Employer.objects.create(name="河南测试建筑有限公司", region_id="410721", sector="construction")
    return Project.objects.create(
        name="幸福家园二期",
        employer=contractor,
        owner_name="新乡县测试置业有限公司",
        region_id="410721",
        address="和平路1号",
        industry="housing",
        site_code="XX0721A",
        pay_day=15,
        wage_clerk="马劳资",
        wage_clerk_phone="0373-5551111",
    )


@pytest.fixture
def clue(phone: Client) -> Clue:
    """A complaint sent from `phone` this morning."""
    return report(phone)
