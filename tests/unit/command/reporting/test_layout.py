"""The blank Excel sheet of a form becomes its definition: our own sheets come back as they are; what is no form is said."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from nuanxin.command.notices.forms.definition import form_definition
from nuanxin.command.reporting.forms.figures import FilledForm, with_total
from nuanxin.command.reporting.forms.layout import form_layout
from nuanxin.command.reporting.forms.loading import built, form, read_text
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.workbook import workbook_bytes
from nuanxin.foundation.common.errors import BadInput
from tests.unit.command.reporting.test_any_form import TEXT


def blank(of: Form) -> bytes:
    plain = [number for number in of.columns if number not in of.added_columns]
    rows = with_total(of, {row: dict.fromkeys(plain, 0) for row in of.counted_rows})
    day = date(2024, 1, 1)
    settings = of.chosen({})
    return workbook_bytes(FilledForm(of, "410721", day, day, day, rows, dict.fromkeys(of.item_units, 0), settings))


@pytest.mark.parametrize("of", [form(), read_text(TEXT, "services")], ids=["winter", "services"])
def test_our_own_sheet_comes_back(of: Form) -> None:
    read = built(form_layout(blank(of), key="again", version="1", source="来文"), "布局")
    assert (read.title, read.annex, read.stub, read.header) == (of.title, of.annex, of.stub, of.header)
    assert [column.heads for column in read.columns.values()] == [column.heads for column in of.columns.values()]
    assert [(row.name, row.number) for row in read.rows.values()] == [
        (row.name, row.number) for row in of.rows.values()
    ]
    assert read.rows["total"].sums == [key for key in read.rows if key != "total"]
    assert [column.unit for column in read.columns.values()] == [column.unit or "场" for column in of.columns.values()]
    assert [bool(column.of) for column in read.columns.values()] == [bool(column.of) for column in of.columns.values()]
    assert not any(read.source_of(cell).counts for cell in read.cells)


def sheet(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a workbook", "不是能读的 Excel"),
        (b"0" * (3 * 2**20), "超过2MB"),
        (sheet(["名单"], ["姓名", "电话"]), "没有找到列号那一行"),
        (sheet(["表"], ["", "", "甲（件）", "乙（件）"], ["项目", "序号", 1, 2], ["说明"]), "没有带序号的行"),
    ],
    ids=["rubbish", "large", "list", "rows"],
)
def test_what_is_no_blank_form_is_said(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        form_layout(content, key="x", version="1", source="")


def test_a_form_read_from_a_notice_is_taken_as_it_is() -> None:
    """What the room of notices makes of a blank form is a definition here, without a word of Python in between."""
    read = {
        "title": "春暖行动情况统计表",
        "rows": ["合计", "送岗位", "送温暖"],
        "columns": [
            {"number": 1, "heading": "活动/场次", "heads": ["活动", "场次（场）"], "unit": "场"},
            {"number": 2, "heading": "活动/其中：线上", "heads": ["活动", "其中：线上（场）"], "unit": "场"},
            {"number": 3, "heading": "人数", "heads": ["服务人数（万人）"], "unit": "万人"},
        ],
        "items": [{"number": 1, "text": "走访慰问", "line": "1.走访慰问____人，发放慰问金____万元；"}],
    }
    of = built(form_definition(read, key="spring", version="1", source="来文"), "通知")
    assert of.rows["total"].sums == ["row_a", "row_b"] and of.columns["2"].of == "1"
    assert len(of.entered_cells) == 2 * 3 + 2 and {of.unit_of(cell) for cell in of.item_units} == {"人", "万元"}
