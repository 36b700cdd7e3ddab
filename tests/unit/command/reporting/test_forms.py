"""Forms as data: a slip in a file is refused with file and key; heads merge as printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuanxin.command.reporting.forms.loading import FOLDER, form, known_forms, read_form
from nuanxin.command.reporting.forms.sheet import HeadCell, head_cells
from nuanxin.foundation.common.errors import BadInput

WINTER = (FOLDER / "winter_2023.yaml").read_text(encoding="utf-8")


def test_every_form_loads_and_knows_its_source() -> None:
    assert known_forms() == ["winter_2023"]
    winter = form()
    assert (winter.source, list(winter.columns)) == ("新农工办〔2023〕6号 附件", [str(n) for n in range(1, 15)])
    assert (winter.total_row, winter.counted_rows) == ("total", ["construction", "manufacturing", "other"])
    assert len(winter.lines) == 7


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('counts: solved_filed}', 'counts: solved_somehow}', "columns.4.counts"),
        ('of: "8"', 'of: "15"', "columns.9.of：没有第15列"),
        ("{listed}", "{unlisted}", "没有数据项 unlisted"),
        ('columns: ["14", "13"]', 'columns: ["14", "31"]', "checks.a.crim：没有第31列"),
        ("severity: hard, rule: total_is_sum", "severity: fatal, rule: total_is_sum", "checks.0.severity"),
        ("annex: 附件", "anex: 附件", "anex"),
        ("key: winter_2023", "key: winter_2023\nkey: again", "写了两次"),
        ("rows:\n", "rows: [\n", "不是有效的 YAML"),
        ("unit: 户}", "fields: {}}", "items.published_employers"),
        ("sums: [construction,", "sums: [contruction,", "rows.total.sums"),
    ],
)  # fmt: skip
def test_a_slip_names_file_and_key(before: str, after: str, said: str, tmp_path: Path) -> None:
    assert before in WINTER
    path = tmp_path / "winter_2023.yaml"
    path.write_text(WINTER.replace(before, after), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_form(path)
    assert "winter_2023.yaml" in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize("key", ["summer_2031", "../winter_2023", ""])
def test_an_unknown_form_is_said(key: str) -> None:
    with pytest.raises(BadInput, match="可用的报表：winter_2023"):
        form(key)


def test_settings_take_their_defaults_and_refuse_the_unknown() -> None:
    assert form().chosen({"period": "period"}) == {
        "period": "period", "other_ways": "outside", "new_forms": "memo", "clearing": "unset",
    }  # fmt: skip
    with pytest.raises(ValueError, match="没有“both”这个选项"):
        form().chosen({"other_ways": "both"})


def test_heads_cover_every_place_once() -> None:
    cells = head_cells(form())
    covered = [
        (cell.line + y, cell.column + x) for cell in cells for y in range(cell.lines) for x in range(cell.columns)
    ]
    assert sorted(covered) == [(line, column) for line in range(3) for column in range(16)]
    assert HeadCell(1, 5, 1, 2, "解决欠薪问题数量") in cells
    assert HeadCell(1, 2, 2, 1, "用人单位户数(户)") in cells
