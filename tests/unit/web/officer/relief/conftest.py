"""What every page of the room needs."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def static_folder(settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder
