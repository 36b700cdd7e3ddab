"""Spark, really started as a cluster with executors of its own, says what the slow twin says."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from nuanxin.foundation.warehouse.engines import SPARK_MASTER
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.watch.monitoring.running import run_indicators
from tests.engines.test_indicators import AS_OF, FIRST, LAST, assert_equal_to_twin, handed_in, invented

pytest.importorskip("pyspark", reason="nuanxin[spark] is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java on this machine"),
    pytest.mark.filterwarnings("ignore"),  # of Spark and of what it is made of
]


# Two executors of one core and 1 GB, each a process of its own: what crosses between them is really sent.
CLUSTER = "local-cluster[2,1,1024]"


def test_spark_says_what_the_twin_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SPARK_MASTER, os.environ.get(SPARK_MASTER, CLUSTER))
    tables, home = invented(3), tmp_path / "house"
    (tmp_path / "in").mkdir()
    assert not load_wages(handed_in(tables, tmp_path / "in"), home).refused
    assert_equal_to_twin(run_indicators(home, first=FIRST, last=LAST, as_of=AS_OF, engine="spark"), tables)
