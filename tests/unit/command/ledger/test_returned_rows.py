"""Bad rows come back as a workbook with their reasons; corrected and handed in again they go in, and only they."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from nuanxin.rights.intake.models import Clue
from tests.unit.command.ledger.workbooks import clue, command, settlement, workbook

pytestmark = pytest.mark.django_db


def sheet(path: Path, name: str) -> list[list]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_bad_rows_come_back_as_they_were_with_a_reason(people, tmp_path: Path) -> None:
    rows = [clue("A"), clue("B", 收到日期=date(2023, 12, 1), 渠道="传真", 涉及人数="若干", 备注="原样"), clue("C")]
    path = workbook(tmp_path / "a.xlsx", {"线索": rows, "办理": [settlement("A"), settlement("Z")]})
    command("import_ledger", path, "--errors", tmp_path / "bad.xlsx")
    back = sheet(tmp_path / "bad.xlsx", "线索")
    assert len(back) == 2 and back[0][-1] == "原因"
    returned = dict(zip(back[0], back[1], strict=True))
    assert (returned["外部编号"], returned["收到日期"], returned["备注"]) == ("B", date(2023, 12, 1), "原样")
    assert "渠道" in returned["原因"] and "涉及人数" in returned["原因"]
    assert [row[0] for row in sheet(tmp_path / "bad.xlsx", "办理")] == ["外部编号", "Z"]


def test_the_returned_workbook_can_be_corrected_and_handed_in(people, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("A"), clue("B", 渠道="传真", 原因="老板跑了")]})
    command("import_clues", path, "--errors", tmp_path / "bad.xlsx")
    head, row = sheet(tmp_path / "bad.xlsx", "线索")
    corrected = {**dict(zip(head, row, strict=True)), "渠道": "来访"}
    done = command("import_clues", workbook(tmp_path / "b.xlsx", {"线索": [corrected]}))
    assert (done["created"], done["rejected"]) == (1, 0)
    assert "原因" not in Clue.objects.get(external_number="B").notes


def test_without_bad_rows_there_are_only_headings(people, tmp_path: Path) -> None:
    command("import_clues", workbook(tmp_path / "a.xlsx", {"线索": [clue("A")]}), "--errors", tmp_path / "bad.xlsx")
    assert len(sheet(tmp_path / "bad.xlsx", "线索")) == 1
