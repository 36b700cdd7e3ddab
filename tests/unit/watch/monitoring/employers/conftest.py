"""Firms at the employer's door, and a warehouse of the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import People
from tests.employer_scene import Firms, make_firms


@pytest.fixture
def firms(people: People, settings: Any, tmp_path: Path) -> Firms:
    settings.NUANXIN_WAGES = tmp_path / "wages"
    settings.MEDIA_ROOT = tmp_path / "files"
    return make_firms(people)
