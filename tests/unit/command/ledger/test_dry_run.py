"""A dry run says what the import would do, writes nothing, and makes nobody wait."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nuanxin.command.ledger.importing import Import, import_ledger
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import Settlement
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.inspection.models import Visit
from tests.conftest import TODAY
from tests.unit.command.ledger.workbooks import clue, settlement, visit, workbook

CODE = "91110108551385082Q"
SAME = {"反映人": "张建国", "联系电话": "13800001234", "证件号码": "11010519491231002X"}


def first(path: Path) -> Path:
    rows = [clue("A", **SAME), clue("B", **SAME), clue("C"), clue("D", 渠道="传真"), clue("E", 项目名称="平原新城三期")]
    visits = [
        visit(CODE),
        visit(CODE, 用人单位="又名某公司"),
        visit(CODE, 检查日期="2023-12-09", 项目名称="平原新城三期"),
    ]
    return workbook(path, {"线索": rows, "办理": [settlement("A"), settlement("D"), settlement("X")], "检查": visits})


def second(path: Path) -> Path:
    rows = [clue("A", **SAME), clue("C", 涉及人数=9), clue("D"), clue("F", **SAME), clue("E", 收到日期="2023-12-30")]
    settled = [settlement("A", 解决人数=1, 其中农民工=1), settlement("F"), settlement("E", 解决日期="2023-12-29")]
    return workbook(path, {"线索": rows, "办理": settled, "检查": [visit(CODE, 职工人数=99)]})


def told(done: Import) -> dict[str, object]:
    return {name: tally.as_json() for name, tally in done.tallies.items()}


@pytest.mark.django_db
def test_it_counts_what_the_import_then_does(people: object, tmp_path: Path) -> None:
    for path in (first(tmp_path / "a.xlsx"), second(tmp_path / "b.xlsx"), second(tmp_path / "b.xlsx")):
        before = told(import_ledger(path=path, on=TODAY, dry_run=True))
        assert told(import_ledger(path=path, on=TODAY)) == before
    assert told(import_ledger(path=first(tmp_path / "a.xlsx"), on=TODAY, dry_run=True)) != before


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_and_nothing_locked(people: object, tmp_path: Path) -> None:
    import_ledger(path=first(tmp_path / "a.xlsx"), on=TODAY)
    tables = (Clue, Settlement, Visit, Employer, AuditEvent)
    before = [model.objects.count() for model in tables]
    with CaptureQueriesContext(connection) as asked:
        done = import_ledger(path=second(tmp_path / "b.xlsx"), on=TODAY, dry_run=True)
    assert done.tallies["线索"].created == 2 and done.tallies["线索"].updated == 2
    assert [model.objects.count() for model in tables] == before
    said = [query["sql"].strip().upper() for query in asked.captured_queries]
    assert all(sql.startswith(("SELECT", "PRAGMA", "DECLARE")) for sql in said), said
    assert not [sql for sql in said if "FOR UPDATE" in sql or "LOCK" in sql.replace("INTAKE_CLOCK", "")]
