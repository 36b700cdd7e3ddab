"""A sheet with the message itself: blanks are read from it, marked, counted apart; what is stated is never touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.taken_text.keeping import NOTE, pending_of, settle_reading
from tests.conftest import TODAY, at
from tests.unit.command.ledger.workbooks import clue, command, workbook

pytestmark = pytest.mark.django_db
TEXT = "我们6个人在新乡县阳光花园项目干活，河南宏达建设有限公司拖欠我们工资共3万元，从2023年6月到2023年8月。"
MESSAGE = {"外部编号": "T-1", "渠道": "电话12345", "收到日期": "2023-12-20", "工单内容": TEXT}
BARE = ["外部编号", "渠道", "收到日期", "工单内容"]


def imported(path: Path, *arguments: str) -> dict[str, Any]:
    return command("import_clues", path, *arguments)


def test_blanks_are_read_and_nothing_that_is_counted(people: Any, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [MESSAGE]}, {"线索": BARE})
    trial = imported(path, "--dry-run")
    assert (trial["created"], trial["read_from_text"]) == (1, 1) and not Clue.objects.exists()
    assert imported(path)["read_from_text"] == 1
    found = Clue.objects.get(external_number="T-1")
    assert (found.region_id, found.sector, found.owed_from, found.owed_to) == (
        "410721",
        "construction",
        "2023-06",
        "2023-08",
    )
    assert "宏达建设有限公司" in found.employer_said and "阳光花园" in found.project_said
    assert (found.persons, found.amount_fen) == (None, None)  # blank still means not stated
    assert not Employer.objects.exists() and not Project.objects.exists()  # a machine's reading makes nobody a party
    assert set(found.notes[NOTE]["held"]) == {"persons", "amount_fen"}
    pending = pending_of(found)
    assert pending is not None and pending.suggested == {"persons": 6, "amount_fen": 3_000_000}


def test_what_a_person_left_stands_against_the_same_file_and_a_changed_one(people: Any, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [MESSAGE]}, {"线索": BARE})
    imported(path)
    found = Clue.objects.get()
    pending = pending_of(found)
    assert pending is not None
    values = {**pending.values, "employer": "河南宏达建设有限公司", "persons": 5, "sector": "other", "project": ""}
    settle_reading(clue=found, values=values, by=people.head, at=at(TODAY), on=TODAY)
    assert imported(path)["unchanged"] == 1
    changed = workbook(tmp_path / "b.xlsx", {"线索": [MESSAGE | {"反映人": "张三"}]}, {"线索": [*BARE, "反映人"]})
    imported(changed)
    found.refresh_from_db()
    assert (found.employer_said, found.persons, found.sector, found.project_said) == (
        "河南宏达建设有限公司",
        5,
        "other",
        "",
    )
    assert found.employer is not None and found.employer.name == "河南宏达建设有限公司"
    assert NOTE not in found.notes


def test_a_stated_value_is_never_overwritten(people: Any, tmp_path: Path) -> None:
    stated = clue("T-2", 涉及人数=3, 地点="城关镇", 来信内容=TEXT)
    done = imported(workbook(tmp_path / "a.xlsx", {"线索": [stated]}))
    found = Clue.objects.get(external_number="T-2")
    assert (found.persons, found.place, found.employer_said) == (3, "城关镇", stated["用人单位"])
    assert done["read_from_text"] == 1 and found.notes[NOTE]["held"] == ["amount_fen"]
    later = workbook(tmp_path / "b.xlsx", {"线索": [stated | {"项目名称": "另一个工地", "欠薪金额(元)": 500}]})
    assert imported(later)["updated"] == 1
    found.refresh_from_db()
    assert (found.project_said, found.amount_fen) == ("另一个工地", 50_000)  # what a file states puts the reading right
    assert not {"project", "amount_fen"} & {*found.notes[NOTE]["filled"], *found.notes[NOTE]["held"]}


def test_without_such_a_column_blank_means_not_stated(people: Any, tmp_path: Path) -> None:
    rows = [clue("T-3", 诉求=TEXT), clue("T-4", 诉求="还我工资", 用人单位=""), clue("T-5", 诉求=TEXT, 用人单位="")]
    done = imported(workbook(tmp_path / "a.xlsx", {"线索": rows}))
    assert (done["created"], done["rejected"], done["read_from_text"]) == (2, 1, 1)
    said, found = Clue.objects.get(external_number="T-3"), Clue.objects.get(external_number="T-5")
    assert (said.project_said, said.owed_from, said.sector, said.notes) == ("", "", "other", {})
    assert found.notes[NOTE] == {"heading": "诉求", "filled": ["employer"], "held": []}
    assert (found.project_said, found.persons) == ("", None)
    assert done["errors"][0]["column"] == "用人单位"


def test_a_message_without_a_name_is_no_reason_to_send_it_back(people: Any, tmp_path: Path) -> None:
    rows = [MESSAGE | {"工单内容": "老板欠我工资不给", "外部编号": str(n)} for n in range(2)]
    done = imported(workbook(tmp_path / "a.xlsx", {"线索": rows}, {"线索": BARE}), "--region", "410721")
    assert (done["created"], done["rejected"]) == (2, 0)
    assert set(Clue.objects.values_list("employer_said", flat=True)) == {"不详"}


def test_what_was_only_read_does_not_leave_the_house_as_stated(people: Any, tmp_path: Path) -> None:
    imported(workbook(tmp_path / "a.xlsx", {"线索": [MESSAGE]}, {"线索": BARE}))
    out = tmp_path / "out.xlsx"
    command("export_ledger", out)
    before = Clue.objects.values().get()
    done = command("import_ledger", out)
    assert (done["线索"]["unchanged"], done["线索"]["updated"]) == (1, 0)
    assert Clue.objects.values().get() == before


def test_a_whole_ledger_is_history_and_is_not_read(people: Any, tmp_path: Path) -> None:
    done = command("import_ledger", workbook(tmp_path / "a.xlsx", {"线索": [clue("T-6", 内容=TEXT)]}))
    assert done["线索"]["read_from_text"] == 0
    assert Clue.objects.get().owed_from == ""
