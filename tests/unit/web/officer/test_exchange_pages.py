"""Exchange by a carried file at the desk and in the terminal: made, carried, taken in, shown for what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from nuanxin.command.reporting.models import Report, ReportRound
from tests.conftest import People
from tests.unit.command.reporting.test_exchange import WORD, asked, city, other_house
from tests.unit.command.reporting.test_filing import filed, report_of, solved

pytestmark = pytest.mark.django_db
__all__ = ["asked", "city"]  # fixtures


def test_pages_and_commands(people: People, city: Any, asked: ReportRound, enter: Any, tmp_path: Path) -> None:
    desk, here = enter(city), "/officer/reports/exchange/"
    assert "还没有导出" in desk.get(here).content.decode()
    form = {"way": "down:410700:410721", "passphrase": WORD, "again": WORD}
    assert "两次输入的口令不一样" in desk.post(f"{here}make/", form | {"again": "x" * 12}).content.decode()
    assert desk.post(f"{here}make/", form | {"way": "down:410000:410721"}).status_code == 422
    made = desk.post(f"{here}make/", form)
    assert made.status_code == 200 and ".nxe" in made.headers["Content-Disposition"]
    word, out, back = tmp_path / "word", tmp_path / "up.nxe", tmp_path / "down.nxe"
    word.write_text(WORD + "\n", encoding="utf-8")
    back.write_bytes(made.content)
    common = {"by": "statistician", "passphrase_file": word}
    with other_house():
        solved(people)
        call_command("import_exchange", back, **common)
        filed(Report.objects.get(), people)
        county = enter(people.statistician)
        assert "上报：新乡县的报表，给新乡市" in county.get(f"{here}make/").content.decode()
        call_command("export_exchange", out, own="410721", other="410700", **common)
    upload = {"file": SimpleUploadedFile("up.nxe", out.read_bytes()), "passphrase": WORD}
    assert desk.post(f"{here}take/", upload).status_code == 302
    listed = desk.get(here).content.decode()
    assert "导入下级上报" in listed and "新增报表 1" in listed
    held = report_of(asked, "410721")
    page = desk.get(f"/officer/reports/{held.pk}/").content.decode()
    assert "来自交换文件" in page and "郑统计 2024-01-10 09:00 上报" in page and "城统计 2024-01-10 09:00 导入" in page
    cell = desk.get(f"/officer/reports/{held.pk}/cell/construction.8/").content.decode()
    assert "5,000.00 元" in cell and "解决记录：1 行" in cell and "明细在填报单位的系统里" in cell
    assert enter(people.stranger).get(here).status_code == 403
    assert "导入下级上报" not in enter(people.statistician).get(here).content.decode()
