"""docs/coverage.md tells the truth: every demand has its row, and what is called done names tests that exist."""

from __future__ import annotations

import re

import pytest

from tests.architecture.house import ROOT

SHARED = ROOT.parent / "shared"
ROW = re.compile(r"^\| ([A-Z]{2}-\d{2}) \| (done|part|open) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall((ROOT / "docs" / "coverage.md").read_text())


def test_every_demand_has_exactly_one_row() -> None:
    if not SHARED.is_dir():
        pytest.skip("the demands (shared/) are not beside this checkout")
    asked = [
        identifier
        for name in ("requirements.md", "features.md")
        for identifier in re.findall(r"^\| ([A-Z]{2}-\d{2}) \|", (SHARED / name).read_text(), re.MULTILINE)
    ]
    assert sorted(r[0] for r in rows()) == sorted(asked)


def test_what_is_done_names_tests_that_exist() -> None:
    missing = []
    for identifier, state, _, tests in rows():
        named = re.findall(r"`(tests/[^`]+)`", tests)
        missing += [f"{identifier}: {t}" for t in named if not (ROOT / t.partition("::")[0]).exists()]
        if state == "done" and not named:
            missing.append(f"{identifier}: no test named")
    assert missing == []


def test_what_is_not_done_says_why() -> None:
    assert [r[0] for r in rows() if r[1] != "done" and not r[2].strip()] == []
