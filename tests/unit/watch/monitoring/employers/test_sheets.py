"""A sheet from the template to the warehouse: faults by row, a draft, a confirmation, a correction; official files stand."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.conf import settings

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.warehouse.keeping import files_of, what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet
from nuanxin.watch.monitoring.employers.sheets.columns import COLUMNS, SHEET
from nuanxin.watch.monitoring.employers.sheets.comparing import preview
from nuanxin.watch.monitoring.employers.sheets.figures import figures_for, usual_due_day
from nuanxin.watch.monitoring.employers.sheets.handing import hand_over, standing, warehouse_id
from nuanxin.watch.monitoring.employers.sheets.reading import read_sheet
from nuanxin.watch.monitoring.employers.sheets.submitting import confirm_sheet, drop_draft, keep_draft
from nuanxin.watch.monitoring.employers.sheets.workbook import template_workbook
from tests.conftest import TODAY
from tests.employer_scene import BOSS, CLERK, DUE, MONTH, OTHER, RIVAL, Firms, as_csv, worker_row

pytestmark = pytest.mark.django_db
OnCommit = Callable[..., Any]


def draft(firms: Firms, *rows: dict[str, str], phone: str = CLERK, month: Month = MONTH, due: date = DUE) -> WageSheet:
    return keep_draft(
        project=firms.site, month=month, due_on=due, content=as_csv(*rows), file_name="十二月.csv",
        by=firms.caller(phone), on=TODAY,
    )  # fmt: skip


def rows_of(table: str) -> list[dict[str, Any]]:
    home = Path(settings.NUANXIN_WAGES)
    return [row for path in files_of(home, what_holds(home), table) for row in pq.read_table(path).to_pylist()]


def test_the_template_says_its_formulas_and_reads_back(firms: Firms) -> None:
    figures = figures_for(firms.site, MONTH)
    known = [{"name": "张三", "id_number": "410721199001010011", "pay": "日", "rate_fen": 300.0}]
    content = template_workbook(project="和谐苑一期", figures=figures, known=known)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    at = {cell.value.rstrip("*"): cell.column_letter for cell in sheet[1] if cell.value}
    assert len(at) == len(COLUMNS) + 31
    assert sheet[f"{at['姓名']}2"].value == "张三"
    overtime = sheet[f"{at['加班工资（元）']}2"].value
    assert "/174" in overtime and "/8" in overtime and "1.5*" in overtime and "3*" in overtime
    assert "低于最低工资2000元" in sheet[f"{at['自查']}2"].value and "36" in sheet[f"{at['自查']}2"].value
    assert book["日历"]["C3"].value == "休" and book["日历"]["B3"].value == "工"  # 2023-12-02 is a Saturday
    assert any("20.83" in str(row[1].value) for row in book["填表说明"].iter_rows())
    with pytest.raises(BadInput, match="没有填写任何工人"):
        read_sheet(template_workbook(project="x", figures=figures), "x.xlsx", MONTH)


def test_a_filled_workbook_is_read_like_a_csv(firms: Firms) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(project="x", figures=figures_for(firms.site, MONTH))))
    sheet = book[SHEET]
    given = worker_row(1)
    at = {column.heading: column.key for column in COLUMNS}
    for cell in sheet[1]:
        key = at.get(str(cell.value).rstrip("*"), str(cell.value))
        said = given.get(key)
        if said:
            target = sheet.cell(2, cell.column)
            target.value = float(said) if key.endswith(("_fen", "日")) else said
    stream = io.BytesIO()
    book.save(stream)
    (line,) = read_sheet(stream.getvalue(), "x.xlsx", MONTH).lines
    (other,) = read_sheet(as_csv(given), "x.csv", MONTH).lines
    assert line == other
    assert read_sheet(as_csv(given, encoding="gb18030"), "x.csv", MONTH).lines == (other,)
    assert (line.days, line.hours, line.due_fen) == (21, Decimal(168), 6300_00)


def test_every_fault_has_row_column_and_remedy(firms: Firms) -> None:
    rows = [
        worker_row(1, id_number="410721199001010019", rate_fen="三百", phone=""),
        worker_row(2, pay="周", paid_on="昨天"),
        worker_row(3, due_fen="6301", **{"4日": "25", "31日": "x"}),
        worker_row(4),
        worker_row(4, name="同号"),
        worker_row(5, due_fen="-1"),
    ]
    with pytest.raises(BadInput) as wrong:
        draft(firms, *rows)
    told = {(fault.row, fault.column) for fault in wrong.value.faults}
    assert told == {
        (2, "证件号码"), (2, "工资标准（元）"), (2, "联系电话"), (3, "计薪方式"), (3, "支付日期"),
        (4, "4日"), (4, "31日"), (6, "证件号码"), (7, "应发合计（元）"),
    }  # fmt: skip
    assert not WageSheet.objects.exists() and not WageLine.objects.exists()
    with pytest.raises(BadInput, match="应发合计写的是6,301"):
        draft(firms, worker_row(3, due_fen="6301", net_fen="6301"))


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "空"),
        (b"PK\x03\x04broken", "a.xlsx", "Excel"),
        (b"\xd0\xcf\x11\xe0old", "a.xls", "xls"),
        (b"%PDF-1.4", "a.pdf", "xlsx"),
        ("姓名,电话\n张三,1".encode(), "a.csv", "缺少这一列"),
        (b"\xff\xfe\x00", "a.csv", "编码"),
    ],
)
def test_what_is_no_sheet_is_refused_whole(firms: Firms, content: bytes, name: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_sheet(content, name, MONTH)


def test_only_its_clerks_hand_in_for_a_project(firms: Firms) -> None:
    for phone in (OTHER, RIVAL):
        with pytest.raises(NotAllowed):
            draft(firms, worker_row(1), phone=phone)
    sheet = draft(firms, worker_row(1), phone=BOSS)
    with pytest.raises(NotAllowed):
        confirm_sheet(sheet=sheet, by=firms.caller(OTHER), on=TODAY)
    with pytest.raises(NotAllowed):
        drop_draft(sheet=sheet, by=firms.caller(RIVAL))


def test_month_and_pay_day_must_fit(firms: Firms) -> None:
    with pytest.raises(BadInput, match="还没有到"):
        draft(firms, worker_row(1), month=Month(2024, 2), due=date(2024, 2, 15))
    with pytest.raises(BadInput, match="应发日期"):
        draft(firms, worker_row(1), due=date(2024, 2, 1))
    assert usual_due_day(firms.site, MONTH) == DUE
    assert usual_due_day(firms.site, Month(2023, 11)) == date(2023, 12, 15)
    assert usual_due_day(firms.site, Month(2024, 5)) == date(
        2024, 6, 14
    )  # the 15th is a Saturday: earlier, never later


def test_confirmed_it_stands_in_the_warehouse(firms: Firms, django_capture_on_commit_callbacks: OnCommit) -> None:
    sheet = draft(firms, worker_row(1), worker_row(2, paid_fen="0", paid_on="", voucher=""))
    assert (sheet.workers, sheet.due_fen, sheet.paid_fen, sheet.warned) == (2, 12600_00, 6300_00, 1)
    with django_capture_on_commit_callbacks(execute=True):
        confirm_sheet(sheet=sheet, by=firms.caller(CLERK), on=TODAY)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.handed) == ("submitted", "loaded")
    pay = rows_of("payroll")
    assert {(row["project_id"], row["amount_due_fen"], row["amount_paid_fen"]) for row in pay} == {
        ("HX1A", 6300_00, 6300_00), ("HX1A", 6300_00, 0),
    }  # fmt: skip
    assert {(row["days"], row["hours"]) for row in rows_of("attendance_months")} == {(21, 168.0)}
    assert all("4107" not in str(row) for row in rows_of("workers"))  # no identity number leaves the vault
    with pytest.raises(Refusal):
        confirm_sheet(sheet=sheet, by=firms.caller(CLERK), on=TODAY)


def test_a_correction_is_a_new_sheet(firms: Firms, django_capture_on_commit_callbacks: OnCommit) -> None:
    for rows in ([worker_row(1, paid_fen="0", paid_on="", voucher="")], [worker_row(1), worker_row(2)]):
        with django_capture_on_commit_callbacks(execute=True):
            confirm_sheet(sheet=draft(firms, *rows), by=firms.caller(CLERK), on=TODAY)
    first, second = WageSheet.objects.order_by("pk")
    assert (first.state, second.state, second.corrects_id, second.handed) == (
        "replaced",
        "submitted",
        first.pk,
        "loaded",
    )
    assert sorted(row["amount_paid_fen"] for row in rows_of("payroll")) == [6300_00, 6300_00]
    assert first.lines.count() == 1


def official(tmp_path: Path, paid: int) -> None:
    """The county loads its own file of the same project and month, with a deposit and a roster of its own."""
    folder = tmp_path / f"official-{paid}"
    folder.mkdir()
    tables = {
        "projects": ["project_id,name,region_code,general_contractor,starts_on", "HX1A,和谐苑一期,410721,某公司,2023-01-01"],
        "workers": ["project_id,worker_id,name,card", "HX1A,A7,工人1,6222000000000001"],
        "attendance": ["project_id,worker_id,on,hours", "HX1A,A7,2023-12-04,8"],
        "payroll": [
            "project_id,worker_id,month,due_on,amount_due_fen,paid_on,amount_paid_fen,card",
            f"HX1A,A7,2023-12,2024-01-15,630000,,{paid},",
        ],
        "deposits": ["project_id,kind,amount_fen,valid_to", "HX1A,cash,100,2025-01-01"],
    }  # fmt: skip
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    assert not load_wages(folder, Path(settings.NUANXIN_WAGES)).refused


def test_an_official_month_is_never_written_over(
    firms: Firms, tmp_path: Path, django_capture_on_commit_callbacks: OnCommit
) -> None:
    official(tmp_path, 0)
    with django_capture_on_commit_callbacks(execute=True):
        confirm_sheet(sheet=draft(firms, worker_row(1)), by=firms.caller(CLERK), on=TODAY)
    sheet = WageSheet.objects.get()
    assert sheet.handed == "beside" and "官方" in sheet.handed_note
    assert [row["worker_id"] for row in rows_of("payroll")] == ["A7"]


def test_an_official_file_that_came_after_ours_stands_too(
    firms: Firms, tmp_path: Path, django_capture_on_commit_callbacks: OnCommit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        confirm_sheet(sheet=draft(firms, worker_row(1)), by=firms.caller(CLERK), on=TODAY)
    official(tmp_path, 100)
    with django_capture_on_commit_callbacks(execute=True):
        confirm_sheet(sheet=draft(firms, worker_row(1), worker_row(2)), by=firms.caller(CLERK), on=TODAY)
    assert WageSheet.objects.latest("pk").handed == "beside"
    assert [row["amount_paid_fen"] for row in rows_of("payroll")] == [100]


def test_other_months_roster_and_deposits_stay(
    firms: Firms, tmp_path: Path, django_capture_on_commit_callbacks: OnCommit
) -> None:
    official(tmp_path, 0)
    november = worker_row(
        1, **{f"{day}日": "" for day in range(1, 32)}, base_fen="300", due_fen="300", net_fen="300", paid_fen="300"
    )
    november["1日"] = "8"
    with django_capture_on_commit_callbacks(execute=True):
        sheet = draft(firms, november, month=Month(2023, 11), due=date(2023, 12, 15))
        confirm_sheet(sheet=sheet, by=firms.caller(CLERK), on=TODAY)
    assert WageSheet.objects.get().handed == "loaded"
    assert {(row["worker_id"], str(row["month"])) for row in rows_of("payroll")} == {
        ("A7", "2023-12-01"),
        ("A7", "2023-11-01"),
    }
    assert len(rows_of("deposits")) == 1 and len(rows_of("workers")) == 1
    assert [str(row["starts_on"]) for row in rows_of("projects")] == ["2023-01-01"]


def test_handed_over_once(firms: Firms, django_capture_on_commit_callbacks: OnCommit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        confirm_sheet(sheet=draft(firms, worker_row(1)), by=firms.caller(CLERK), on=TODAY)
    before = what_holds(Path(settings.NUANXIN_WAGES)).version
    hand_over(sheet=WageSheet.objects.get())
    assert what_holds(Path(settings.NUANXIN_WAGES)).version == before
    home = Path(settings.NUANXIN_WAGES)
    assert standing(home, warehouse_id(firms.site), MONTH.first_day).digest == WageSheet.objects.get().handed_digest


def test_the_preview_compares_with_the_month_before(firms: Firms, django_capture_on_commit_callbacks: OnCommit) -> None:
    short = {f"{day}日": "" for day in (30, 31)}
    with django_capture_on_commit_callbacks(execute=True):
        earlier = [worker_row(1, **short), worker_row(2, **short)]
        confirm_sheet(
            sheet=draft(firms, *earlier, month=Month(2023, 11), due=date(2023, 12, 15)),
            by=firms.caller(CLERK),
            on=TODAY,
        )
    raised = worker_row(1, rate_fen="320", base_fen="6720", due_fen="6720", net_fen="6720", paid_fen="6720")
    seen = preview(draft(firms, raised, worker_row(3, paid_fen="6000", card="6222000000000001")))
    assert (seen.workers, seen.due_fen, seen.owed_fen, seen.owed_workers) == (2, 13020_00, 300_00, 1)
    assert (seen.came, seen.went) == (("工人3",), ("工人2",))
    assert [(one.name, one.by_fen) for one in seen.changes] == [("工人1", 420_00)]
    assert {key: count for key, _, count in seen.warnings} == {"unpaid": 1, "shared_card": 2}


def test_five_thousand_workers_within_two_minutes(firms: Firms, django_capture_on_commit_callbacks: OnCommit) -> None:
    rows = [worker_row(number + 1000) for number in range(5000)]
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        sheet = draft(firms, *rows)
        preview(sheet)
        confirm_sheet(sheet=sheet, by=firms.caller(CLERK), on=TODAY)
    assert time.monotonic() - began < 120
    assert WageSheet.objects.get().handed == "loaded" and len(rows_of("payroll")) == 5000
