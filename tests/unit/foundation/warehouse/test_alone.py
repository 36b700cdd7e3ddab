"""Two loads at once: the second waits, and both stand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nuanxin.foundation.warehouse.keeping import alone, what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from tests.unit.foundation.warehouse.test_adapters import PROJECTS, WORKERS, handed_in


def test_a_second_load_waits_for_the_first(tmp_path: Path) -> None:
    home, folder = tmp_path / "house", handed_in(tmp_path / "in", projects=PROJECTS, workers=WORKERS)
    with ThreadPoolExecutor(1) as other:
        with alone(home):
            waiting = other.submit(load_wages, folder, home)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=1)
            assert what_holds(home).version == 0
        assert not waiting.result(timeout=60).refused
    assert what_holds(home).version == 1


def test_what_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    home = tmp_path / "house"
    with pytest.raises(RuntimeError), alone(home):
        raise RuntimeError
    folder = handed_in(tmp_path / "in", projects=PROJECTS, workers=WORKERS)
    assert not load_wages(folder, home).refused
