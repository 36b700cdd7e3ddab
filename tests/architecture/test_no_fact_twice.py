"""No fact is asked twice: not in one form, not on paper when the ledger counts it; nobody is made to check in or ranked by clicks."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms

import nuanxin.web
from nuanxin.command.campaigns.ready.shelf import shelf
from nuanxin.command.counters.book import book
from nuanxin.command.reporting.forms.loading import form, known_forms
from nuanxin.web.patterns.forms import Pattern
from tests.architecture.house import SOURCE

# Words of systems that make people tick and click: 打卡, 下载排名, 活跃度. 考勤 and 签到 of workers and courses are facts, not pressure.
_PRESSURE = re.compile(r"打卡(?:率|排名|通报)|下载(?:量|排名|率)|活跃度|登录(?:率|排名)|学习积分")


def every_form() -> Iterator[type[forms.BaseForm]]:
    """All forms of the house's pattern, wherever a door declares them."""
    for module in pkgutil.walk_packages(nuanxin.web.__path__, "nuanxin.web."):
        if ".migrations" not in module.name and ".management" not in module.name:
            importlib.import_module(module.name)
    waiting = list(Pattern.__subclasses__())
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if issubclass(one, forms.BaseForm):
            yield one


def test_no_form_asks_the_same_twice() -> None:
    """Two fields with one label are one question asked twice."""
    twice = {}
    seen = 0
    for one in every_form():
        labels = Counter(str(field.label) for field in getattr(one, "base_fields", {}).values() if field.label)
        seen += 1
        if found := [label for label, times in labels.items() if times > 1]:
            twice[f"{one.__module__}.{one.__name__}"] = found
    assert seen > 100
    assert twice == {}


def test_what_the_ledger_counts_is_typed_nowhere() -> None:
    """A cell that units type does not bear the name of a counter."""
    counted = {entry.name for entry in book().counters.values()}
    typed = {
        (key, column.name)
        for key in known_forms()
        for column in form(key).columns.values()
        if column.entered and column.name in counted
    }
    assert typed == set()


@pytest.mark.parametrize("key", shelf())
def test_a_ready_campaign_asks_nobody_for_what_a_counter_holds(key: str) -> None:
    names = {entry.name: key for key, entry in book().counters.items()}
    for part in shelf()[key].parts:
        for figure in part.get("indicators") or []:
            assert figure["name"] not in names or figure.get("counter") == names[figure["name"]]


def test_nothing_forces_check_ins_or_ranks_downloads() -> None:
    pages = [*Path(SOURCE).rglob("*.html"), *Path(SOURCE).rglob("door.py"), *Path(SOURCE).rglob("local_settings.py")]
    assert len(pages) > 200
    assert [str(page.name) for page in pages if _PRESSURE.search(page.read_text(encoding="utf-8"))] == []
