"""An invented notice of two sentences, its reading as the reader gives it, and the clerk who takes it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.taking import take_notice
from tests.conftest import TODAY, People

TEXT = "关于开展暖冬行动的通知\n各县人力资源社会保障局：\n一、摸清底数。各县人力资源社会保障局于2024年1月20日前报送欠薪人数。"
READING: dict[str, Any] = {
    "title": "关于开展暖冬行动的通知",
    "recipients": ["各县人力资源社会保障局"],
    "period": {"start": None, "end": None, "text": None},
    "tasks": [
        {"section": "一、", "text": "各县人力资源社会保障局于2024年1月20日前报送欠薪人数。", "units": [], "due": "2024-01-20"},
        {"section": "一、", "text": "摸清底数", "units": [], "due": None},
    ],
    "deadlines": [
        {"text": "于2024年1月20日前", "date": "2024-01-20", "relative": None, "what": "报送欠薪人数", "from": None, "to": None}
    ],
}  # fmt: skip

Take = Callable[..., Notice]


@pytest.fixture
def take(people: People, settings: Any, tmp_path: Path) -> Take:
    """Take the notice in for the county, by its head."""
    settings.MEDIA_ROOT = tmp_path

    def taken(**changes: Any) -> Notice:
        facts: dict[str, Any] = {
            "unit": people.head.unit, "content": TEXT.encode(), "name": "通知.txt", "text": TEXT, "reading": READING,
            "received_on": date(2024, 1, 9), "on": TODAY, "by": people.head,
        }  # fmt: skip
        return take_notice(**{**facts, **changes})

    return taken
