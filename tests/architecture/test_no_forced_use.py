"""Nobody is made to tick off his presence here, and nobody is ranked by what he downloads or reads (DD-04): nothing could switch it on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.house import SOURCE, shown

TEMPLATES = sorted((SOURCE / "web" / "templates").rglob("*.html"))
SETTINGS = SOURCE / "config" / "settings.py"
NAMES = re.compile(
    r"check_?in\b|clock_?in\b|punch_?in|attendance_of_staff|daily_login|login_streak|download_?(count|rank|score|total)|"
    r"(rank|score|points)_of_(download|login|reading)|login_(rank|score|points)",
    re.IGNORECASE,
)
WORDS = re.compile(r"打卡|每日签到|登录签到|强制登录|登录排名|登录天数|活跃度|下载排|下载量|下载次数|阅读排|学习积分")


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns)
        else:
            yield f"{one.pattern} {one.name or ''}"


def test_no_row_could_keep_it() -> None:
    found = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("nuanxin")
        for field in model._meta.get_fields()
        if NAMES.search(field.name) or WORDS.search(str(getattr(field, "verbose_name", "")))
    ]
    assert found == []
    assert len(apps.get_models()) > 100


def test_no_page_asks_for_it() -> None:
    known = list(addresses(get_resolver().url_patterns))
    assert len(known) > 200
    assert [one for one in known if NAMES.search(one)] == []


def test_no_page_says_it_and_no_setting_names_it() -> None:
    assert [shown(page) for page in TEMPLATES if WORDS.search(page.read_text())] == []
    said = SETTINGS.read_text()
    assert not NAMES.search(said) and not WORDS.search(said)
