"""What a file corrects of a clue registered here counts from that day on; what a file entered it replaces from its first day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from nuanxin.command.counters.facts import Window
from nuanxin.command.counters.registry import counter
from nuanxin.command.ledger.importing import import_ledger
from nuanxin.rights.intake.answer.closing import close_clue
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.earlier.records import EarlierClue
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People
from tests.unit.command.ledger.workbooks import clue, settlement, workbook
from tests.unit.rights.cases.making import make_clue

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def persons(as_of: date) -> int:
    return counter("clue_persons").number(Window("410721", date(2023, 12, 1), TODAY, as_of))


def test_a_file_that_corrects_a_clue_registered_here(people: People, tmp_path: Path) -> None:
    here = make_clue(people, workers=3)
    Clue.objects.filter(pk=here.pk).update(recorded_on=YESTERDAY, received_on=YESTERDAY, external_number="A")
    assert (persons(YESTERDAY), persons(TODAY)) == (3, 3)
    import_ledger(path=workbook(tmp_path / "a.xlsx", {"线索": [clue("A", 涉及人数=8)]}), on=TODAY)
    assert (persons(YESTERDAY), persons(TODAY)) == (3, 8)


def test_a_file_that_corrects_what_a_file_entered(people: People, tmp_path: Path) -> None:
    rows = [clue("A", 涉及人数=5, 收到日期="2023-12-20")]
    import_ledger(path=workbook(tmp_path / "a.xlsx", {"线索": rows}), on=TODAY)
    import_ledger(path=workbook(tmp_path / "b.xlsx", {"线索": [{**rows[0], "涉及人数": 8}]}), on=TODAY)
    assert persons(date(2023, 12, 20)) == persons(TODAY) == 8


def test_an_end_written_here_stays_as_it_was_known(people: People, tmp_path: Path) -> None:
    here = make_clue(people)
    Clue.objects.filter(pk=here.pk).update(external_number="A")
    close_clue(clue=here, conclusion=Conclusion.UNFOUNDED, basis="查", answer="查无", by=people.owner, on=TODAY)
    solved = settlement("A", 解决日期=(TODAY - timedelta(days=2)).isoformat())
    later = TODAY + timedelta(days=3)
    import_ledger(path=workbook(tmp_path / "a.xlsx", {"办理": [solved]}), on=later)
    assert EarlierClue.objects.get().closed_on == TODAY
    closed = counter("clues_closed")
    window = Window("410721", TODAY, TODAY, TODAY)
    assert closed.number(window) == 1
    assert closed.number(Window("410721", TODAY, TODAY, later)) == 0
