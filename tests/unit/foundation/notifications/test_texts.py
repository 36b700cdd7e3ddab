"""The texts: neutral on the lock screen, every placeholder declared, a missing value refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.notifications.texts import TELLING_WORDS, Version, body_of, text, text_keys


@pytest.mark.parametrize("key", text_keys())
def test_a_lock_screen_tells_nobody(key: str) -> None:
    for version in text(key).versions:
        assert not [word for word in TELLING_WORDS if word in version.notice]
        assert "欠薪" not in version.body


@pytest.mark.parametrize("key", text_keys())
def test_every_text_is_filled_without_remainder(key: str) -> None:
    version = text(key).current
    body = body_of(version, {name: f"<{name}>" for name in version.fields})
    assert all(f"<{name}>" in body for name in version.fields) and "{" not in body


def test_values_are_not_read_as_placeholders() -> None:
    version = text("login_code").current
    assert "{minutes}" in body_of(version, {"code": "{minutes}", "minutes": "5"})


def test_missing_and_unknown_values_are_named() -> None:
    with pytest.raises(Refusal, match="缺少“minutes”；多出“phone”"):
        body_of(text("login_code").current, {"code": "123456", "phone": "x"})


def test_a_telling_notice_is_no_version() -> None:
    with pytest.raises(ValidationError, match="锁屏提示"):
        Version(version=1, notice="您的欠薪投诉", body="内容")


def test_an_unknown_text_is_refused() -> None:
    with pytest.raises(Refusal, match="可用的消息"):
        text("../models")
