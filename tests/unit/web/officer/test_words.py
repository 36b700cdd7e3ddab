"""Every kind of event that an act writes has its Chinese name on the page."""

from __future__ import annotations

import re

import pytest

from nuanxin.web.officer.clues.words import EVENTS, event_name
from nuanxin.web.officer.search import sounds_like
from tests.architecture.house import SOURCE

WRITTEN = re.compile(r'write_down\(\s*"([a-z_]+)"')


def test_every_written_kind_has_a_name() -> None:
    written = {kind for path in (SOURCE / "rights").rglob("*.py") for kind in WRITTEN.findall(path.read_text())}
    assert len(written) > 20
    assert sorted(written - EVENTS.keys()) == []


def test_a_step_is_called_by_its_text() -> None:
    assert event_name("step.order", "责令限期改正（支付），新人社监令字〔2024〕1号") == (
        "责令限期改正（支付）",
        "scale",
    )


@pytest.mark.parametrize(
    ("letters", "fits"),
    [("hdjz", True), ("hongda", True), ("jianzhu", True), ("hd", True), ("bj", False), ("da", True)],
)
def test_pinyin(letters: str, fits: bool) -> None:
    assert sounds_like(letters, "宏达建筑") is fits
