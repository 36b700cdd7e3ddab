"""A command starts without what it does not ask: these take longer to load than a month's rules take to run."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("pandas", "polars", "pypinyin", "holidays", "pyspark")
START = """
import sys
import django
django.setup()
import nuanxin.web.terminal.management.commands.monitor
from nuanxin.watch.monitoring.running import NOTHING
from nuanxin.watch.monitoring.asking import sums_of
assert all(one.workers == 0 for one in sums_of(NOTHING).values())
print(" ".join(sys.modules))
"""


def test_the_monitor_starts_without_what_it_does_not_ask() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "nuanxin.watch.monitoring.running" in loaded
    assert not loaded & set(HEAVY)
