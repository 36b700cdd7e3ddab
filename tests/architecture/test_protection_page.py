"""docs/reference/protection.md tells the truth: what it calls shown names a test that exists, what is not says whose part it is."""

from __future__ import annotations

import re

from tests.architecture.house import ROOT

ROW = re.compile(r"^\| (8\.[^|]+?) \| ([^|]+) \| (\w+) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)
STATES = {"shown", "part", "operator"}


def rows() -> list[tuple[str, ...]]:
    return ROW.findall((ROOT / "docs" / "reference" / "protection.md").read_text())


def test_every_line_of_the_table_is_read() -> None:
    lines = [
        line
        for line in (ROOT / "docs" / "reference" / "protection.md").read_text().splitlines()
        if line.startswith("| 8.")
    ]
    assert len(rows()) == len(lines) > 30
    assert {row[2] for row in rows()} == STATES


def test_named_tests_exist() -> None:
    missing = []
    for point, _, state, _, tests, _ in rows():
        named = re.findall(r"`(tests/[^`]+)`", tests)
        for one in named:
            path, _, name = one.partition("::")
            file = ROOT / path
            if not file.exists() or (name and f"def {name}(" not in file.read_text()):
                missing.append(f"{point}: {one}")
        if state == "shown" and not named:
            missing.append(f"{point}: no test named")
    assert missing == []


def test_what_is_not_shown_says_whose_part_it_is() -> None:
    assert [row[0] for row in rows() if row[2] != "shown" and not row[5].strip()] == []
