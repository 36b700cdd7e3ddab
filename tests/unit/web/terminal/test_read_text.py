"""`read_text` and `train_reader` from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reading.region_names import RegionNames
from nuanxin.web.terminal.management.commands.read_text import Command
from tests.conftest import TODAY, People
from tests.unit.rights.intake.clues import a_clue

TEXT = "我们20多名农民工2023年3月至6月在新乡市红旗区滨江花园项目工地干活，楚湖建筑公司拖欠我们工资三十六万五千元"
FIELDS = {
    "id", "is_wage_arrears", "score", "sector", "persons", "amount_fen", "period", "place", "region_code", "respondent",
    "project", "right_channel", "group", "flags", "evidence",
}  # fmt: skip


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_one_text_on_standard_input(monkeypatch: Any, regions: None) -> None:
    monkeypatch.setattr("sys.stdin", _Input(TEXT.encode()))
    out = io.StringIO()
    call_command("read_text", "--time", "2024-01-05", "--json", stdout=out)
    read = json.loads(out.getvalue())
    assert set(read) >= FIELDS
    assert (read["persons"], read["amount_fen"], read["period"]) == (20, 36_500_000, ["2023-03", "2023-06"])
    assert (read["region_code"], read["group"], read["right_channel"]) == ("410702", True, "labour_inspection")
    assert TEXT[slice(*read["evidence"]["amount_fen"])] == "三十六万五千元"


def test_for_people_it_says_the_same_in_words(monkeypatch: Any, regions: None) -> None:
    monkeypatch.setattr("sys.stdin", _Input(TEXT.encode()))
    out = io.StringIO()
    call_command("read_text", "--time", "2024-01-05", stdout=out)
    assert "人数：20 人以上" in out.getvalue()
    assert "金额：365,000.00 元" in out.getvalue()


def test_a_file_line_by_line_broken_lines_named_the_rest_done(tmp_path: Path, regions: None) -> None:
    lines = [
        json.dumps({"id": 7, "topic": "投诉", "text": TEXT, "time": "2024/1/5 8:00"}),
        "{broken",
        "",
        '{"id":1,"text":5}',
        "[]",
    ]
    lines.append(json.dumps({"id": "b", "text": "建议增设长椅"}))
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    command = Command(stdout=out, stderr=err)
    call_command(command, "--jsonl", str(tmp_path / "in.jsonl"), "--json")
    read = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [one["id"] for one in read] == [7, "b"]
    assert [one["is_wage_arrears"] for one in read] == [True, False]
    assert [f"第 {number} 行" in err.getvalue() for number in (1, 2, 4, 5, 6)] == [False, True, True, True, False]
    assert command.exit_code == 2


def test_nothing_to_read_is_refused(monkeypatch: Any, tmp_path: Path, regions: None) -> None:
    monkeypatch.setattr("sys.stdin", _Input(b" \n"))
    with pytest.raises(CommandError, match="没有文字"):
        call_command("read_text", stdout=io.StringIO())
    with pytest.raises(CommandError, match="打不开文件"):
        call_command("read_text", "--jsonl", str(tmp_path / "none.jsonl"), stdout=io.StringIO())


def test_places_become_codes_only_where_no_guess_is_needed(regions: None) -> None:
    names = RegionNames.builtin_or_stored()
    assert names.code_of("新乡市红旗区") == "410702"
    assert names.code_of("住在新乡市新乡县某镇") == "410721"
    assert names.code_of("A市A3区") is None
    assert names.code_of("") is None


def test_a_small_ledger_does_not_train_and_a_larger_one_does(people: People, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="文本太少"):
        call_command("train_reader", str(tmp_path / "m.json"), stdout=io.StringIO())
    clue = a_clue(people.owner)
    rows = []
    for n in range(80):
        owed = n % 2 == 0
        clue.pk, clue.number, clue.receipt_code, clue.external_number = None, f"X{n}", f"R{n:08}", f"E{n}"
        clue.demand = f"第{n}批挑花钱到现在还没有给我们绣娘" if owed else f"第{n}栋楼下的垃圾好多天没人清运"
        clue.conclusion = Conclusion.COORDINATED if owed else Conclusion.NOT_WAGES
        clue.closed_on = TODAY
        rows.append(
            Clue(
                **{
                    field.attname: getattr(clue, field.attname)
                    for field in Clue._meta.concrete_fields
                    if field.attname != "id"
                }
            )
        )
    Clue.objects.bulk_create(rows)
    out = io.StringIO()
    call_command("train_reader", str(tmp_path / "m.json"), "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["lessons"] == 80
    assert answer["model_f1"] > answer["rules_f1"]
    assert (tmp_path / "m.json").exists()
