"""The employer's door in English: every text of its pages and forms has one, and the pages open in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.template import templatize

import nuanxin.web
from tests.employer_scene import BOSS, Firms
from tests.unit.web.employer.test_pages import Knock

WEB = Path(nuanxin.web.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MARKED = {"gettext", "gettext_lazy", "_"}
# What is written with its Chinese word on purpose: the firm types it into a Chinese paper.
QUOTED = re.compile(r"“[^”]*”")


def of_templates() -> set[str]:
    found: set[str] = set()
    for path in (WEB / "templates" / "employer").rglob("*.html"):
        text = templatize(path.read_text(), origin=str(path))
        found.update(re.findall(r"gettext\(u?'((?:[^'\\]|\\.)*)'", text))
        found.update(re.findall(r'gettext\(u?"((?:[^"\\]|\\.)*)"', text))
    return found


def of_code() -> set[str]:
    found: set[str] = set()
    for path in (WEB / "employer").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKED:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


@pytest.mark.parametrize("texts", [of_templates(), of_code()], ids=["pages", "forms"])
def test_every_text_has_its_english(texts: set[str]) -> None:
    assert len(texts) > 40
    with translation.override("en"):
        assert [one for one in texts if CHINESE.search(QUOTED.sub("", translation.gettext(one)))] == []


@pytest.mark.django_db
def test_the_pages_open_in_english(firms: Firms, knock: Knock) -> None:
    client = knock(BOSS)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    words = {
        "/employer/": "My projects", "/employer/papers/": "Orders and decisions", "/employer/service/": "Voluntary visit",
        "/employer/service/self-check/": "See the advice", "/employer/filings/": "County or district",
        f"/employer/firms/{firms.account.pk}/tokens/": "Issue a key", "/employer/warnings/": "No warning to answer now",
        f"/employer/sites/{firms.site.pk}/": "Board of workers&#x27; rights",
    }  # fmt: skip
    for address, said in words.items():
        page = client.get(address)
        assert page.status_code == 200 and said in page.content.decode(), address
