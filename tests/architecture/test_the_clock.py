"""The clock is read in one file; acts and decisions are told the day."""

from __future__ import annotations

import re

from tests.architecture.house import shown, source_files

READS_THE_CLOCK = re.compile(r"\b(datetime\.now|datetime\.today|date\.today|timezone\.now|time\.time)\(")
MAY = ("foundation/common/occasion.py", "web/terminal/benchmarks/")


def test_only_the_occasion_reads_the_clock() -> None:
    readers = [shown(p) for p in source_files() if READS_THE_CLOCK.search(p.read_text())]
    assert [r for r in readers if not r.startswith(MAY)] == []
