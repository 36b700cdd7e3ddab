"""`load_wages` and `monitor` from the command line: what they print, how they refuse."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command

from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.register.models import MonitoredProject
from tests.conftest import People
from tests.engines import twin
from tests.engines.test_indicators import AS_OF, FIRST, LAST, handed_in, invented

SPAN = ("--from", f"{FIRST:%Y-%m}", "--to", f"{LAST:%Y-%m}", "--as-of", str(AS_OF))


def said(*call: Any) -> dict[str, Any]:
    out = io.StringIO()
    call_command(*map(str, call), "--json", stdout=out, stderr=io.StringIO())
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


@pytest.fixture
def tables(tmp_path: Path, settings: Any) -> dict[str, list[dict[str, Any]]]:
    settings.NUANXIN_WAGES = tmp_path / "house"
    made = invented(5)
    made["projects"][0]["region_code"] = "410724"
    (tmp_path / "in").mkdir()
    handed_in(made, tmp_path / "in")
    return made


def test_loaded_and_monitored(tables: dict[str, list[dict[str, Any]]], tmp_path: Path, regions: None) -> None:
    loaded = said("load_wages", tmp_path / "in")
    assert loaded["loaded"] and loaded["rows"] == {name: len(rows) for name, rows in tables.items()}
    answer = said("monitor", *SPAN, "--out", tmp_path / "out")
    slow = twin.indicators(tables, FIRST, LAST, AS_OF)
    assert answer["indicators"] == {
        key: {
            "project_months": len(rows),
            "workers": sum(workers for workers, _ in rows.values()),
            "amount_fen": sum(fen for _, fen in rows.values()),
        }
        for key, rows in slow.items()
    }
    assert answer["project_months"] == len(twin.asked_months(tables, FIRST, LAST))
    graded = pq.read_table(tmp_path / "out" / "risk.parquet").to_pylist()
    assert sum(answer["grades"].values()) == answer["project_months"]
    assert Counter(row["grade"] for row in graded if row["grade"] != "none") == Counter(
        {grade: n for grade, n in answer["grades"].items() if grade != "none" and n}
    )
    rows = pq.read_table(tmp_path / "out" / "indicators.parquet").to_pylist()
    assert len(rows) == sum(len(found) for found in slow.values())


def test_a_run_of_today_raises_what_somebody_answers_for(tables: Any, tmp_path: Path, people: People) -> None:
    said("load_wages", tmp_path / "in")
    asked = said("monitor", *SPAN)
    assert "warnings" not in asked and not MonitoredProject.objects.exists()
    told = said("monitor", "--from", "2023-12", "--to", "2024-01")
    assert MonitoredProject.objects.count() == len(tables["projects"])
    assert told["warnings"]["raised"] == 0 < told["warnings"]["without_rules"]


def test_a_region_is_itself_and_all_below(tables: Any, tmp_path: Path, regions: None) -> None:
    said("load_wages", tmp_path / "in")
    county, city = (said("monitor", *SPAN, "--region", code)["project_months"] for code in ("410724", "410700"))
    assert 0 < county < city == said("monitor", *SPAN)["project_months"]


def test_nothing_loaded_yet_is_nothing(settings: Any, tmp_path: Path) -> None:
    settings.NUANXIN_WAGES = tmp_path / "empty"
    answer = said("monitor", *SPAN)
    assert answer["project_months"] == 0
    assert list(answer["indicators"]) == [one.key for one in INDICATORS]
    assert all(sums == {"project_months": 0, "workers": 0, "amount_fen": 0} for sums in answer["indicators"].values())


def test_refused_whole_with_reasons(tables: Any, tmp_path: Path) -> None:
    said("load_wages", tmp_path / "in")
    with (tmp_path / "in" / "payroll.csv").open("a", encoding="utf-8") as file:
        file.write("P0,W0,2024-06,2024-07-15,-5,,0,,,\nP9,W0,2024-06,2024-07-15,600000,,0,,,\n")
    refused = said("load_wages", tmp_path / "in")
    assert refused["loaded"] is False
    assert {(one["column"], one["rows"]) for one in refused["rejected"]} >= {("应发（分）", 1), ("项目编号", 1)}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (("load_wages", "no-such-folder"), "没有文件夹"),
        (("monitor", "--from", "2024-04", "--to", "2024-01"), "早于2024-04"),
        (("monitor", "--from", "2024-01", "--to", "2024-02", "--region", "999999"), "没有区划代码"),
    ],
)
def test_a_wrong_call_is_told(call: tuple[str, ...], says: str, regions: None) -> None:
    with pytest.raises(CommandError, match=says) as wrong:
        call_command(*call)
    assert wrong.value.returncode == 2
