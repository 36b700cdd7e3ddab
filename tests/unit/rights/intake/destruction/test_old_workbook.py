"""An old workbook that comes again after the destruction brings nothing back: neither as it was nor put right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People
from tests.unit.command.ledger.workbooks import clue, command, workbook
from tests.unit.rights.intake.destruction.making import approved, carried, found_in_storage, set_years

pytestmark = pytest.mark.django_db
PLANTED = ("诸葛问天", "13712345001", "三个月没有发工资", "翠竹苑", "备注里的人")


def test_it_stays_gone(people: People, tmp_path: Path) -> None:
    row = clue("HN-0001", 反映人="诸葛问天", 联系电话="13712345001", 诉求="三个月没有发工资", 地点="翠竹苑")
    row["经办备注"] = "备注里的人"
    first = workbook(tmp_path / "a.xlsx", {"线索": [row]})
    assert command("import_clues", first)["created"] == 1
    Clue.objects.update(state="closed", closed_on=TODAY, conclusion="filed_solved", received_on=date(2023, 12, 20))
    set_years()
    assert found_in_storage(PLANTED)
    carried(people, approved(people, Clue.objects.get()))
    assert found_in_storage(PLANTED) == []
    again = command("import_clues", first)
    assert (again["created"], again["rejected"]) == (0, 0)
    changed = command(
        "import_clues", workbook(tmp_path / "b.xlsx", {"线索": [{**row, "诉求": "三个月没有发工资，请查"}]})
    )
    assert (changed["created"], changed["rejected"]) == (0, 0)
    assert found_in_storage(PLANTED) == []
    assert Clue.objects.get().demand == "已销毁"
