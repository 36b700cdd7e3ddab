"""Sheet 线索 into the ledger: each row once, good rows in, bad rows back with row, column and reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nuanxin.foundation.audit.chain import verify_chain
from nuanxin.rights.intake.models import Clue, ClueEvent, Reporter
from tests.unit.command.ledger.workbooks import clue, command, workbook

pytestmark = pytest.mark.django_db
USCC = "91410700MA44ABCD1B"


def imported(path: Path, *arguments: str) -> dict:
    return command("import_clues", path, *arguments)


def test_a_row_becomes_a_clue_with_a_named_officer(people, tmp_path: Path) -> None:
    row = clue(
        "HN-0001",
        反映人="张建国",
        证件号码="11010519491231002X",
        联系电话="138 0000 1234",
        农民工="是",
        项目名称="平原新城三期",
        行业领域="制造业",
        欠薪起="2023年5月",
        欠薪止="2023-11-30",
        涉及人数="１２",
        其中农民工=10,
        **{"欠薪金额(元)": "120,000.50", "其中农民工金额(元)": 100000},
        政府投资项目="√",
        国企项目="否",
    )
    row["经办备注"] = "先电话核实"
    done = imported(workbook(tmp_path / "a.xlsx", {"线索": [row]}))
    assert {name: done[name] for name in ("read", "created", "rejected", "errors")} == {
        "read": 1,
        "created": 1,
        "rejected": 0,
        "errors": [],
    }
    found = Clue.objects.get(external_number="HN-0001")
    assert (found.received_on, found.recorded_on) == (date(2023, 12, 20), date(2023, 12, 20))
    assert (found.sector, found.sector_said) == ("construction", "manufacturing")
    assert (found.owed_from, found.owed_to) == ("2023-05", "2023-11-30")
    assert (found.persons, found.migrant_persons) == (12, 10)
    assert (found.amount_fen, found.migrant_amount_fen) == (12_000_050, 10_000_000)
    assert (found.government, found.state_firm, found.new_form) == (True, False, None)
    assert found.notes == {"经办备注": "先电话核实"}
    assert found.officer == people.head and found.first_officer == people.head
    assert found.project is not None and found.project.name == "平原新城三期"
    assert found.number.startswith("410721-2023-")
    reporter = Reporter.objects.get(clue=found)
    assert (reporter.name, reporter.id_number, reporter.phone) == ("张建国", "11010519491231002X", "13800001234")
    assert ClueEvent.objects.get(clue=found).kind == "import_clue"
    assert verify_chain()[1] == []


def test_the_same_file_twice_changes_nothing(people, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("1"), clue("2", 联系电话="13800001234"), clue("3")]})
    assert imported(path)["created"] == 3
    again = imported(path)
    assert (again["created"], again["unchanged"], again["updated"]) == (0, 3, 0)
    assert Clue.objects.count() == 3 and ClueEvent.objects.count() == 3
