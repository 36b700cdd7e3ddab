"""Twenty-odd invented notices in other provinces' styles against their gold readings (tests/spec/notices)."""

from __future__ import annotations

from collections import Counter

import pytest

from nuanxin.command.notices.reading import read_text
from tests.spec.notice_readings import Invented, Item, f1, invented, read_items

NOTICES = invented()
LEAST_OF_ONE, LEAST_OF_A_FIELD, LEAST_MEAN = 0.85, 0.9, 0.95


@pytest.mark.parametrize("notice", NOTICES, ids=[n.name for n in NOTICES])
def test_each_notice_is_read(notice: Invented) -> None:
    reading = read_text(notice.text)
    read = read_items(reading)
    differences = {
        k: (dict(notice.gold[k] - read[k]), dict(read[k] - notice.gold[k])) for k in read if notice.gold[k] != read[k]
    }
    score = sum(f1(notice.gold[k], read[k]) for k in read) / len(read)
    assert score >= LEAST_OF_ONE, differences


@pytest.mark.parametrize("notice", [n for n in NOTICES if n.inner], ids=[n.name for n in NOTICES if n.inner])
def test_the_notice_inside_is_read_as_if_alone(notice: Invented) -> None:
    inner = read_text(notice.text)["forwarded"]
    assert read_items(inner) == notice.inner


def test_every_field_holds_over_all() -> None:
    gold: dict[str, Counter[Item]] = {}
    read: dict[str, Counter[Item]] = {}
    for notice in NOTICES:
        for key, items in read_items(read_text(notice.text)).items():
            read.setdefault(key, Counter()).update({(notice.name, *i): n for i, n in items.items()})
            gold.setdefault(key, Counter()).update({(notice.name, *i): n for i, n in notice.gold[key].items()})
    table = {key: round(f1(gold[key], read[key]), 3) for key in gold}
    assert min(table.values()) >= LEAST_OF_A_FIELD, table
    assert sum(table.values()) / len(table) >= LEAST_MEAN, table


@pytest.mark.parametrize("notice", NOTICES, ids=[n.name for n in NOTICES])
def test_every_span_lies_where_its_words_stand(notice: Invented) -> None:
    reading = read_text(notice.text)
    for field in ("tasks", "deadlines", "targets", "recurrences", "indicators", "contacts"):
        for item in reading[field]:
            start, end = item["span"]
            assert 0 <= start < end <= len(notice.text), (field, item)
    for item in reading["indicators"]:
        start, end = item["span"]
        assert "".join(notice.text[start:end].split()) == item["name"]
