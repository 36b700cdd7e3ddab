"""Real messages of citizens go in without loss. They lie beside the checkout, never in it; skipped where absent."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nuanxin.rights.intake.models import Clue
from tests.unit.command.ledger.workbooks import command, workbook

pytestmark = pytest.mark.django_db


def messages() -> Path | None:
    for folder in Path(__file__).resolve().parents:
        found = folder / "shared" / "data" / "complaints_dev.csv"
        if found.is_file():
            return found
    return None


def test_every_message_is_a_clue_with_its_whole_text(people, tmp_path: Path) -> None:
    path = messages()
    if path is None:
        pytest.skip("shared/data/complaints_dev.csv is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    rows = [
        {
            "外部编号": f"M{row['id']}-{row['source']}",
            "渠道": "网络平台",
            "收到日期": row["time"].split()[0],
            "用人单位": row["respondent"] or "不详",
            "项目名称": row["project"],
            "地点": row["place"],
            "诉求": row["text"],
            "标题": row["topic"],
        }
        for row in told
    ]
    book = workbook(tmp_path / "a.xlsx", {"线索": rows})
    done = command("import_clues", book, "--region", "410721")
    assert done["errors"] == [] and done["created"] == done["read"] == len(told)
    kept = {c.external_number: c for c in Clue.objects.all()}
    for row in rows:
        assert kept[row["外部编号"]].demand == row["诉求"].replace("\r\n", "\n").strip()
        assert kept[row["外部编号"]].notes.get("标题", "") == row["标题"].strip()
    assert command("import_clues", book, "--region", "410721")["unchanged"] == len(told)
