"""A project's wages month by month, and the workers behind a month: the same money on both, for those who may see."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.warehouse.adapters import adapter
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.one_project import ProjectMonth
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.web.officer.monitoring.strip import BAND, COLUMN, LABEL, strip
from tests.conftest import People
from tests.unit.watch.monitoring.house import small_house
from tests.unit.watch.monitoring.making import DECEMBER, monitor, warning, watched


@pytest.fixture
def project(people: People, settings: Any, tmp_path: Path) -> MonitoredProject:
    settings.NUANXIN_WAGES = small_house(tmp_path)
    return watched("P1")


@pytest.mark.django_db
def test_twelve_months_and_the_workers_behind_one(people: People, project: MonitoredProject, enter: Any) -> None:
    said = warning(monitor(people), "P1")
    desk = enter(people.owner)
    page = desk.get(f"/officer/watched-projects/{project.pk}/wages/")
    lines = {one["line"].month: one for one in page.context["table"]}
    assert len(lines) == 12 and max(lines) == date(2024, 1, 1)
    december = lines[DECEMBER]
    assert (december["line"].workers, december["line"].worker_days, december["line"].payees) == (4, 88, 4)
    assert (december["missing_fen"], december["line"].unpaid, december["a_day_fen"]) == (2_400_000, 4, 2_400_000 // 88)
    assert december["warning"] == said and f"/officer/warnings/{said.pk}/" in page.content.decode()
    assert lines[date(2023, 10, 1)]["line"] == ProjectMonth(date(2023, 10, 1))
    month = desk.get(december["url"])
    assert month.context["sums"] == {"days": 88, "due": 2_400_000, "paid": 0, "missing": 2_400_000, "failed": 0}
    assert [one.name for one in month.context["workers"]] == ["张0", "张1", "张2", "张3"]
    assert "6222" not in month.content.decode()  # whether it is one's own card, never its number


@pytest.mark.django_db
def test_a_payment_sent_back_by_the_bank_is_told(
    project: MonitoredProject, people: People, settings: Any, tmp_path: Path, enter: Any
) -> None:
    again = tmp_path / "again"
    again.mkdir()
    tried = "项目编号,人员编号,工资月份,应发日期,应发金额,交易日期,代发金额,交易结果,失败原因"
    (again / "补发回盘.csv").write_text(
        f"{tried}\nP1,W1,2023-12,2024-01-05,6000,2024-01-20,6000,失败,账户已销户\n", encoding="utf-8"
    )
    assert not load_wages(again, settings.NUANXIN_WAGES, origin=adapter("bank_return")).refused
    month = enter(people.owner).get(f"/officer/watched-projects/{project.pk}/wages/2023-12/")
    assert (month.context["sums"]["failed"], month.context["sums"]["paid"], month.context["count"]) == (1, 0, 4)
    assert month.content.decode().count("付款失败：账户已销户") == 1


@pytest.mark.django_db
def test_who_sees_them(people: People, project: MonitoredProject, enter: Any) -> None:
    for who, status in (("colleague", 200), ("superior", 200), ("stranger", 404), ("housing", 403)):
        for page in ("wages/", "wages/2023-12/"):
            address = f"/officer/watched-projects/{project.pk}/{page}"
            assert enter(getattr(people, who)).get(address).status_code == status, (who, page)
    desk = enter(people.owner)
    assert desk.get(f"/officer/watched-projects/{project.pk}/wages/2023-99/").status_code == 404
    assert "没有报送" in desk.get(f"/officer/watched-projects/{project.pk}/wages/2020-01/").content.decode()


def test_bars_share_one_scale_and_a_missing_month_is_no_nought() -> None:
    months = [
        ProjectMonth(date(2024, 1, 1), worker_days=10, due_fen=4_000_000, paid_fen=1_000_000, balance_fen=-500_000),
        ProjectMonth(date(2024, 2, 1), worker_days=20, due_fen=2_000_000, paid_fen=0, balance_fen=500_000),
        ProjectMonth(date(2024, 3, 1)),
    ]
    drawn = strip(months)
    worked, pay, account = drawn.bands
    assert [bar.height for bar in worked.bars] == [(BAND - 14) // 2, BAND - 14]
    assert [(bar.kind, bar.height) for bar in pay.bars] == [
        ("due", BAND - 14),
        ("paid", (BAND - 14) // 4),
        ("due", (BAND - 14) // 2),
    ]
    assert [bar.kind for bar in account.bars] == ["owing", "balance"]
    assert [word.text for word in worked.words] == ["10", "20", "—"]
    assert [word.text for word in pay.words] == ["1.0", "0.0", "—"]
    assert all(
        bar.x >= LABEL and bar.x + bar.width <= drawn.width and bar.y >= 0 for band in drawn.bands for bar in band.bars
    )
    assert drawn.months[1] == (LABEL + COLUMN + COLUMN // 2, "24-02")
