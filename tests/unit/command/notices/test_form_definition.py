"""The winter notice's annex, read from any kind of file, is the form that the house fills in (winter_2023.yaml)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from pypdf import PdfReader

import nuanxin.command.reporting.forms as house_forms
from nuanxin.command.notices.file_reading import read_notice
from nuanxin.command.notices.forms.definition import as_yaml, faults, form_definition, open_questions
from nuanxin.command.notices.reading import read_text
from nuanxin.command.reporting.forms.loading import built
from nuanxin.command.reporting.forms.loading import read_text as read_reported
from tests.unit.command.notices import winter_annex

HOUSE = yaml.safe_load((Path(house_forms.__file__).parent / "winter_2023.yaml").read_text(encoding="utf-8"))
KINDS = {"tabs.txt": winter_annex.as_tabs, "blanks.txt": winter_annex.as_blanks, "w.docx": winter_annex.as_word, "p.pdf": winter_annex.as_pdf, "lines.pdf": winter_annex.as_pdf_with_lines}  # fmt: skip


def read(path: Path) -> dict[str, Any]:
    if path.suffix == ".pdf" and "附件" not in PdfReader(path).pages[0].extract_text():
        pytest.skip("本机没有中文字体，PDF 中没有汉字")
    [form] = read_notice(path)["forms"]
    return form_definition(form, key="winter", version="2023-11", source="新农工办〔2023〕6号 附件")


def by_place(definition: dict[str, Any]) -> dict[str, Any]:
    """What the paper says, without the names that a person gives to rows and figures."""
    rows = definition["rows"]
    place = {key: index for index, key in enumerate(rows)}
    figures = [list((item.get("fields") or {"": item.get("unit")}).items()) for item in definition["items"].values()]
    return {
        "head": [
            definition[k] for k in ("title", "stub", "header", "footer", "items_title", "remarks_title", "remarks")
        ],
        "rows": [(row["number"], row["name"], [place[part] for part in row.get("sums", [])]) for row in rows.values()],
        "columns": {
            n: (c["heads"], c["unit"], c.get("decimals", 0), c.get("of")) for n, c in definition["columns"].items()
        },
        "items": figures,
        "lines": [re.sub(r"\{[a-z_.]+\}", "＿", line) for line in definition["lines"]],
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_winter_annex_is_the_form_of_the_house(tmp_path: Path, kind: str) -> None:
    make: Callable[[Path], Path] = KINDS[kind]
    definition = read(make(tmp_path / kind))
    assert by_place(definition) == by_place(HOUSE)
    assert faults(definition) == []
    assert open_questions(definition) == []
    assert definition.keys() == HOUSE.keys() - {"checks"}


def test_the_reporting_room_takes_it_as_a_form_to_be_typed(tmp_path: Path) -> None:
    """What the paper says is enough for a form whose figures the units type in; the usual checks come with it."""
    form = built(read(winter_annex.as_tabs(tmp_path / "a.txt")), "通知中的报表")
    house = built(HOUSE, "winter_2023")
    assert len(form.entered_cells) == 3 * 14 + len(house.item_units) == len(list(house.cells))
    assert [form.unit_of(f"total.{n}") for n in form.columns] == [house.unit_of(f"total.{n}") for n in house.columns]
    assert {check.rule for check in form.checks} >= {"total_is_sum", "part_within_whole"}
    assert read_reported(as_yaml(read(winter_annex.as_tabs(tmp_path / "a.txt"))), "winter.yaml") == form


def test_every_figure_of_a_line_stands_where_its_blank_stood(tmp_path: Path) -> None:
    definition = read(winter_annex.as_tabs(tmp_path / "a.txt"))
    names = [name for line in definition["lines"] for name in re.findall(r"\{([a-z_.]+)\}", line)]
    house = [name for line in HOUSE["lines"] for name in re.findall(r"\{([a-z_.]+)\}", line)]
    units = {f"{k}.{f}": u for k, i in definition["items"].items() for f, u in i.get("fields", {}).items()}
    units |= {k: i["unit"] for k, i in definition["items"].items() if "unit" in i}
    house_units = {f"{k}.{f}": u for k, i in HOUSE["items"].items() for f, u in i.get("fields", {}).items()}
    house_units |= {k: i["unit"] for k, i in HOUSE["items"].items() if "unit" in i}
    assert [units[name] for name in names] == [house_units[name] for name in house]
    assert len(set(names)) == len(names)


LIST = """关于报送名册的通知

附件

欠薪企业登记表

序号\t企业名称\t欠薪人数（人）\t其中：女性（人）\t欠薪金额
1\t\t\t\t
2\t\t\t\t

1.已解决{x}____件，共____。
"""


def test_what_the_paper_leaves_open_is_asked_and_not_invented() -> None:
    [form] = read_text(LIST)["forms"]
    definition = form_definition(form, key="list", version="1", source="")
    assert faults(definition) == []
    assert [c.get("unit") for c in definition["columns"].values()] == [None, "人", "人", None]
    assert open_questions(definition) == [
        "第1列“企业名称”没有写明单位",
        "第4列“欠薪金额”没有写明单位",
        "“已解决｛x｝”后面的空没有写明单位",
        "没有读到固定的行，像是逐条登记的表，不是统计表",
    ]


def test_more_levels_of_heads_than_a_form_has_are_written_in_one() -> None:
    column = {"number": 1, "heading": "a/b/c/d/e", "unit": "件", "heads": list("abcde")}
    definition = form_definition(
        {"title": "表", "columns": [column], "rows": ["合计", "其他"]}, key="a", version="1", source=""
    )
    assert definition["columns"]["1"]["heads"] == ["a/b", "c", "d", "e"]


def test_a_wrong_shape_is_named() -> None:
    definition = form_definition({"title": "表", "rows": ["合计", "其他"]}, key="a", version="1", source="")
    definition["rows"]["total"]["sums"].append("nothing")
    definition["lines"].append("1.{nobody}件")
    assert faults(definition) == ["rows.total：没有行 nothing", "lines：没有数据项 nobody"]
    assert faults({}) and faults(definition | {"more": 1}) == ["不认识“more”"]
