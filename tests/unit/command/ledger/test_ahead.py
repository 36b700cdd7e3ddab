"""The process that reads ahead: the same items in the same order, its errors raised here, nobody left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nuanxin.command.ledger import importing
from nuanxin.command.ledger.ahead import ReaderLost, ahead
from nuanxin.command.ledger.importing import import_clues
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.rights.intake.duplicates.match_keys import MatchKey
from nuanxin.rights.intake.models import Clue, ClueEvent, Reporter
from tests.unit.command.ledger.workbooks import clue, workbook


@pytest.fixture(autouse=True)
def _nobody_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every reader that the test started has ended and was heard to end (other tests' processes may live on)."""
    started: list[int] = []
    fork = os.fork

    def remembered() -> int:
        if child := fork():
            started.append(child)
        return child

    monkeypatch.setattr(os, "fork", remembered)
    yield
    for reader in started:
        with pytest.raises(ChildProcessError):
            os.waitpid(reader, os.WNOHANG)


def test_everything_in_order() -> None:
    assert list(ahead([[number] * 50_000 for number in range(20)])) == [[number] * 50_000 for number in range(20)]
    assert list(ahead([])) == []


def test_an_error_is_raised_here_after_what_came_before() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise BadInput(Fault("读不下去", row=7))

    received = []
    with pytest.raises(BadInput) as wrong:
        for item in ahead(items()):
            received.append(item)
    assert received == [1]
    assert wrong.value.faults[0].row == 7


def test_a_reader_that_is_killed_is_missed() -> None:
    def items() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)
        yield 2

    with pytest.raises(ReaderLost):
        list(ahead(items()))


def test_a_writer_that_gives_up_leaves_no_reader() -> None:
    reading = ahead([b"x" * 2**20] * 1000)
    next(reading)
    reading.close()  # type: ignore[attr-defined]  (a generator)


def test_what_is_stored_is_the_same_with_a_reader_and_without(
    tmp_path: Path, transactional_db: None, regions: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [clue(f"A{n}", 反映人=f"张{n}", 联系电话=f"139{n:08d}", 诉求=f"第{n}条") for n in range(90)]
    rows += [
        clue("A1", 诉求="又一次"),
        clue("坏", 收到日期="2023-02-30"),
        clue("A2", 反映人="张2", 联系电话="13900000002", 诉求="第2条"),
    ]
    path = workbook(tmp_path / "a.xlsx", {"线索": rows})
    monkeypatch.setattr(importing, "CHUNK", {"sqlite": 20, "postgresql": 20})
    monkeypatch.setattr(importing, "WORTH_A_READER", 0)
    monkeypatch.setattr(importing, "can_fork", lambda: True)
    done = import_clues(path=path, on=date(2024, 1, 10)).tallies["线索"].as_json()
    assert (done["read"], done["created"], done["unchanged"], done["rejected"]) == (93, 90, 1, 2)
    assert [error["row"] for error in done["errors"]] == [92, 93]
    assert Clue.objects.count() == Reporter.objects.count() == ClueEvent.objects.count() == 90
    assert Reporter.objects.get(clue__external_number="A7").name == "张7"
    keys = set(MatchKey.objects.values_list("key", "clue_id"))
    monkeypatch.setattr(importing, "can_fork", lambda: False)
    again = import_clues(path=path, on=date(2024, 1, 10)).tallies["线索"].as_json()
    assert {name: again[name] for name in ("created", "updated", "unchanged", "rejected")} == {
        "created": 0,
        "updated": 0,
        "unchanged": 91,
        "rejected": 2,
    }
    assert again["errors"] == done["errors"]
    assert set(MatchKey.objects.values_list("key", "clue_id")) == keys
